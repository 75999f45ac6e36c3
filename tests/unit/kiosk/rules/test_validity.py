"""Expired from the day after; renewable from sixty days before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.rules.validity import is_expired, is_renewable

VALID_UNTIL = date(2034, 3, 17)


@pytest.mark.parametrize(
    ("days_left", "renewable", "expired"),
    [
        (365, False, False),
        (61, False, False),
        (60, True, False),
        (59, True, False),
        (1, True, False),
        (0, True, False),
        (-1, True, True),
        (-365, True, True),
    ],
)
def test_by_days_left(days_left: int, renewable: bool, expired: bool) -> None:
    today = VALID_UNTIL - timedelta(days=days_left)

    assert (is_renewable(VALID_UNTIL, today), is_expired(VALID_UNTIL, today)) == (renewable, expired)


def test_of_a_day_that_is_not_known_neither_is_said() -> None:
    assert (is_renewable(None, date.max), is_expired(None, date.max)) == (None, None)


@given(valid_until=st.dates(), today=st.dates())
@example(valid_until=date.min, today=date.max)
@example(valid_until=date.max, today=date.min)
def test_any_date_that_a_card_may_carry_has_an_answer(valid_until: date, today: date) -> None:
    expired, renewable = is_expired(valid_until, today), is_renewable(valid_until, today)

    assert renewable or not expired
