"""The journal's writer: whoever has an entry goes on at once, whatever the disk does."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from functools import partial
from itertools import count
from pathlib import Path
from queue import SimpleQueue
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
        self.written = threading.Event()
        self.lines: list[tuple[datetime, str]] = []
        self.details: Mapping[str, object] = {}
        self.closed = False
        self._failures = list(failures)

    def append(self, at: datetime, entry: Entry) -> None:
        self.asked.set()
        assert self.free.wait(WITHIN_S)
        if self._failures:
            raise self._failures.pop(0)
        self.lines.append((at, entry.what))
        self.details = self.details or entry.details
        self.written.set()

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


FULL = OSError(28, "No space left on device")


def test_what_a_disk_refuses_is_kept_with_its_time_and_written_when_it_takes_it(said: list[str]) -> None:
    disk = Disk(FULL, FULL, FULL)
    writer = JournalWriter(lambda: disk, hours(), said.append, first_pause_s=0.001)
    for number in range(4):
        writer.put(entry(number))
    assert disk.written.wait(WITHIN_S)
    writer.close(WITHIN_S)

    assert disk.lines == [(START + timedelta(hours=number), str(number)) for number in range(4)]
    assert said == [f"the journal takes no more entries: {FULL.strerror}.", "the journal takes entries again."]


def test_what_no_memory_is_left_for_is_counted_said_and_in_the_journal(said: list[str]) -> None:
    disk = Disk(FULL)
    disk.free.clear()
    writer = JournalWriter(lambda: disk, hours(), said.append, first_pause_s=0.001, most=2)
    writer.put(entry(0))
    assert disk.asked.wait(WITHIN_S)  # it is in hand
    for number in range(1, 6):
        writer.put(entry(number))
    disk.free.set()
    assert disk.written.wait(WITHIN_S)
    writer.close(WITHIN_S)

    assert disk.lines == [
        (START + timedelta(hours=3), "journal-gap"),
        *((START + timedelta(hours=number), str(number)) for number in (0, 4, 5)),
    ]
    assert disk.details == {"lost": 3}
    assert said[1:] == [
        "the journal lost entries while it could not be written: 3.",
        "the journal takes entries again.",
    ]


def test_at_the_end_what_the_disk_did_not_take_is_tried_once_more_and_then_said(said: list[str]) -> None:
    disk = Disk(*[FULL] * 9)
    writer = JournalWriter(lambda: disk, hours(), said.append, first_pause_s=600)
    writer.put(entry(0))
    assert disk.asked.wait(WITHIN_S)
    for number in range(1, 4):
        writer.put(entry(number))
    writer.close(WITHIN_S)

    assert (said[1:], disk.closed) == (["the journal did not take all entries; missing: 4."], True)


def test_a_folder_that_appears_later_gets_the_journal_from_its_first_entry_on(tmp_path: Path, said: list[str]) -> None:
    """A disk that is mounted, or a share that answers, after the terminal started."""
    folder, refused = tmp_path / "late", threading.Event()
    folder.touch()  # nothing can be made in it

    def open_journal() -> JournalFile:
        try:
            return JournalFile(folder / "j.jsonl", "610100-0001")
        except OSError:
            refused.set()
            raise

    writer = JournalWriter(open_journal, hours(), said.append, first_pause_s=0.001)
    writer.put(entry(0))
    assert refused.wait(WITHIN_S)
    folder.unlink()
    writer.put(entry(1))
    writer.close(WITHIN_S)

    assert [json.loads(line)["what"] for line in (folder / "j.jsonl").read_text("utf-8").splitlines()] == ["0", "1"]
    assert (len(said), "KIOSK_JOURNAL" in said[0], said[1]) == (2, True, "the journal takes entries again.")


def test_a_disk_that_takes_nothing_is_said_before_there_is_an_entry() -> None:
    said: SimpleQueue[str] = SimpleQueue()
    writer = JournalWriter(partial(JournalFile, Path("/dev/full"), "610100-0001"), hours(), said.put)
    first = said.get(timeout=WITHIN_S)
    writer.close(WITHIN_S)

    assert first == ("no journal: /dev/full: No space left on device. Set KIOSK_JOURNAL to a file that can be written.")


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
