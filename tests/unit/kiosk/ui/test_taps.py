"""Which touch counts, on a clock that stands still."""

from __future__ import annotations

import pytest

from kiosk.ui.taps import NOT_YET, Taps
from tests.support.clock import Seconds

EARLY_S, LATER_S = (0.0, 0.1, 0.3, 0.45, 0.49), 0.51


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def taps(clock: Seconds) -> Taps:
    return Taps(clock)


def test_at_the_start_everything_acts_at_once(taps: Taps) -> None:
    assert (taps.wait(), taps.begin(stays=False), taps.is_tap()) == (0.0, taps.page, True)


@pytest.mark.parametrize("early_s", EARLY_S)
def test_half_a_second_after_a_page_came_nothing_acts_but_digits(taps: Taps, clock: Seconds, early_s: float) -> None:
    taps.come(result=False)
    clock.advance(early_s)
    assert (taps.begin(stays=True), taps.is_tap(stays=True), taps.is_correction()) == (NOT_YET, False, False)


def test_a_digit_is_never_too_soon(taps: Taps, clock: Seconds) -> None:
    taps.come(result=True)
    assert taps.is_digit(1)


def test_then_everything_acts(taps: Taps, clock: Seconds) -> None:
    taps.come(result=False)
    clock.advance(LATER_S)
    assert (taps.begin(stays=False), taps.is_correction(), taps.is_tap()) == (taps.page, True, True)


def test_a_result_is_left_by_nothing_before_two_seconds(taps: Taps, clock: Seconds) -> None:
    taps.come(result=True)
    clock.advance(1.99)
    assert (taps.begin(stays=False), taps.is_tap()) == (NOT_YET, False)
    clock.advance(0.2)
    assert (taps.begin(stays=False), taps.is_tap()) == (taps.page, True)


def test_what_does_not_leave_a_result_acts_after_half_a_second(taps: Taps, clock: Seconds) -> None:
    taps.come(result=True)
    clock.advance(LATER_S)
    assert taps.is_tap(stays=True)


def test_another_look_of_a_result_does_not_make_it_stay_longer(taps: Taps, clock: Seconds) -> None:
    taps.come(result=True)
    clock.advance(1.0)
    taps.move()
    assert taps.wait() == pytest.approx(1.0)
    assert taps.wait(stays=True) == pytest.approx(0.5)


@pytest.mark.parametrize("result", [True, False])
def test_a_finger_that_was_down_when_another_page_came_is_not_meant_for_it(
    taps: Taps, clock: Seconds, result: bool
) -> None:
    began = taps.begin(stays=False)
    taps.come(result=result)
    clock.advance(10)
    assert began != taps.page


def test_six_digits_in_one_moment_are_six(taps: Taps) -> None:
    assert [taps.is_digit(digit) for digit in (1, 3, 5, 7, 9, 0)] == [True] * 6


@pytest.mark.parametrize("between_s", [0.0, 0.005, 0.01])
def test_the_same_digit_at_once_is_a_bounce_whatever_came_between(taps: Taps, clock: Seconds, between_s: float) -> None:
    taps.is_digit(1)
    clock.advance(between_s)
    taps.is_digit(2)
    clock.advance(between_s)
    assert not taps.is_digit(1)


def test_the_same_digit_later_is_another(taps: Taps, clock: Seconds) -> None:
    taps.is_digit(1)
    clock.advance(0.031)
    assert taps.is_digit(1)


def test_what_was_keyed_in_can_be_forgotten(taps: Taps) -> None:
    taps.is_digit(1)
    taps.forget()
    assert taps.is_digit(1)
