"""The time and the day in China, where a card ends and a loss is counted: whatever zone the machine is set to.

An offset is enough, and needs no zone database: China has one zone and has had no summer time since 1991. Nothing else
in the emulator reads the calendar (pyproject.toml bans it).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=8))


def now() -> datetime:
    """The time, with its zone, which is UTC: times are kept in it."""
    return datetime.now(UTC)


def day(at: datetime) -> date:
    """The day at the aware time `at`."""
    return at.astimezone(ZONE).date()


def today() -> date:
    """The day it is."""
    return day(now())
