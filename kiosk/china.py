"""The time and the day in China, where a card ends and a term is counted: whatever zone the machine is set to.

An offset is enough, and needs no zone database: China has one zone and has had no summer time since 1991. Nothing else
in the terminal reads the calendar (pyproject.toml bans it).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=8))


def now() -> datetime:
    """The time, with its zone."""
    return datetime.now(ZONE)


def minute(at: datetime) -> str:
    """To the minute, never before it: what ends then has ended."""
    whole = at if at.second == at.microsecond == 0 else at + timedelta(minutes=1)
    return whole.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


def today() -> date:
    """The day."""
    return now().date()
