"""The port over a virtual slot in this process: the contract, with either protocol, and what is its own."""

from __future__ import annotations

import pytest

from emulator.reader.slot import Slot
from kiosk.card.in_process import InProcessPort
from kiosk.card.port import Failure, Fault, Port, Protocols, ReaderStatus
from tests.unit.kiosk.cards import READER, connected, slot_with, virtual_card
from tests.unit.kiosk.port_contract import SELECT_SSSE, PortContract
from tests.unit.kiosk.port_place import LONG_S


class InProcess:
    """A virtual slot and its card."""

    reader = READER

    def __init__(self, protocol: Protocols) -> None:
        self.protocol: Protocols = protocol
        self._card = virtual_card(protocol=protocol)
        self._slot = Slot(READER)

    @property
    def atr(self) -> bytes:
        """The card's."""
        return self._card.atr

    def open_port(self) -> Port:
        """A port over the slot."""
        return InProcessPort(self._slot)

    def insert(self) -> None:
        """The card goes in."""
        self._slot.insert(self._card)

    def remove(self) -> None:
        """It comes out."""
        self._slot.remove()


class TestInProcessPort(PortContract):
    """The contract."""

    @pytest.fixture(params=["t0", "t1"])
    def place(self, request: pytest.FixtureRequest) -> InProcess:
        return InProcess(request.param)


def test_moves_count_each_way() -> None:
    slot = slot_with(virtual_card())
    port = InProcessPort(slot)
    seen = [port.wait_change({}, 0.0)[READER].moves]
    for act in (slot.remove, lambda: slot.insert(virtual_card())):
        act()
        seen.append(port.wait_change({}, 0.0)[READER].moves)

    assert seen == [1, 2, 3]


def test_a_mute_card_is_told_by_its_silence() -> None:
    session = connected(slot_with(virtual_card("mute")))

    assert session.transmit(SELECT_SSSE) == Failure(Fault.CARD_MUTE)


def test_after_a_cancel_no_wait_blocks() -> None:
    """A cancel that comes before the wait would otherwise be lost, and a thread that stops would not."""
    port = InProcessPort(slot_with())
    port.cancel()

    assert port.wait_change({READER: ReaderStatus(None)}, LONG_S) == {READER: ReaderStatus(None)}
