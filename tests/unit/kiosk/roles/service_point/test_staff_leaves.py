"""Staff leaves: at once, whatever is going on; and what is on its way to a card is still waited for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.roles.service_point.effect import EndCase, Result
from kiosk.roles.service_point.event import OpenCase, SignedOut
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.staff import NoStaff, Staff, Why
from kiosk.roles.service_point.stage import PukProving
from kiosk.roles.service_point.state import CaseForm, CaseStillThere, ResetAgain, ResetNew, UnlockDone, Unlocking
from kiosk.session.event import ChosePinChange, Touched, WentOn
from kiosk.session.state import Attract, CardLeftBehind, Changing, Menu, PinChanged, PinNew, PinPresent, TakeCard
from tests.support.cards import CHANGE_PIN, NEW, PRESENT, Listening, holds, profile, tries, virtual_card
from tests.support.hanging import Hanging
from tests.support.staffed_office import STAFF_IDLE_S, STAFF_LONGEST_S, StaffedOffice
from tests.unit.kiosk.roles.service_point.point import Point, point, unblocks_in


def pulls_their_card(at: Point) -> Why:
    at.staff_slot.remove()
    at.until_staff(NoStaff)
    return Why.CARD_LEFT


def signs_out(at: Point) -> Why:
    at.does(SignedOut())
    return Why.SIGNED_OUT


LEAVING = pytest.mark.parametrize("leave", [pulls_their_card, signs_out])


def at_the_menu(at: Point) -> None:
    at.to_menu()


def at_the_form(at: Point) -> None:
    at.to_form(Matter.UNLOCK)


def at_the_new_pin(at: Point) -> None:
    at.to_reset()


def at_the_new_pin_again(at: Point) -> None:
    at.to_reset()
    at.keys(NEW)


def away_from_the_form(at: Point) -> None:
    at.to_form(Matter.UNLOCK)
    at.rests()
    at.passes(60)
    assert isinstance(at.state.holder, CaseStillThere)


PLACES = [at_the_menu, at_the_form, at_the_new_pin, at_the_new_pin_again, away_from_the_form]


@LEAVING
@pytest.mark.parametrize("place", PLACES)
def test_the_session_is_over_and_the_card_is_to_be_taken(
    place: Callable[[Point], None], leave: Callable[[Point], Why]
) -> None:
    office = StaffedOffice(profile())
    with point(virtual_card(remaining=2), office) as at:
        at.signs_in()
        place(at)
        why = leave(at)

        assert isinstance(at.state.staff, NoStaff)
        assert (at.state.staff.why, type(at.state.holder)) == (why, TakeCard)
        while "sign_out" not in office.asked:
            at.hears()
    assert office.sessions == set()


@LEAVING
def test_a_case_that_was_open_has_failed(leave: Callable[[Point], Why]) -> None:
    with point(virtual_card(remaining=0)) as at:
        at.signs_in()
        at.to_reset()
        leave(at)

        assert at.ended == [EndCase("case-1", Result.FAILED)]


@LEAVING
def test_an_unlock_that_did_not_reach_the_card_does_not_reach_it_any_more(leave: Callable[[Point], Why]) -> None:
    hanging = Hanging(virtual_card(remaining=0), lambda apdu: apdu[:4] == b"\x00\x82\x00\x06")
    with point(hanging) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.does(OpenCase())
        at.until(Unlocking, lambda state: isinstance(state.stage, PukProving))
        hanging.wait_until_it_hangs()
        leave(at)
        hanging.wake()
        at.slot.remove()
        at.until(Attract)

        assert (at.ended, unblocks_in(hanging)) == ([EndCase("case-1", Result.FAILED)], 0)
    assert tries(hanging) == 0


@LEAVING
def test_an_unblock_on_its_way_is_waited_for_and_told(leave: Callable[[Point], Why]) -> None:
    hanging = Hanging(virtual_card(remaining=0), lambda apdu: apdu[:2] == b"\x84\x24")
    with point(hanging) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.does(OpenCase())
        at.until_unblocking()
        hanging.wait_until_it_hangs()
        leave(at)
        waits = at.state.holder
        hanging.wake()
        at.until(UnlockDone)

        assert (type(waits), at.ended) == (Unlocking, [EndCase("case-1", Result.DONE)])


def test_the_result_can_still_be_read_and_then_the_card_is_to_be_taken() -> None:
    with point(virtual_card(remaining=0)) as at:
        at.signs_in()
        at.unlocks()
        at.does(SignedOut())
        read = at.state.holder
        at.does(WentOn())

        assert (type(read), type(at.state.holder)) == (UnlockDone, TakeCard)


def test_a_change_of_pin_on_its_way_is_waited_for() -> None:
    card = Hanging(virtual_card(), lambda apdu: apdu[:2] == CHANGE_PIN)
    with point(card) as at:
        at.signs_in()
        at.to_menu()
        at.does(ChosePinChange())
        at.until(PinPresent)
        at.keys(PRESENT)
        at.until(PinNew)
        at.keys(NEW)
        at.keys(NEW)
        at.until(Changing)
        card.wait_until_it_hangs()
        at.does(SignedOut())
        card.wake()
        at.until(PinChanged)

    assert holds(card, NEW)


def test_nobody_at_the_terminal_for_as_long_as_the_office_says_signs_out() -> None:
    with point() as at:
        at.signs_in()
        at.passes(STAFF_IDLE_S - 1)
        still = at.state.staff
        at.passes(1)

        assert isinstance(still, Staff)
        assert isinstance(at.state.staff, NoStaff)
        assert (at.state.staff.why, at.state.staff.idle_s) == (Why.IDLE, STAFF_IDLE_S)


def test_nobody_stays_longer_than_the_office_says() -> None:
    with point() as at:
        at.signs_in()
        for _ in range(int(STAFF_LONGEST_S / 1200) - 1):
            at.passes(1200)
            at.does(Touched())
        still = at.state.staff
        at.passes(1200)

        assert isinstance(still, Staff)
        assert isinstance(at.state.staff, NoStaff)
        assert at.state.staff.why is Why.EXPIRED


def test_a_card_left_behind_is_minded_though_staff_has_gone() -> None:
    with point(virtual_card()) as at:
        at.signs_in()
        at.to_menu()
        at.does(SignedOut())
        at.rests()
        at.passes(10)
        left = at.state.holder
        at.slot.remove()
        at.until(Attract)

        assert isinstance(left, CardLeftBehind)


def test_another_member_of_staff_begins_anew_with_the_card_that_is_in() -> None:
    card = Listening(virtual_card(remaining=0))
    with point(card) as at:
        at.signs_in()
        at.to_reset()
        pulls_their_card(at)
        at.signs_in()

        assert isinstance(at.to_menu(), Menu)
        assert unblocks_in(card) == 0


def test_after_a_swap_of_operator_cards_the_first_session_is_over() -> None:
    office = StaffedOffice(profile())
    with point(office=office) as at:
        first = at.signs_in()
        at.staff_slot.insert(virtual_card("operator"))
        at.until_staff(NoStaff)
        while "sign_out" not in office.asked:
            at.hears()

        assert first.session not in office.sessions


@pytest.mark.parametrize("state", [CaseForm, ResetNew, ResetAgain])
def test_what_was_begun_is_not_there_for_the_next_member_of_staff(state: type) -> None:
    with point(virtual_card(remaining=2)) as at:
        at.signs_in()
        {CaseForm: at_the_form, ResetNew: at_the_new_pin, ResetAgain: at_the_new_pin_again}[state](at)
        began = type(at.state.holder)
        pulls_their_card(at)
        at.signs_in()

        assert (began, isinstance(at.to_menu(), state)) == (state, False)
