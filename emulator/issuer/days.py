"""The day it is, and what follows from it: dates are China's, times are UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))  # without summer time
MAJORITY_YEARS = 18


def today(now: datetime) -> date:
    """The date in China at the aware time `now`."""
    return now.astimezone(CHINA).date()


def is_minor(birth_date: date, day: date) -> bool:
    """Under 18 on `day`; an adult from the birthday on, and who was born on 29 February from 1 March on."""
    had_no_birthday_yet = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - had_no_birthday_yet < MAJORITY_YEARS
