"""The journal's writer: the one thread that waits for the disk, so that no other has to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Condition, Thread
from typing import Protocol

from kiosk.journal.entry import Entry

MOST_WAITING = 10_000  # some megabytes, and days of a busy hall
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 8.0

Dated = tuple[datetime, Entry]


class Journal(Protocol):
    """Where entries end up; see `kiosk.journal.file`."""

    def append(self, at: datetime, entry: Entry) -> None:
        """Write one entry. Raises OSError."""
        ...

    def close(self) -> None:
        """Let it go. Raises OSError."""
        ...


class JournalWriter:
    """A daemon thread that appends to a journal, in order, what any thread puts in; `put` never waits.

    What the disk does not take is kept, with its time, and tried again, up to `most` entries; then the oldest go. How
    many were lost is said, and is an entry of its own (`journal-gap`) once the journal works again.
    """

    def __init__(
        self,
        open_journal: Callable[[], Journal],
        now: Callable[[], datetime],
        say: Callable[[str], None],
        *,
        first_pause_s: float = FIRST_PAUSE_S,
        most: int = MOST_WAITING,
    ) -> None:
        """`open_journal` may raise OSError; `now` gives the wall clock with its zone.

        `say` hears, on any thread, when the journal breaks, and when it is well again.
        """
        self._open_journal = open_journal
        self._now = now
        self._say = say
        self._first_pause_s = self._pause_s = first_pause_s
        self._most = most
        self._changed = Condition()  # guards what follows
        self._waiting: deque[Dated] = deque()
        self._lost = 0  # not in the journal yet
        self._lost_at: datetime | None = None
        self._in_hand = 0
        self._closing = False
        self._journal: Journal | None = None  # the thread's own, as is the next
        self._broken = False
        self._thread = Thread(target=self._run, name="journal writer", daemon=True)
        self._thread.start()

    def put(self, entry: Entry) -> None:
        """Queue an entry that happened now."""
        at = self._now()
        with self._changed:
            self._waiting.append((at, entry))
            while len(self._waiting) > self._most:
                self._lost_at, _ = self._waiting.popleft()
                self._lost += 1
            self._changed.notify()

    def close(self, timeout_s: float) -> None:
        """Write what is queued and end; what the disk does not take, or keeps waiting, is said."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(timeout_s)
        missing = self._in_hand + len(self._waiting) + self._lost
        if self._thread.is_alive():
            self._say(f"the journal's disk does not answer; entries that may be missing: {missing}.")
        elif missing:
            self._say(f"the journal did not take all entries; missing: {missing}.")

    def _run(self) -> None:
        dated: Dated | None = None
        while True:
            if self._taken(dated):
                dated = self._next()
                if dated is None:
                    break
            elif not self._paused():
                break
        if self._journal is not None:
            with suppress(OSError):
                self._journal.close()

    def _next(self) -> Dated | None:
        """The next entry, waited for; None at the end."""
        with self._changed:
            self._in_hand = 0
            self._changed.wait_for(lambda: self._waiting or self._closing)
            if not self._waiting:
                return None
            self._in_hand = 1
            return self._waiting.popleft()

    def _paused(self) -> bool:
        """Wait until it may be tried again; False where the end came before the last try."""
        with self._changed:
            if self._closing:
                return False
            self._changed.wait_for(lambda: self._closing, self._pause_s)
        self._pause_s = min(self._pause_s * 2, LONGEST_PAUSE_S)
        return True

    def _taken(self, dated: Dated | None) -> bool:
        """Open the journal, if it is not, and write what is given; False where the disk does not take it."""
        try:
            if self._journal is None:
                self._journal = self._open_journal()
        except OSError as error:
            self._tell_broken(f"no journal: {_why(error)}. Set KIOSK_JOURNAL to a file that can be written.")
            return False
        try:
            if dated is not None:
                self._write(self._journal, *dated)
        except OSError as error:
            self._tell_broken(f"the journal takes no more entries: {_why(error)}.")
            with suppress(OSError):
                self._journal.close()
            self._journal = None
            return False
        if self._broken and dated is not None:
            self._broken, self._pause_s = False, self._first_pause_s
            self._say("the journal takes entries again.")
        return True

    def _write(self, journal: Journal, at: datetime, entry: Entry) -> None:
        with self._changed:
            lost, lost_at = self._lost, self._lost_at
        if lost_at is not None:
            journal.append(lost_at, Entry("journal-gap", None, {"lost": lost}))
            self._say(f"the journal lost entries while it could not be written: {lost}.")
            with self._changed:
                self._lost -= lost
                self._lost_at = self._lost_at if self._lost else None
        journal.append(at, entry)

    def _tell_broken(self, words: str) -> None:
        if not self._broken:
            self._broken = True
            self._say(words)


def _why(error: OSError) -> str:
    """What is wrong, and where; in words of its own where it is no error of the system's."""
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
