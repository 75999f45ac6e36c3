"""Cards that fall silent: a mute one leaves the reader by itself after a while, a hung one keeps it for ever."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.reader import vpcd
from emulator.reader.private_pcscd import PrivatePcscd
from kiosk.card.port import Fault
from kiosk.card.request import DEADLINES_S, ReadCard
from kiosk.session.event import Ended
from kiosk.session.reason import Unrecognised
from kiosk.session.state import (
    Attract,
    Menu,
    NotRecognised,
    OutcomeUnknown,
    OutOfService,
    PinChanged,
    Reading,
    TakeCard,
)
from tests.pcsc.contacts import wait_for_card
from tests.pcsc.exchanges import CHANGE_PIN, VERIFY_PIN, At, AtFirst, HungCard
from tests.pcsc.hand import Hand
from tests.pcsc.kiosk_command import KioskCommand
from tests.pcsc.visitor import Visitor, visitor
from tests.support.cards import NEW, PRESENT, holds, tries, virtual_card

SHORT_S = 0.5
ENDS_WITHIN_S = 2.0
IN_READING = 3  # the fourth exchange


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


@pytest.fixture
def short_deadlines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request is given up after half a second."""
    for request in DEADLINES_S:
        monkeypatch.setitem(DEADLINES_S, request, SHORT_S)


@pytest.fixture
def short_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mute card leaves after half a second, as it leaves long before a deadline in earnest."""
    assert DEADLINES_S[ReadCard] / 2 >= vpcd.SILENCE_S
    monkeypatch.setattr(vpcd, "SILENCE_S", SHORT_S)


def take_out(hand: Hand, hung: HungCard) -> None:
    """Pull a hung card out, and let the reader notice."""
    hand.pull()
    hung.free()
    hand.wait_until_gone()


@pytest.mark.usefixtures("short_silence")
def test_a_mute_card_ends_the_command_with_a_reason(hand: Hand, pcscd: PrivatePcscd, tmp_path: Path) -> None:
    hand.insert(virtual_card("mute"))
    wait_for_card(0, present=True)
    ran = KioskCommand(pcscd, tmp_path)("status")
    assert (ran.status, ran.out) == (1, "")
    assert "can't be read" in ran.err or "stopped answering" in ran.err


@pytest.mark.usefixtures("short_silence")
def test_a_mute_card_is_not_read_for_ever(hand: Hand, person: Visitor) -> None:
    """vxsuite#2278: a card put in backwards read as "invalid". Here it is silent, or gone, as noticed first."""
    hand.insert(virtual_card("mute"))
    person.sees(Reading)
    assert person.sees_no_more(Reading) in (NotRecognised(Unrecognised.MUTE), Attract())


@pytest.mark.usefixtures("short_deadlines")
def test_hung_while_it_is_read_it_is_told_and_the_next_card_served(hand: Hand, person: Visitor) -> None:
    with HungCard(virtual_card(), At(IN_READING)) as hung:
        hand.insert(hung)
        assert person.sees(OutOfService).failure.fault is Fault.CARD_HUNG
        take_out(hand, hung)
        person.sees(Attract)
        hand.insert(virtual_card())
        assert person.sees(Menu).visit.card.tries_left == 6


@pytest.mark.usefixtures("short_deadlines")
def test_hung_while_it_is_read_it_can_be_taken(hand: Hand, person: Visitor) -> None:
    with HungCard(virtual_card(), At(IN_READING)) as hung:
        hand.insert(hung)
        person.sees(Reading)
        hung.wait_until_it_hangs()
        person.does(Ended())
        person.sees(TakeCard)
        take_out(hand, hung)
        person.sees(Attract)
        hand.insert(virtual_card())
        person.sees(Menu)


@pytest.mark.usefixtures("short_deadlines")
def test_hung_over_the_right_pin_it_is_told_and_costs_no_attempt(hand: Hand, person: Visitor) -> None:
    card = virtual_card()
    with HungCard(card, AtFirst(VERIFY_PIN)) as hung:
        hand.insert(hung)
        person.enters_the_present_pin()
        assert person.sees(OutOfService).failure.fault is Fault.CARD_HUNG
        take_out(hand, hung)
        person.sees(Attract)
    assert (tries(card), holds(card, PRESENT)) == (6, True)


@pytest.mark.usefixtures("short_deadlines")
def test_hung_after_the_change_the_card_put_back_tells(hand: Hand, person: Visitor) -> None:
    card = virtual_card()
    with HungCard(card, AtFirst(CHANGE_PIN)) as hung:
        hand.insert(hung)
        person.changes_the_pin()
        person.sees(OutcomeUnknown)
        take_out(hand, hung)
        hand.insert(card)
        person.sees(PinChanged)
    hand.leave()
    assert (tries(card), holds(card, NEW)) == (6, True)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_the_command_ends_promptly_while_the_card_hangs(
    hand: Hand, pcscd: PrivatePcscd, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    with HungCard(virtual_card(), At(IN_READING)) as hung:
        hand.insert(hung)
        wait_for_card(0, present=True)
        command = KioskCommand(pcscd, tmp_path).started("status")
        hung.wait_until_it_hangs()
        assert command.end(number, ENDS_WITHIN_S) == status
        assert "Traceback" not in command.said()
