"""What is to be done may be chosen before the card is in: it then goes there directly, and nobody else does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.card.facts import CardFacts
from kiosk.card.outcome import CardRead, NotOurs
from kiosk.card.request import ReadCard
from kiosk.card.sighting import CardIn, CardOut
from kiosk.session.event import Answered, ChosePinChange, ChoseStanding, ChoseUnlock, Ended, Event, TimedOut, WentBack
from kiosk.session.state import (
    Attract,
    Checking,
    Explained,
    Menu,
    NotRecognised,
    PinPresent,
    Reading,
    StandingShown,
    State,
    Wish,
)
from kiosk.session.step import step
from kiosk.session.timeouts import IDLE_S, timeout_of
from tests.support.cards import READER, virtual_card
from tests.support.samples import FACTS
from tests.unit.kiosk.session.hall import Hall, hall

CHOSEN: dict[Wish, Event] = {Wish.CHANGE: ChosePinChange(), Wish.STANDING: ChoseStanding()}
CARD = CardIn(READER, b"", 7)


@pytest.fixture
def empty() -> Iterator[Hall]:
    """A hall where no card is in yet."""
    with hall() as here:
        here.until(Attract)
        yield here


def read(wish: Wish | None, facts: CardFacts = FACTS) -> State:
    """Where a card goes that is read after that was chosen."""
    return step(Reading(7, READER, wish), Answered(7, CardRead(facts)))[0]


@pytest.mark.parametrize("wish", Wish, ids=lambda wish: str(wish.value))
def test_what_is_chosen_is_kept_until_the_card_is_in(wish: Wish) -> None:
    chosen, _ = step(Attract(), CHOSEN[wish])
    assert step(chosen, CARD) == (Reading(7, READER, wish), (ReadCard(7, READER),))


def test_another_choice_takes_its_place() -> None:
    assert step(Attract(Wish.CHANGE), ChoseStanding()) == (Attract(Wish.STANDING), ())


def test_a_change_of_pin_begins_at_once() -> None:
    assert isinstance(read(Wish.CHANGE), Checking)


def test_the_standing_is_shown_at_once() -> None:
    assert isinstance(read(Wish.STANDING), StandingShown)


def test_whoever_chose_nothing_comes_to_the_menu() -> None:
    assert isinstance(read(None), Menu)


def test_all_is_asked_that_the_menu_asks() -> None:
    _, effects = step(Reading(7, READER, Wish.STANDING), Answered(7, CardRead(FACTS)))
    _, from_the_menu = step(Reading(7, READER), Answered(7, CardRead(FACTS)))
    assert from_the_menu
    assert effects == from_the_menu


def test_a_real_card_goes_from_the_slot_to_the_pad(empty: Hall) -> None:
    empty.does(ChosePinChange())
    empty.slot.insert(virtual_card())
    assert empty.until(PinPresent).visit.card.tries_left == 6
    empty.rests()


@pytest.mark.parametrize("state", [Attract(Wish.CHANGE), Explained()], ids=["chosen", "explained"])
def test_it_is_forgotten_with_whoever_goes(state: State) -> None:
    assert [step(state, event) for event in (TimedOut(), Ended())] == [(Attract(), ()), (Attract(), ())]


def test_a_choice_lasts_no_longer_than_anything_else() -> None:
    assert timeout_of(Attract(Wish.CHANGE)) == IDLE_S


def test_a_card_that_is_none_of_ours_takes_the_choice_along() -> None:
    refused, _ = step(Reading(7, READER, Wish.CHANGE), Answered(7, NotOurs(bank=True)))
    assert isinstance(refused, NotRecognised)
    assert step(refused, CardOut(READER)) == (Attract(), ())


@pytest.mark.parametrize("state", [Attract(Wish.STANDING), Explained()], ids=["chosen", "explained"])
def test_an_empty_reader_that_stays_empty_changes_nothing(state: State) -> None:
    assert step(state, CardOut(READER)) == (state, ())


def test_how_to_unlock_is_explained_without_a_card() -> None:
    assert step(Attract(), ChoseUnlock()) == (Explained(), ())


def test_and_left_by_going_back() -> None:
    assert step(Explained(), WentBack()) == (Attract(), ())


def test_a_card_put_in_meanwhile_is_read_as_any_other() -> None:
    assert step(Explained(), CARD)[0] == Reading(7, READER)
