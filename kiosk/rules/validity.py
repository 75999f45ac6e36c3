"""Validity and renewal, from the card's own dates. Of a day that is not known neither is."""

from __future__ import annotations

from datetime import date, timedelta

RENEWABLE_BEFORE = timedelta(days=60)


def is_expired(valid_until: date | None, today: date) -> bool | None:
    """True from the day after `valid_until`; None where that is not known."""
    return None if valid_until is None else today > valid_until


def is_renewable(valid_until: date | None, today: date) -> bool | None:
    """True from 60 days before `valid_until`, and ever after; None where that is not known."""
    return None if valid_until is None else valid_until - today <= RENEWABLE_BEFORE
