"""Disks for an outbox: one that takes everything, one that takes nothing, and one that hangs until it is let go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Event

from kiosk.issuer.outbox import Outbox, Reports
from kiosk.issuer.report import Report
from kiosk.issuer.report_file import ReportFile, ReportsRefused, reports_in

AT_ONCE_S = 5.0


class Counted:
    """Randomness that a test can tell; another `seed`, other bytes."""

    def __init__(self, seed: object = "") -> None:
        self._seed = seed
        self._numbers = count(1)

    def __call__(self, size: int) -> bytes:
        return sha256(f"{self._seed}{next(self._numbers)}".encode()).digest()[:size]


class Full:
    """A disk that takes nothing."""

    def __init__(self, *, opens: bool = True) -> None:
        if not opens:
            raise ReportsRefused("reports: no such disk")

    def load(self) -> tuple[Report, ...]:
        """There is nothing."""
        return ()

    def try_disk(self) -> None:
        """No room."""
        raise ReportsRefused("reports: no room")

    def put(self, report: Report) -> None:
        """No room."""
        raise ReportsRefused("reports: no room")

    def remove(self, key: str) -> None:
        """No room."""
        raise ReportsRefused("reports: no room")

    def hold(self, keys: frozenset[str]) -> None:
        """Nobody sees them."""

    def close(self) -> None:
        """Nothing to let go of."""


class Hanging:
    """A disk that answers nothing before it is let go; a real file from then on."""

    def __init__(self, path: Path, let_go: Event) -> None:
        self._let_go = let_go
        self._file = ReportFile(path)

    def load(self) -> tuple[Report, ...]:
        """At once."""
        return self._file.load()

    def try_disk(self) -> None:
        """At once."""
        self._file.try_disk()

    def put(self, report: Report) -> None:
        """Late."""
        self._let_go.wait(60)
        self._file.put(report)

    def remove(self, key: str) -> None:
        """Late."""
        self._let_go.wait(60)
        self._file.remove(key)

    def hold(self, keys: frozenset[str]) -> None:
        """At once."""
        self._file.hold(keys)

    def close(self) -> None:
        """At once."""
        self._file.close()


class Desk:
    """An outbox with its file, and what it said."""

    def __init__(self, path: Path, reports: Reports | None = None) -> None:
        self.path = path
        self.said: list[str] = []
        self.well = Event()  # the disk failed, and works again
        self.outbox = Outbox(lambda: reports or ReportFile(path), Counted(path), self._hear, first_pause_s=0.001)

    def _hear(self, words: str) -> None:
        self.said.append(words)
        if words.endswith("on disk again."):
            self.well.set()

    def on_disk(self) -> list[str]:
        """How far the reports on the disk have got."""
        return [report.progress.value for report in reports_in(self.path)]


@contextmanager
def desk(path: Path, reports: Reports | None = None) -> Iterator[Desk]:
    """One, closed at the end."""
    made = Desk(path, reports)
    try:
        yield made
    finally:
        made.outbox.close(AT_ONCE_S)
