"""What this terminal saw of its issuer's audit, and keeps: one that was put back to an earlier state is found out.

The last signed head stands in a file of the terminal's, and the issuer's key as it was seen first. Every answer of the
office comes with a head that has to contain it. Where it does not, that is kept as well, and until somebody who has the
issuer's key answers for it, nothing is asked that has to do with keys.
"""

from __future__ import annotations

import fcntl
import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from pathlib import Path
from typing import Protocol

CLOCK_OFF = timedelta(minutes=2)  # more than that, and the terminal says so
ANOTHER_ISSUER = "another issuer stood in its place: its key is not the one that was seen first"
_LONGEST = 4096
_MOST = 2**62  # entries, and seconds
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Seen:
    """The last head, in hex and ISO time; why the issuer is not believed any more, empty where it is; seconds that the
    terminal's clock is off, 0 where that is no matter."""

    public: str
    size: int
    root: str
    at: str
    signature: str
    broken: str = ""
    broken_at: str = ""
    clock_off_s: int = 0


class Told(Protocol):
    """A head as the office tells it, checked by who understands it."""

    @property
    def now(self) -> datetime:
        """The issuer's time."""

    def head(self) -> Seen:
        """What is to be kept of it."""

    def trouble(self, seen: Seen | None) -> str:
        """Why it can't follow what was seen; empty where it does, or nothing was seen."""

    def is_answered_for(self, seen: Seen) -> bool:
        """Whether somebody with the issuer's key says why another head was lawful, later than the one seen."""


Record = Callable[[str, Mapping[str, str | int]], None]  # an entry of the journal: what, and details


class Witness:
    """Keeps what was seen, in the file `path` or for as long as it lives; used by any thread, one at a time."""

    def __init__(
        self, path: Path | None, now: Callable[[], datetime], record: Record, warn: Callable[[str], None]
    ) -> None:
        self._path = path
        self._now = now
        self._record = record
        self._warn = warn
        self._warned = ""
        self._seen = None if path is None else self._read(path)

    @property
    def seen(self) -> Seen | None:
        """What is kept; None before anything was told."""
        return self._seen

    @property
    def is_broken(self) -> bool:
        """Whether the issuer is not believed, and nobody has answered for that."""
        return self._seen is not None and bool(self._seen.broken)

    def look(self) -> Seen | None:
        """What is kept now: another program of this terminal may have heard more."""
        if self._path is not None:
            self._seen = self._read(self._path) or self._seen
        return self._seen

    def hear(self, told: Told, since: Seen | None) -> bool | None:
        """Take in what the office told, whether it is believed; `since` is what was seen when it was asked.

        None where another program has heard more meanwhile: what was told goes on from what is seen no more.
        """
        if self._path is None:
            return self._believes(told)
        try:
            with _held(self._path):
                return self._believes(told) if self.look() == since else None
        except OSError as error:
            self._say(f"{self._path} can't be written: {error.strerror}. What the issuer says is not kept.")
            return not self.is_broken

    def _believes(self, told: Told) -> bool:
        seen, off, head = self._seen, self._clock(told.now), told.head()
        trouble = told.trouble(seen)
        if seen is None:
            if trouble:
                return False
            self._keep(replace(head, clock_off_s=off))
            return True
        if not trouble and seen.broken == ANOTHER_ISSUER:  # which was believed nothing; this one never said two things
            self._record("issuer-back", {"entries": head.size})
            self._keep(replace(head, clock_off_s=off))
            return True
        if not seen.broken and not trouble:
            if (head.size, head.root, off) != (seen.size, seen.root, seen.clock_off_s):
                self._keep(replace(head, clock_off_s=off))
            return True
        if told.is_answered_for(seen):
            self._record("issuer-answered-for", {"why": seen.broken or trouble, "entries": head.size})
            self._keep(replace(head, clock_off_s=off))
            return True
        if not seen.broken:
            self._record("issuer-not-believed", {"why": trouble, "seen": seen.size, "entries": head.size})
            self._keep(replace(seen, broken=trouble, broken_at=self._now().isoformat(timespec="seconds")))
        return False

    def _clock(self, issuers: datetime) -> int:
        """Seconds that this machine's clock is ahead, where that is too many; each change goes into the journal."""
        off = self._now() - issuers
        before = self._seen.clock_off_s if self._seen else 0
        seconds = round(off.total_seconds()) if abs(off) > CLOCK_OFF else 0
        if bool(seconds) != bool(before):
            self._record("clock-off" if seconds else "clock-right", {"seconds": seconds} if seconds else {})
        # What it is exactly is no news: it would be written with every answer.
        return before if seconds and before and abs(seconds - before) < CLOCK_OFF.total_seconds() else seconds

    def _keep(self, seen: Seen) -> None:
        self._seen = seen
        if self._path is not None:
            _write(self._path, json.dumps(asdict(seen)).encode())

    def _read(self, path: Path) -> Seen | None:
        try:
            return read_seen(path)
        except OSError as error:
            self._say(f"{path} can't be read: {error.strerror}. What the issuer said before is not known.")
        except ValueError:
            self._record("issuer-record-lost", {})
            self._say(f"{path} is damaged: what the issuer said before is not known. It was moved to {damaged(path)}.")
            with suppress(OSError):
                path.replace(damaged(path))
        return None

    def _say(self, text: str) -> None:
        if text != self._warned:
            self._warned = text
            self._warn(text)


def damaged(path: Path) -> Path:
    """Where a record goes that can't be read."""
    return path.with_name(path.name + ".damaged")


def read_seen(path: Path) -> Seen | None:
    """What is kept in the file, None where there is none. Raises OSError; ValueError for anything else in it."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise ValueError("no file")
        found = json.loads(os.read(file, _LONGEST))
    except RecursionError:
        raise ValueError("lists within lists without end") from None
    finally:
        os.close(file)
    kinds = {name: int if kind == "int" else str for name, kind in Seen.__annotations__.items()}
    if not isinstance(found, dict) or {name: type(value) for name, value in found.items()} != kinds:
        raise ValueError("not what a witness keeps")
    seen = Seen(**found)
    hex_digits = ((seen.public, 64), (seen.root, 64), (seen.signature, 128))
    if not all(len(text) == length and _HEX.issuperset(text) for text, length in hex_digits):
        raise ValueError("not what a witness keeps")
    at = datetime.fromisoformat(seen.at)
    if at.tzinfo is None or not (MINYEAR < at.year < MAXYEAR) or not 0 <= seen.size < _MOST:
        raise ValueError("not what a witness keeps")
    if not (seen.broken + seen.broken_at).isprintable() or abs(seen.clock_off_s) > _MOST:  # it is shown to people
        raise ValueError("not what a witness keeps")
    return seen


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """No other program writes it meanwhile; none holds it for longer than a write."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path.with_name(path.name + "-lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(path: Path, content: bytes) -> None:
    """As a whole or not at all, and durably."""
    unfinished = path.with_name(path.name + "-new")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
