"""A person's other cards: the PIN is asked for, and then they are listed; nothing else comes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.card.pin import Pin
from kiosk.session.event import ChoseOthers, ChoseStanding, WentBack, WentOn
from kiosk.session.state import LastAttempt, PinLocked, PinPresent, Purpose, StandingShown
from tests.support.cards import PRESENT, WRONG, holds, profile, tries, virtual_card
from tests.support.office import OTHER, KnownOffice, registry_office
from tests.unit.kiosk.session.hall import Hall, hall


@pytest.fixture
def standing() -> Iterator[Hall]:
    """A hall with a normal card, at its standing."""
    card = virtual_card()
    with hall(card) as ready:
        ready.menu()
        ready.does(ChoseStanding())
        yield ready


def asked(hall: Hall) -> PinPresent:
    """For the PIN, to see the list."""
    hall.does(ChoseOthers())
    return hall.until(PinPresent, lambda state: not state.visit.asking_pin)


def test_they_are_listed_after_the_pin(standing: Hall) -> None:
    asked(standing)
    standing.keys(PRESENT)
    shown = standing.until(StandingShown, lambda state: isinstance(state.visit.others, tuple))

    assert (shown.visit.others, shown.visit.pin_verified) == ((OTHER,), True)


def test_the_pin_is_wiped_once_the_card_knows_it(standing: Hall) -> None:
    asked(standing)
    pin: Pin = standing.keys(PRESENT)
    standing.until(StandingShown)

    assert pin.wiped


def test_a_wrong_pin_is_counted_and_lists_nothing(standing: Hall) -> None:
    asked(standing)
    standing.keys(WRONG)
    again = standing.until(PinPresent, lambda state: state.wrong)

    assert (again.purpose, again.visit.card.tries_left, again.visit.pin_verified) == (Purpose.LIST, 5, False)


def test_the_way_back_is_to_the_standing(standing: Hall) -> None:
    asked(standing)

    assert isinstance(standing.does(WentBack()), StandingShown)


def test_with_one_attempt_left_there_is_the_warning_first() -> None:
    card = virtual_card("last-attempt")
    with hall(card, office=KnownOffice(profile("last-attempt"))) as ready:
        ready.menu()
        ready.does(ChoseStanding())
        ready.does(ChoseOthers())
        ready.until(LastAttempt)
        ready.does(WentOn())
        ready.keys(PRESENT)
        ready.until(StandingShown)

        assert (tries(card), holds(card, PRESENT)) == (6, True)


def test_the_sixth_wrong_pin_locks_here_as_well() -> None:
    card = virtual_card("last-attempt")
    with hall(card, office=KnownOffice(profile("last-attempt"))) as ready:
        ready.menu()
        ready.does(ChoseStanding())
        ready.does(ChoseOthers())
        ready.until(LastAttempt)
        ready.does(WentOn())
        ready.keys(WRONG)

        assert isinstance(ready.until(PinLocked), PinLocked)


def test_nothing_is_asked_where_the_office_could_not_list_them() -> None:
    with hall(virtual_card(), office=registry_office()) as ready:
        ready.menu()
        ready.does(ChoseStanding())

        assert isinstance(ready.does(ChoseOthers()), StandingShown)


def test_nothing_is_asked_twice(standing: Hall) -> None:
    asked(standing)
    standing.keys(PRESENT)
    standing.until(StandingShown, lambda state: isinstance(state.visit.others, tuple))

    assert isinstance(standing.does(ChoseOthers()), StandingShown)
