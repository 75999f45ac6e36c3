"""The outbox: what is to be reported to the office. It is kept in memory, and on disk by a thread that waits for it.

A report is on disk before what it tells begins, so that no end of the program loses it. A disk that fails or hangs
stops nobody: that is said, and the reports are as safe as the program.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Protocol
from uuid import UUID

from kiosk.issuer.report import Progress, Report
from kiosk.issuer.report_file import ReportsRefused

DISK_S = 0.5  # how long a card waits for the disk

Write = tuple[Callable[["Reports"], None], Event]


class Reports(Protocol):
    """Where reports are kept; see `kiosk.issuer.report_file`. Each call may raise ReportsRefused."""

    def load(self) -> tuple[Report, ...]:
        """All of them, the oldest first."""
        ...

    def put(self, report: Report) -> None:
        """Add it, or say how far it has got."""
        ...

    def remove(self, key: str) -> None:
        """It is no more."""
        ...

    def close(self) -> None:
        """Let it go."""
        ...


class Outbox:
    """Used from any thread; no call waits for the disk longer than DISK_S. Kind and subject tell a report."""

    def __init__(
        self, open_reports: Callable[[], Reports], random: Callable[[int], bytes], say: Callable[[str], None]
    ) -> None:
        """`open_reports` is called on the disk's thread and may raise ReportsRefused; `say` hears once what fails."""
        self._open_reports = open_reports
        self._random = random
        self._say = say
        self._said = False
        self._lock = Lock()
        self._reports: dict[str, Report] = {}
        self._begun: set[str] = set()  # keys of reports whose first intent is under way now
        self._loaded = Event()
        self._writes: SimpleQueue[Write | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="outbox disk", daemon=True)
        self._thread.start()

    def intend(self, kind: str, about: str) -> None:
        """What is to be reported begins now. Where the same waits already, that is enough."""
        self._wait(self._loaded)
        with self._lock:
            waiting = self._find(kind, about, Progress.INTENDED, Progress.DUE)
            if waiting is not None:
                self._begun.discard(waiting.key)  # it has a past that this attempt can't undo
                return
            report = self._new(kind, about, Progress.INTENDED)
            self._begun.add(report.key)
            written = self._put(report)
        self._wait(written)

    def confirm(self, kind: str, about: str) -> None:
        """It took place: the report is due."""
        self._settle(kind, about, lambda report: self._put(replace(report, progress=Progress.DUE)))

    def withdraw(self, kind: str, about: str) -> None:
        """It did not take place. An intent from before, of which nothing is known, stays."""
        self._settle(kind, about, lambda report: self._remove(report.key) if report.key in self._begun else None)

    def add(self, kind: str, about: str) -> None:
        """Something that took place is to be reported. Never waits."""
        with self._lock:
            self._put(self._new(kind, about, Progress.DUE))

    def due(self) -> tuple[Report, ...]:
        """What the office is to be told, the oldest first."""
        self._loaded.wait(DISK_S)
        with self._lock:
            return tuple(report for report in self._reports.values() if report.progress is Progress.DUE)

    def taken(self, report: Report) -> None:
        """The office has it."""
        with self._lock:
            self._remove(report.key)

    def put_aside(self, report: Report) -> None:
        """The office does not take it."""
        with self._lock:
            self._put(replace(report, progress=Progress.ASIDE))

    def close(self, timeout_s: float) -> None:
        """Write what is queued and end; where the disk takes longer, that is said."""
        self._writes.put(None)
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            self._complain("the disk does not answer")

    def _settle(self, kind: str, about: str, change: Callable[[Report], Event | None]) -> None:
        with self._lock:
            report = self._find(kind, about, Progress.INTENDED)
            written = change(report) if report is not None else None
            if report is not None:
                self._begun.discard(report.key)
        if written is not None:
            self._wait(written)

    def _find(self, kind: str, about: str, *progress: Progress) -> Report | None:
        found = (each for each in self._reports.values() if (each.kind, each.about) == (kind, about))
        return next((each for each in found if each.progress in progress), None)

    def _new(self, kind: str, about: str, progress: Progress) -> Report:
        return Report(UUID(bytes=self._random(16), version=4).hex, kind, about, progress)

    def _put(self, report: Report) -> Event:
        self._reports[report.key] = report
        return self._write(lambda reports: reports.put(report))

    def _remove(self, key: str) -> Event:
        self._reports.pop(key, None)
        return self._write(lambda reports: reports.remove(key))

    def _write(self, change: Callable[[Reports], None]) -> Event:
        written = Event()
        self._writes.put((change, written))
        return written

    def _wait(self, event: Event) -> None:
        if not event.wait(DISK_S):
            self._complain("the disk does not answer")

    def _complain(self, why: str) -> None:
        if not self._said:
            self._said = True
            self._say(f"outbox: {why}. Reports to the issuer are kept in memory only.")

    def _run(self) -> None:
        reports = self._opened()
        while (queued := self._writes.get()) is not None:
            change, written = queued
            try:
                if reports is not None:
                    change(reports)
            except ReportsRefused as refused:
                self._complain(str(refused))
            written.set()
        if reports is not None:
            reports.close()

    def _opened(self) -> Reports | None:
        try:
            reports = self._open_reports()
            found = {report.key: report for report in reports.load()}
        except ReportsRefused as refused:
            self._complain(str(refused))
            reports, found = None, {}
        with self._lock:
            self._reports = {**found, **self._reports}
        self._loaded.set()
        return reports
