"""The day is China's on both sides, whatever zone the machine is set to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from types import ModuleType

import pytest

from emulator import china as emulators
from kiosk import china as kiosks

EDGES = ("Etc/GMT+12", "UTC", "Pacific/Kiritimati")  # no moment has the same day in the first and the last


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("china", [emulators, kiosks], ids=["emulator", "kiosk"])
def test_it_is_the_same_day_in_every_zone(china: ModuleType, in_zone: Callable[[str], None]) -> None:
    wrong = []
    for zone in EDGES:
        in_zone(zone)
        days = [emulators.day(datetime.now(UTC)), china.today(), emulators.day(datetime.now(UTC))]
        if not days[0] <= days[1] <= days[2]:  # midnight may pass meanwhile
            wrong.append((zone, days[1]))

    assert wrong == []


def test_the_day_begins_at_four_in_the_afternoon_of_the_day_before_in_utc() -> None:
    midnight = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)

    assert [emulators.day(midnight - timedelta(seconds=1)), emulators.day(midnight)] == [
        date(2026, 11, 22),
        date(2026, 11, 23),
    ]


def test_times_have_their_zone() -> None:
    assert [each.utcoffset() for each in (kiosks.now(), emulators.now())] == [timedelta(hours=8), timedelta(0)]
