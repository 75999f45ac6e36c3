"""The port over a virtual slot in this process: the contract, with either protocol, and what is its own."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

import pytest

from emulator.card.mute import MuteCard
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot, SlotView
from kiosk.card.in_process import InProcessPort
from kiosk.card.port import Failure, Fault, Port, Protocols, ReaderStatus
from tests.support.cards import READER, Listening, connected, slot_with, virtual_card
from tests.support.port_contract import SELECT_SSSE, PortContract
from tests.support.port_place import DEADLINE_S, LONG_S, Seen, settled


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


# Off its cable


@pytest.fixture
def slot() -> Slot:
    """A slot with a card in it."""
    return slot_with(virtual_card())


class Waits(Slot):
    """An unplugged slot that notes how long somebody would wait for it, and does not let them."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(slot.name)
        self.timeouts_s: list[float] = []
        self.unplug()

    def wait(self, seen: int, timeout_s: float) -> SlotView:
        """Noted."""
        self.timeouts_s.append(timeout_s)
        return self.look()


class UnpluggedAtReset(Listening):
    """A card whose reader loses its cable while it starts."""

    def __init__(self, card: Insertable, slot: Slot) -> None:
        super().__init__(card)
        self._slot = slot

    def reset(self) -> bytes:
        """The card's, heard by nobody."""
        self._slot.unplug()
        return super().reset()


def test_an_unplugged_reader_is_none(slot: Slot) -> None:
    slot.unplug()
    port = InProcessPort(slot)

    assert (port.readers(), port.wait_change({}, 0.0)) == ((), {})


def test_plugged_in_again_it_is_told_with_its_card(slot: Slot) -> None:
    slot.unplug()
    slot.plug()
    port = InProcessPort(slot)

    assert port.readers() == (READER,)
    assert port.wait_change({}, 0.0) == {READER: ReaderStatus(virtual_card().atr, moves=3)}


@pytest.mark.parametrize("act", [Slot.unplug, Slot.plug], ids=["unplug", "plug"])
def test_a_wait_ends_with_the_cable(slot: Slot, act: Callable[[Slot], None]) -> None:
    """eid-mw#27: a kiosk stuck on "reader unplugged" until replugged."""
    if act is Slot.plug:
        slot.unplug()
    port, told = InProcessPort(slot), SimpleQueue[Seen]()
    known = {} if act is Slot.plug else settled(port)
    Thread(target=lambda: told.put(port.wait_change(known, LONG_S)), daemon=True).start()
    act(slot)

    assert told.get(timeout=DEADLINE_S) == port.wait_change(known, 0.0) != known


def test_a_wait_without_a_reader_ends_with_its_time(slot: Slot) -> None:
    """Otherwise a watcher would ask over and over."""
    slot.unplug()
    waited = Waits(slot)
    InProcessPort(waited).wait_change({}, 0.02)

    assert waited.timeouts_s == [0.02]


def test_an_unplugged_reader_can_not_be_connected_to(slot: Slot) -> None:
    slot.unplug()

    assert InProcessPort(slot).connect(READER) == Failure(Fault.NO_READER)


def test_a_reader_unplugged_while_its_card_starts_is_none(slot: Slot) -> None:
    slot.insert(UnpluggedAtReset(virtual_card(), slot))

    assert InProcessPort(slot).connect(READER) == Failure(Fault.NO_READER)


def test_a_connection_over_an_unplugged_reader_has_no_reader(slot: Slot) -> None:
    session = connected(slot)
    slot.unplug()

    assert (session.transmit(SELECT_SSSE), session.begin()) == (Failure(Fault.NO_READER),) * 2


def test_a_connection_does_not_outlive_the_cable(slot: Slot) -> None:
    """What was proved over it is gone; whoever stands there now starts anew."""
    session = connected(slot)
    slot.unplug()
    slot.plug()

    assert (session.transmit(SELECT_SSSE), session.begin()) == (Failure(Fault.ANSWER_LOST), Failure(Fault.CARD_GONE))


def test_a_connection_over_an_unplugged_reader_can_be_ended_and_closed(slot: Slot) -> None:
    session = connected(slot)
    slot.unplug()
    session.end(reset=True)
    session.close()


@pytest.mark.parametrize("atr", ["A2131091", "FFFF", "3B800282", "3B800E8E", "3B800F8F", "3B"])
def test_a_card_that_speaks_neither_protocol_is_unsupported_and_no_dead_reader(atr: str) -> None:
    """Old memory cards, and what is no card at all."""
    assert InProcessPort(slot_with(MuteCard(bytes.fromhex(atr)))).connect(READER) == Failure(Fault.CARD_UNSUPPORTED)
