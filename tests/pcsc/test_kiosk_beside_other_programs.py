"""Other PC/SC programs on the same machine, at the same card."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from smartcard import scard

from emulator.reader.private_pcscd import PrivatePcscd
from kiosk.card.port import Fault
from kiosk.session.event import ChosePinChange
from kiosk.session.state import Attract, Menu, OutOfService, PinNew, PinPresent
from tests.pcsc.contacts import EITHER_PROTOCOL, contact, reader_name, wait_for_card
from tests.pcsc.hand import Hand
from tests.pcsc.visitor import Visitor, visitor
from tests.support.cards import virtual_card

TRIES, NOTHING_SELECTED = "00200000", "6985"


@pytest.fixture
def hand(pcscd: PrivatePcscd) -> Iterator[Hand]:
    """At slot 0."""
    with Hand(pcscd) as hand:
        yield hand


@pytest.fixture
def person(pcscd: PrivatePcscd, tmp_path: Path) -> Iterator[Visitor]:
    """At a terminal."""
    with visitor(tmp_path) as person:
        yield person


def test_a_reset_by_another_program_goes_unnoticed(hand: Hand, person: Visitor) -> None:
    hand.insert(virtual_card())
    person.sees(Menu)
    with contact() as other:
        other.power_cycle()
    person.does(ChosePinChange())
    assert person.sees(PinPresent).visit.card.tries_left == 6


def test_what_the_person_proved_is_no_other_program_s(hand: Hand, person: Visitor) -> None:
    """vxsuite#1823: the next one inherits the session."""
    hand.insert(virtual_card())
    person.enters_the_present_pin()
    person.sees(PinNew)
    with contact() as other:
        assert other.transmit(TRIES) == NOTHING_SELECTED


def test_a_card_that_another_program_keeps_to_itself_is_told_as_busy(hand: Hand, tmp_path: Path) -> None:
    card = virtual_card()
    hand.insert(card)
    wait_for_card(0, present=True)
    with ExitStack() as other_program:
        other_program.enter_context(kept_by_another_program())
        with visitor(tmp_path) as person:
            assert person.sees(OutOfService).failure.fault is Fault.CARD_BUSY
            other_program.close()
            hand.take_out()
            person.sees(Attract)
            hand.insert(card)
            person.sees(Menu)


@contextmanager
def kept_by_another_program() -> Iterator[None]:
    """The card in slot 0, connected to for exclusive use."""
    done, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    assert done == scard.SCARD_S_SUCCESS
    done, card, _ = scard.SCardConnect(context, reader_name(0), scard.SCARD_SHARE_EXCLUSIVE, EITHER_PROTOCOL)
    assert done == scard.SCARD_S_SUCCESS
    try:
        yield
    finally:
        scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
        scard.SCardReleaseContext(context)
