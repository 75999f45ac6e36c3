"""The outbox: what is to be reported to the office. It is kept in memory, and on disk by a thread that waits for it.

A report is on disk before what it tells begins, so that no end of the program loses it. A disk that fails or hangs
stops nobody: that is said, the reports are as safe as the program, and the disk is asked again until it takes them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Condition, Event, Thread
from typing import Protocol
from uuid import UUID

from kiosk.issuer.report import Progress, Report
from kiosk.issuer.report_file import ReportsRefused

DISK_S = 0.5  # how long a card waits for the disk
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0


class Reports(Protocol):
    """Where reports are kept; see `kiosk.issuer.report_file`. Each call may raise ReportsRefused."""

    def load(self) -> tuple[Report, ...]:
        """All of them, the oldest first."""
        ...

    def try_disk(self) -> None:
        """Nothing changes; refused where the disk would take nothing."""
        ...

    def put(self, report: Report) -> None:
        """Add it, or say how far it has got."""
        ...

    def remove(self, key: str) -> None:
        """It is no more."""
        ...

    def hold(self, keys: frozenset[str]) -> None:
        """These are under way, and no others; never refused."""
        ...

    def close(self) -> None:
        """Let it go."""
        ...


class Outbox:
    """Used from any thread; no call waits for the disk longer than DISK_S. Kind and subject tell a report."""

    def __init__(
        self,
        open_reports: Callable[[], Reports],
        random: Callable[[int], bytes],
        say: Callable[[str], None],
        first_pause_s: float = FIRST_PAUSE_S,
        found: Callable[[], None] = lambda: None,
    ) -> None:
        """`open_reports` is called on the disk's thread and may raise ReportsRefused.

        `say` hears, on any thread, when the disk fails, and when it is well again; `found` is called, on the disk's
        thread, whenever what is on the disk has been read.
        """
        self._open_reports = open_reports
        self._random = random
        self._say = say
        self._found = found
        self._first_pause_s = self._pause_s = first_pause_s
        self._said = False
        self._changed = Condition()  # guards what follows
        self._reports: dict[str, Report] = {}
        self._begun: set[str] = set()  # keys of reports whose first intent is under way now
        self._under_way: set[str] = set()  # keys of reports of which a card is at work now
        self._pending: dict[str, None] = {}  # keys of what is not on the disk as it is here, the oldest first
        self._awaited: list[Event] = []  # by whoever waits for what is pending
        self._closing = False
        self._loaded = Event()
        self._thread = Thread(target=self._run, name="outbox disk", daemon=True)
        self._thread.start()

    def intend(self, kind: str, about: str, proof: str = "") -> None:
        """What is to be reported begins now, and `proof` is known by then. Where it was begun before, that goes on.

        It is under way until it is confirmed, withdrawn, or left open.
        """
        self._wait(self._loaded)
        with self._changed:
            waiting = self._find(kind, about)
            if waiting is not None:
                self._begun.discard(waiting.key)  # it has a past that this attempt can't undo
                report = waiting  # written again: somebody may have closed it beside this program
            else:
                report = self._new(kind, about, Progress.INTENDED, proof)
                self._begun.add(report.key)
            self._under_way.add(report.key)
            written = self._put(report)
        self._wait(written)

    def confirm(self, kind: str, about: str, proof: str = "") -> None:
        """It took place, with this proof: the report is due. One that nobody announced is due as well."""
        with self._changed:
            report = self._find(kind, about) or self._new(kind, about, Progress.INTENDED)
            written = self._put(replace(report, progress=Progress.DUE, proof=proof))
            self._begun.discard(report.key)
            self._under_way.discard(report.key)
        self._wait(written)

    def withdraw(self, kind: str, about: str) -> None:
        """It did not take place. An intent from before, of which nothing is known, stays."""
        written = None
        with self._changed:
            report = self._find(kind, about)
            if report is not None and report.key in self._begun:
                written = self._remove(report.key)
                self._begun.discard(report.key)
                self._under_way.discard(report.key)
        if written is not None:
            self._wait(written)

    def leave_open(self, kind: str, about: str) -> None:
        """What is not settled is under way no more: nobody knows what came of it. Never waits."""
        with self._changed:
            report = self._find(kind, about)
            if report is not None and report.key in self._under_way:
                self._under_way.discard(report.key)
                self._awaited.append(Event())
                self._changed.notify()

    def add(self, kind: str, about: str, proof: str = "") -> None:
        """Something that took place is to be reported. Never waits."""
        with self._changed:
            self._put(self._new(kind, about, Progress.DUE, proof))

    def due(self) -> tuple[Report, ...]:
        """What the office is to be told, the oldest first."""
        self._loaded.wait(DISK_S)
        with self._changed:
            return tuple(report for report in self._reports.values() if report.progress is Progress.DUE)

    def taken(self, report: Report) -> None:
        """The office has it."""
        with self._changed:
            self._remove(report.key)

    def put_aside(self, report: Report) -> None:
        """The office does not take it."""
        with self._changed:
            self._put(replace(report, progress=Progress.ASIDE))

    def close(self, timeout_s: float) -> None:
        """Write what is pending and end; what the disk has not taken by then is said."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            self._complain("the disk does not answer")
        lost = len(self._pending.keys() & self._reports.keys())
        if lost:
            self._say(f"outbox: reports that end with this program, since the disk did not take them: {lost}.")

    def _find(self, kind: str, about: str) -> Report | None:
        """What was begun and is not settled."""
        found = (each for each in self._reports.values() if (each.kind, each.about) == (kind, about))
        return next((each for each in found if each.progress is Progress.INTENDED), None)

    def _new(self, kind: str, about: str, progress: Progress, proof: str = "") -> Report:
        return Report(UUID(bytes=self._random(16), version=4).hex, kind, about, progress, proof)

    def _put(self, report: Report) -> Event:
        self._reports[report.key] = report
        return self._write(report.key)

    def _remove(self, key: str) -> Event:
        self._reports.pop(key, None)
        return self._write(key)

    def _write(self, key: str) -> Event:
        """Have the disk's thread write what is here of this report; set once that was tried."""
        tried = Event()
        self._pending[key] = None
        self._awaited.append(tried)
        self._changed.notify()
        return tried

    def _wait(self, event: Event) -> None:
        if not event.wait(DISK_S):
            self._complain("the disk does not answer")

    def _complain(self, why: str) -> None:
        if not self._said:
            self._said = True
            self._say(f"outbox: {why}. Reports to the issuer are kept in memory only.")

    def _run(self) -> None:
        reports: Reports | None = None
        ending = False
        while not ending:
            with self._changed:
                ending = self._closing
                awaited, self._awaited = self._awaited, []
            reports = self._tried(reports)
            self._loaded.set()
            for tried in awaited:
                tried.set()
            with self._changed:
                retry_s = self._pause_s if reports is None else None
                self._changed.wait_for(lambda: self._awaited or self._closing, retry_s)
        if reports is not None:
            reports.close()

    def _tried(self, reports: Reports | None) -> Reports | None:
        """Open the disk's reports, if they are not, and write what is pending; None where that fails."""
        try:
            if reports is None:
                reports = self._open_reports()
                self._merge(reports.load())
                self._found()
                reports.try_disk()  # last: what was read is as good without it
            self._write_pending(reports)
        except ReportsRefused as refused:
            self._complain(str(refused))
            self._pause_s = min(self._pause_s * 2, LONGEST_PAUSE_S)
            if reports is not None:
                reports.close()
            return None
        self._pause_s = self._first_pause_s
        if self._said:
            self._said = False
            self._say("outbox: reports are on disk again.")
        return reports

    def _write_pending(self, reports: Reports) -> None:
        while True:
            with self._changed:
                key = next(iter(self._pending), None)
                report = None if key is None else self._reports.get(key)
                under_way = frozenset(self._under_way)
            reports.hold(under_way)  # before its row can be read
            if key is None:
                return
            if report is None:
                reports.remove(key)
            else:
                reports.put(report)
            with self._changed:
                if self._reports.get(key) is report:
                    del self._pending[key]

    def _merge(self, found: tuple[Report, ...]) -> None:
        """Put what the disk has before what was begun without it; of one matter, one intent is enough."""
        with self._changed:
            here, settled = self._reports, self._pending.keys() - self._reports.keys()
            self._reports = {report.key: report for report in found if report.key not in settled}
            before = {
                (report.kind, report.about): report
                for report in self._reports.values()
                if report.progress is Progress.INTENDED and report.key not in here
            }
            for report in here.values():
                past = before.get((report.kind, report.about))
                if past is not None and report.progress is Progress.INTENDED:
                    self._begun.discard(report.key)  # `past` goes on, and has a past that this attempt can't undo
                    if report.key in self._under_way:
                        self._under_way ^= {report.key, past.key}
                    self._pending[report.key] = None
                    continue
                self._keep(report)
                if past is not None and report.progress is Progress.DUE:  # it took place
                    self._remove(past.key)
            wanted = self._pending.keys()
            self._pending = dict.fromkeys(
                key for key in (*(wanted - self._reports.keys()), *self._reports) if key in wanted
            )

    def _keep(self, report: Report) -> None:
        if self._reports.get(report.key) != report:
            self._pending[report.key] = None
        self._reports[report.key] = report
