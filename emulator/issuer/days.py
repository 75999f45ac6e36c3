"""What follows from the day it is."""

from __future__ import annotations

from datetime import date

MAJORITY_YEARS = 18


def is_minor(birth_date: date, day: date) -> bool:
    """Under 18 on `day`; an adult from the birthday on, and who was born on 29 February from 1 March on."""
    had_no_birthday_yet = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - had_no_birthday_yet < MAJORITY_YEARS
