"""The journal's writer: whoever has an entry goes on at once, whatever the disk does."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from functools import partial
from itertools import count
from pathlib import Path
from time import perf_counter

import pytest

from kiosk.app.terminal import emulated_terminal
from kiosk.card.pin import Pin
from kiosk.change_pin import Exit, with_lines
from kiosk.journal.entry import Entry
from kiosk.journal.file import JournalFile
from kiosk.journal.writer import JournalWriter
from kiosk.rules.new_pin import PinPolicy
from kiosk.settings import Settings
from tests.support.cards import NEW, PRESENT

CHINA = timezone(timedelta(hours=8))
START = datetime(2026, 11, 22, 9, 30, tzinfo=CHINA)
WITHIN_S = 10.0
HELD_UP_S = 0.05  # a caller that waits for a disk that never answers would take for ever


class Disk:
    """A journal in memory; it takes nothing while `free` is clear, and raises the first of `failures` there are."""

    def __init__(self, *failures: OSError) -> None:
        self.free = threading.Event()
        self.free.set()
        self.asked = threading.Event()
        self.lines: list[tuple[datetime, str]] = []
        self.closed = False
        self._failures = list(failures)

    def append(self, at: datetime, entry: Entry) -> None:
        self.asked.set()
        assert self.free.wait(WITHIN_S)
        if self._failures:
            raise self._failures.pop(0)
        self.lines.append((at, entry.what))

    def close(self) -> None:
        self.closed = True


def hours() -> Callable[[], datetime]:
    """A clock that strikes the next hour each time it is looked at."""
    passed = count()
    return lambda: START + timedelta(hours=next(passed))


def entry(number: int) -> Entry:
    return Entry(str(number), None, {})


@pytest.fixture
def said() -> list[str]:
    return []


def writer_on(disk: Disk, said: list[str]) -> JournalWriter:
    return JournalWriter(lambda: disk, hours(), said.append)


def test_everything_is_written_in_its_order_when_close_returns(said: list[str]) -> None:
    disk = Disk()
    writer = writer_on(disk, said)
    for number in range(1000):
        writer.put(entry(number))
    writer.close(WITHIN_S)

    assert ([what for _, what in disk.lines], disk.closed, said) == ([str(n) for n in range(1000)], True, [])


def test_a_disk_that_hangs_holds_nobody_up(said: list[str]) -> None:
    disk = Disk()
    disk.free.clear()
    writer = writer_on(disk, said)
    start = perf_counter()
    for number in range(100):
        writer.put(entry(number))
    took = perf_counter() - start
    disk.free.set()
    writer.close(WITHIN_S)

    assert (took < HELD_UP_S, len(disk.lines)) == (True, 100)


def test_an_entry_has_the_time_of_what_happened_and_not_that_of_its_writing(said: list[str]) -> None:
    disk = Disk()
    disk.free.clear()
    now = hours()
    writer = JournalWriter(lambda: disk, now, said.append)
    writer.put(entry(0))
    writer.put(entry(1))
    now()
    disk.free.set()
    writer.close(WITHIN_S)

    assert disk.lines == [(START, "0"), (START + timedelta(hours=1), "1")]


def test_what_a_disk_keeps_waiting_at_the_end_is_said(said: list[str]) -> None:
    disk = Disk()
    writer = writer_on(disk, said)
    disk.free.clear()
    for number in range(3):
        writer.put(entry(number))
    assert disk.asked.wait(WITHIN_S)
    writer.close(0.01)
    disk.free.set()

    assert said == ["the journal's disk does not answer; entries that may be missing: 3."]


def test_a_disk_that_refuses_is_said_once_and_asked_again(said: list[str]) -> None:
    full = OSError(28, "No space left on device")
    disk = Disk(full, full)
    writer = writer_on(disk, said)
    for number in range(4):
        writer.put(entry(number))
    writer.close(WITHIN_S)

    assert [what for _, what in disk.lines] == ["2", "3"]
    assert said == ["the journal takes no more entries: [Errno 28] No space left on device."]


def test_a_journal_that_can_not_be_made_is_said_once_with_its_mend(said: list[str]) -> None:
    def refuse() -> Disk:
        raise PermissionError(13, "Permission denied", "/journal")

    writer = JournalWriter(refuse, hours(), said.append)
    for number in range(3):
        writer.put(entry(number))
    writer.close(WITHIN_S)

    assert said == [
        "no journal: [Errno 13] Permission denied: '/journal'. Set KIOSK_JOURNAL to a file that can be written."
    ]


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    """A journal that nobody reads: even opening it never ends. At last somebody does, for the thread to end."""
    path = tmp_path / "journal"
    os.mkfifo(path)
    yield path
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    for thread in threading.enumerate():
        if thread.name == "journal writer":
            thread.join(WITHIN_S)
    os.close(reader)


def test_a_real_file_that_hangs_holds_nobody_up(pipe: Path, said: list[str]) -> None:
    writer = JournalWriter(partial(JournalFile, pipe, "610100-0001"), hours(), said.append)
    start = perf_counter()
    writer.put(entry(0))
    took = perf_counter() - start
    writer.close(0.01)

    assert (took < HELD_UP_S, said) == (True, ["the journal's disk does not answer; entries that may be missing: 1."])


def test_a_pin_is_changed_though_the_journal_hangs(pipe: Path, caplog: pytest.LogCaptureFixture) -> None:
    person = with_lines(Pin(PRESENT), Pin(NEW), Pin(NEW), PinPolicy())
    with (
        caplog.at_level(logging.WARNING),
        emulated_terminal(Settings(journal=pipe), "normal", None) as terminal,
    ):
        ended = terminal.play(person).exit
    said = [record.getMessage() for record in caplog.records]
    caplog.clear()

    assert (ended, said) == (Exit.CHANGED, ["the journal's disk does not answer; entries that may be missing: 3."])


def test_on_a_real_disk_everything_is_there_at_the_end(tmp_path: Path, said: list[str]) -> None:
    path = tmp_path / "j.jsonl"
    writer = JournalWriter(partial(JournalFile, path, "610100-0001"), hours(), said.append)
    for number in range(50):
        writer.put(entry(number))
    writer.close(WITHIN_S)

    assert [json.loads(line)["what"] for line in path.read_text("utf-8").splitlines()] == [str(n) for n in range(50)]
