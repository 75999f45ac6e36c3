"""A PIN lives as long as the state that needs it, and not a step longer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from emulator.reader.faults import PulledOut
from kiosk.card.pin import Pin
from kiosk.session.event import Ended, Touched, WentBack
from kiosk.session.place import Outside
from kiosk.session.state import (
    Attract,
    CardLeftBehind,
    Menu,
    OutcomeUnknown,
    OutOfService,
    PinAgain,
    PinChanged,
    PinNew,
    PinPresent,
    StillThere,
    TakeCard,
)
from tests.support.cards import CHANGE_PIN, NEW, PRESENT, WRONG, virtual_card
from tests.support.hanging import Hanging
from tests.unit.kiosk.session.hall import Hall, hall


def back_to_the_menu(at: Hall) -> type:
    at.does(WentBack())
    at.does(WentBack())
    return Menu


def take_card(at: Hall) -> type:
    at.does(Ended())
    return TakeCard


def pull_the_card(at: Hall) -> type:
    at.slot.remove()
    return type(at.until(Attract))


def swap_the_card(at: Hall) -> type:
    at.slot.insert(virtual_card("t1"))
    return type(at.until(Menu, lambda menu: menu.visit.card.protocol == "t1"))


def walk_away(at: Hall) -> type:
    at.passes(60 + 20)
    return CardLeftBehind


def change(at: Hall) -> type:
    at.keys(NEW)
    return type(at.until(PinChanged))


@pytest.mark.parametrize("leave", [back_to_the_menu, take_card, pull_the_card, swap_the_card, walk_away, change])
def test_both_pins_are_wiped_when_they_are_no_longer_needed(leave: Callable[[Hall], type]) -> None:
    """vxsuite#1823: the next person inherits the session."""
    with hall(virtual_card()) as at:
        present, new = at.to_pin_again()
        shown = leave(at)

        assert (type(at.state), present.wiped, new.wiped) == (shown, True, True)


def held(at: Hall) -> Pin:
    """The present PIN where the terminal asks for the new one."""
    assert isinstance(at.state, PinNew | PinAgain)
    return at.state.present


def test_a_wrong_present_pin_is_wiped() -> None:
    with hall(virtual_card()) as at:
        at.to_pin_present()
        wrong = at.keys(WRONG)
        at.until(PinPresent)

        assert wrong.wiped


def test_a_refused_new_pin_is_wiped_and_the_present_one_kept() -> None:
    with hall(virtual_card()) as at:
        present = at.to_pin_new()
        refused = at.keys(b"123456")

        assert (type(at.state), refused.wiped, present.wiped) == (PinNew, True, False)


def test_where_the_two_differ_both_are_wiped_and_the_present_one_kept() -> None:
    with hall(virtual_card()) as at:
        present, new = at.to_pin_again()
        again = at.keys(WRONG)

        assert (type(at.state), new.wiped, again.wiped, present.wiped) == (PinNew, True, True, False)


def test_the_second_entry_of_the_new_pin_is_wiped_at_once() -> None:
    card = Hanging(virtual_card(), lambda apdu: apdu[:2] == CHANGE_PIN)
    with hall(card) as at:
        present, new = at.to_pin_again()
        again = at.keys(NEW)
        card.wait_until_it_hangs()

        assert (again.wiped, new.wiped, present.wiped) == (True, False, False)


def test_a_pin_that_nobody_asked_for_is_wiped() -> None:
    with hall(virtual_card()) as at:
        at.menu()

        assert at.keys(PRESENT).wiped


def test_a_pin_keyed_without_a_card_is_wiped() -> None:
    with hall() as at:
        at.until(Attract)

        assert at.keys(PRESENT).wiped


def test_a_pin_keyed_over_the_question_whether_anybody_is_there_is_wiped() -> None:
    with hall(virtual_card()) as at:
        present = at.to_pin_new()
        at.passes(60)
        keyed = at.keys(NEW)

        assert (type(at.state), keyed.wiped, present.wiped) == (StillThere, True, False)


def test_who_is_still_there_goes_on_with_the_same_pin() -> None:
    with hall(virtual_card()) as at:
        present = at.to_pin_new()
        at.passes(60)
        at.does(Touched())

        assert (held(at) is present, present.wiped) == (True, False)


def test_a_missed_deadline_wipes_the_pin_that_was_being_verified() -> None:
    card = Hanging(virtual_card(), lambda apdu: apdu[1] == 0x20 and len(apdu) > 5)
    with hall(card) as at:
        at.to_pin_present()
        present = at.keys(PRESENT)
        card.wait_until_it_hangs()
        at.passes(4)

        assert (type(at.state), present.wiped) == (OutOfService, True)


def test_while_the_outcome_is_unknown_both_are_kept_to_ask_the_card_with() -> None:
    with hall() as at:
        at.slot.insert(PulledOut(virtual_card(), at.slot.remove, lambda apdu: apdu[:2] == CHANGE_PIN))
        present, new = at.to_pin_again()
        at.keys(NEW)
        at.until(OutcomeUnknown)

        assert (present.wiped, new.wiped) == (False, False)


def settles(at: Hall) -> type:
    at.slot.insert(virtual_card(value=NEW.decode()))
    return type(at.until(PinChanged))


def gives_up(at: Hall) -> type:
    at.does(Ended())
    return Attract


def walks_away(at: Hall) -> type:
    at.rests()
    at.passes(60 + 20)
    return Attract


@pytest.mark.parametrize("end", [settles, gives_up, walks_away])
def test_once_the_outcome_is_known_or_given_up_both_are_wiped(end: Callable[[Hall], type]) -> None:
    """vxsuite#1823: the next person inherits the session."""
    with hall() as at:
        at.slot.insert(PulledOut(virtual_card(), at.slot.remove, lambda apdu: apdu[:2] == CHANGE_PIN))
        present, new = at.to_pin_again()
        at.keys(NEW)
        at.until(OutcomeUnknown, lambda lost: lost.place == Outside())
        shown = end(at)

        assert (type(at.state), present.wiped, new.wiped) == (shown, True, True)
