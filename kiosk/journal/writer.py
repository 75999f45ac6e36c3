"""The journal's writer: the one thread that waits for the disk, so that no other has to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from queue import SimpleQueue
from threading import Thread
from typing import Protocol

from kiosk.journal.entry import Entry


class Journal(Protocol):
    """Where entries end up; see `kiosk.journal.file`."""

    def append(self, at: datetime, entry: Entry) -> None:
        """Write one entry. Raises OSError."""
        ...

    def close(self) -> None:
        """Let it go."""
        ...


class JournalWriter:
    """A daemon thread that opens a journal and appends to it, in order, what any thread puts in; `put` never waits."""

    def __init__(
        self, open_journal: Callable[[], Journal], now: Callable[[], datetime], say: Callable[[str], None]
    ) -> None:
        """`open_journal` may raise OSError; `now` gives the wall clock with its zone; `say` hears once what fails."""
        self._open_journal = open_journal
        self._now = now
        self._say = say
        self._entries: SimpleQueue[tuple[datetime, Entry] | None] = SimpleQueue()
        self._taken = self._done = 0  # each counted by one thread alone
        self._thread = Thread(target=self._run, name="journal writer", daemon=True)
        self._thread.start()

    def put(self, entry: Entry) -> None:
        """Queue an entry that happened now."""
        self._taken += 1
        self._entries.put((self._now(), entry))

    def close(self, timeout_s: float) -> None:
        """Write what is queued and end; where the disk takes longer, say what it kept waiting."""
        self._entries.put(None)
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            lost = self._taken - self._done
            self._say(f"the journal's disk does not answer; entries that may be missing: {lost}.")

    def _run(self) -> None:
        journal = self._opened()
        refused = False
        while (queued := self._entries.get()) is not None:
            if journal is None:
                continue
            try:
                journal.append(*queued)
            except OSError as error:
                if not refused:
                    self._say(f"the journal takes no more entries: {error}.")
                refused = True
            self._done += 1
        if journal is not None:
            journal.close()

    def _opened(self) -> Journal | None:
        try:
            return self._open_journal()
        except OSError as error:
            self._say(f"no journal: {error}. Set KIOSK_JOURNAL to a file that can be written.")
            return None
