"""The port over PC/SC, behind a real pcscd: the contract that every port keeps, and both protocols."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from emulator.reader.private_pcscd import PrivatePcscd
from kiosk.card.pcsc import PcscPort
from kiosk.card.port import Port, Protocols
from tests.pcsc.contacts import reader_name, wait_for_card
from tests.pcsc.hand import Hand
from tests.support.cards import virtual_card
from tests.support.port_contract import SELECT_SSSE, PortContract
from tests.support.port_place import connection, said

SLOT = 0


@pytest.fixture
def hand(pcscd: PrivatePcscd) -> Iterator[Hand]:
    """At the slot."""
    with Hand(pcscd, SLOT) as hand:
        yield hand


class OverPcsc:
    """vpcd's first slot and its card."""

    reader = reader_name(SLOT)

    def __init__(self, hand: Hand, protocol: Protocols) -> None:
        self.protocol: Protocols = protocol
        self._card = virtual_card(protocol=protocol)
        self._hand = hand

    @property
    def atr(self) -> bytes:
        """The card's."""
        return self._card.atr

    def open_port(self) -> Port:
        """A port over pcscd."""
        return PcscPort()

    def insert(self) -> None:
        """The card goes in, and is seen."""
        self._hand.insert(self._card)
        wait_for_card(SLOT, present=True)

    def remove(self) -> None:
        """It comes out, and is missed."""
        self._hand.take_out()


class TestPcscPort(PortContract):
    """The contract."""

    @pytest.fixture
    def place(self, hand: Hand) -> OverPcsc:
        return OverPcsc(hand, "t0")


def test_a_t1_card_is_spoken_to_in_t1(hand: Hand) -> None:
    place = OverPcsc(hand, "t1")
    place.insert()
    port = place.open_port()
    session = connection(port, place)
    assert (session.atr, session.protocol) == (place.atr, "t1")
    assert said(session, SELECT_SSSE) == b"\x90\x00"
    session.close()
    port.close()
