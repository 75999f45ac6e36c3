"""The answer to CHANGE PIN was lost: the same card, put back, tells which PIN it holds, and pays nothing for it.

Held for what users of other systems met: removal during a write left an unrecoverable card (vxsuite#2170, #2419).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.reader.faults import PulledOut
from emulator.reader.private_pcscd import PrivatePcscd
from kiosk.session.event import Ended
from kiosk.session.reason import Doubt, NotChanged
from kiosk.session.state import Attract, ChangeFailed, OutcomeUnknown, PinChanged, Settling
from tests.pcsc.exchanges import CHANGE_PIN, VERIFY, VERIFY_PIN, AtFirst
from tests.pcsc.hand import Hand
from tests.pcsc.visitor import Visitor, visitor
from tests.support.cards import NEW, PRESENT, Listening, holds, tries, virtual_card


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


def test_carried_out_and_put_back_it_is_changed(hand: Hand, person: Visitor) -> None:
    card = virtual_card()
    hand.insert(PulledOut(card, hand.pull, AtFirst(CHANGE_PIN)))
    person.changes_the_pin()
    person.sees(OutcomeUnknown)
    hand.wait_until_gone()
    hand.insert(card)
    assert person.sees(PinChanged).visit.card.tries_left == 6
    hand.leave()
    assert (tries(card), holds(card, NEW)) == (6, True)


def test_not_carried_out_and_put_back_the_old_pin_holds(hand: Hand, person: Visitor) -> None:
    card = virtual_card()
    hand.insert(PulledOut(card, hand.pull, AtFirst(CHANGE_PIN), before=True))
    person.changes_the_pin()
    person.sees(OutcomeUnknown)
    hand.wait_until_gone()
    hand.insert(card)
    failed = person.sees(ChangeFailed)
    assert (failed.why, failed.visit.card.tries_left) == (NotChanged.OLD_PIN_HOLDS, 6)
    hand.leave()
    assert (tries(card), holds(card, PRESENT)) == (6, True)


def test_another_card_put_in_instead_is_told_and_never_asked_for_a_pin(hand: Hand, person: Visitor) -> None:
    card, other = virtual_card(), Listening(virtual_card("sealed"))
    hand.insert(PulledOut(card, hand.pull, AtFirst(CHANGE_PIN)))
    person.changes_the_pin()
    assert person.sees(OutcomeUnknown).doubt is Doubt.NONE
    hand.wait_until_gone()
    hand.insert(other)
    person.sees(OutcomeUnknown, lambda state: state.doubt is Doubt.OTHER_CARD)
    hand.take_out()
    hand.insert(card)
    person.sees(PinChanged)
    heard = {apdu[:2] for apdu in other.heard}
    assert heard
    assert not {VERIFY, CHANGE_PIN} & heard


def test_pulled_out_once_more_while_it_is_asked_it_is_asked_again(hand: Hand, person: Visitor) -> None:
    """The question costs an attempt until it is answered; the PIN that is right gives it back."""
    card = virtual_card()
    hand.insert(PulledOut(card, hand.pull, AtFirst(CHANGE_PIN), before=True))
    person.changes_the_pin()
    person.sees(OutcomeUnknown)
    hand.wait_until_gone()
    hand.insert(PulledOut(card, hand.pull, AtFirst(VERIFY_PIN)))
    person.sees(Settling)
    person.sees(OutcomeUnknown)
    hand.wait_until_gone()
    assert tries(card) == 5
    hand.insert(card)
    assert person.sees(ChangeFailed).why is NotChanged.OLD_PIN_HOLDS
    hand.leave()
    assert (tries(card), holds(card, PRESENT)) == (6, True)


def test_whoever_leaves_without_asking_leaves_a_terminal_for_the_next(hand: Hand, person: Visitor) -> None:
    """vxsuite#1823: the next person inherited the session."""
    hand.insert(PulledOut(virtual_card(), hand.pull, AtFirst(CHANGE_PIN)))
    person.changes_the_pin()
    person.sees(OutcomeUnknown)
    hand.wait_until_gone()
    person.does(Ended())
    person.sees(Attract)
