"""A card pulled out in the middle of its change: what the person sees, whatever card comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from emulator.reader.faults import PulledOut
from emulator.reader.insertable import Insertable
from kiosk.session.event import Ended, WentOn
from kiosk.session.place import Inside, Outside
from kiosk.session.reason import Doubt, NotChanged
from kiosk.session.state import Attract, ChangeFailed, Menu, OutcomeUnknown, PinChanged, Reading, State, TakeCard
from tests.support.cards import CHANGE_PIN, NEW, PRESENT, WRONG, tries, virtual_card
from tests.unit.kiosk.session.hall import Hall, hall


@pytest.fixture
def at() -> Iterator[Hall]:
    """A terminal whose card was pulled out while it changed its PIN."""
    with hall() as at:
        at.slot.insert(PulledOut(virtual_card(), at.slot.remove, lambda apdu: apdu[:2] == CHANGE_PIN))
        at.to_pin_again()
        at.keys(NEW)
        at.until(OutcomeUnknown, lambda lost: lost.place == Outside())
        yield at


PUT_IN: dict[str, tuple[Callable[[], Insertable], type[State], NotChanged | None, int]] = {
    "the new PIN holds": (lambda: virtual_card(value=NEW.decode()), PinChanged, None, 6),
    "the old PIN holds": (lambda: virtual_card(value=PRESENT.decode()), ChangeFailed, NotChanged.OLD_PIN_HOLDS, 6),
    "neither holds": (lambda: virtual_card(value=WRONG.decode()), ChangeFailed, NotChanged.UNSETTLED, 4),
    "too few attempts to ask": (lambda: virtual_card(remaining=2), ChangeFailed, NotChanged.UNSETTLED, 2),
}


@pytest.mark.parametrize(("put_in", "shown", "why", "left"), PUT_IN.values(), ids=PUT_IN)
def test_the_card_put_back_is_asked(
    at: Hall, put_in: Callable[[], Insertable], shown: type[PinChanged | ChangeFailed], why: object, left: int
) -> None:
    """vxsuite#2170, #2419: removal during a write leaves an unrecoverable card."""
    card = put_in()
    at.slot.insert(card)
    state = at.until(shown)

    shown_left = state.visit.card.tries_left

    assert (getattr(state, "why", None), isinstance(state.place, Inside)) == (why, True)
    assert (tries(card), shown_left) == (left, left)


def test_another_card_is_told_and_not_asked_and_the_right_one_still_is(at: Hall) -> None:
    """AusweisApp, StateVerifyRetryCounter: a swapped card is noticed mid-way."""
    other = virtual_card("t1")
    at.slot.insert(other)
    at.until(OutcomeUnknown, lambda lost: lost.doubt is Doubt.OTHER_CARD)
    left = tries(other)
    at.slot.remove()
    at.until(OutcomeUnknown, lambda lost: lost.doubt is Doubt.NONE)
    at.slot.insert(virtual_card(value=NEW.decode()))

    assert (left, isinstance(at.until(PinChanged), PinChanged)) == (6, True)


def test_after_the_result_the_same_visit_goes_on(at: Hall) -> None:
    at.slot.insert(virtual_card(value=NEW.decode()))
    at.until(PinChanged)

    assert isinstance(at.does(WentOn()), Menu)


def test_who_gives_up_leaves_a_free_terminal(at: Hall) -> None:
    at.does(Ended())
    free = at.state
    at.slot.insert(virtual_card("t1"))

    assert (free, type(at.until(Reading))) == (Attract(), Reading)


def test_who_gives_up_with_another_card_in_is_asked_to_take_it(at: Hall) -> None:
    at.slot.insert(virtual_card("t1"))
    at.until(OutcomeUnknown, lambda lost: lost.doubt is Doubt.OTHER_CARD)

    assert isinstance(at.does(Ended()), TakeCard)
