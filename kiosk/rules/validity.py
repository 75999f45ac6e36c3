"""Validity and renewal, from the card's own dates."""

from __future__ import annotations

from datetime import date, timedelta

RENEWABLE_BEFORE = timedelta(days=60)


def is_expired(valid_until: date | None, today: date) -> bool:
    """True from the day after `valid_until`; a card without a date never expires."""
    return valid_until is not None and today > valid_until


def is_renewable(valid_until: date | None, today: date) -> bool:
    """True from 60 days before `valid_until`, and ever after."""
    return valid_until is not None and valid_until - today <= RENEWABLE_BEFORE
