"""The file that says where the audit ends, who may write it just now, and which one process serves it."""

from __future__ import annotations

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic

from emulator.issuer.audit_key import Head
from emulator.issuer.durable_file import replace_file
from emulator.issuer.private_file import file_bytes, mend

PATIENCE_S, LOOK_S = 1.0, 0.002
_LONGEST = 400  # bytes of a head's line
_SERVED, _TURN = _BESIDE = "-lock", "-turn"
_LINE = re.compile(rb"([0-9]{1,18}) ([0-9a-f]{64}) ([0-9]{1,18}) ([0-9a-f]{128})\n")


class AuditRefused(Exception):
    """The audit can't be kept there; the message names file, reason and mend."""


NO_HEAD = Head(-1, b"", datetime.min.replace(tzinfo=UTC))  # what no log has


def served(head: Path) -> int:
    """The right to serve the audit with this head, until the descriptor is closed. Raises AuditRefused: another does.

    The lock is on a file of its own, since the head's is another one after each write.
    """
    lock = _descriptor(head, _SERVED)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        by = _served_by(lock)
        os.close(lock)
        whose = f"another issuer, process {by}" if by else "another issuer"
        raise AuditRefused(f"{head} is in use by {whose}. End that one, or choose another folder.") from error
    with suppress(OSError):  # for people; what counts is the lock
        os.ftruncate(lock, 0)
        os.write(lock, str(os.getpid()).encode())
    return lock


def can_be_served(head: Path) -> None:
    """See that an issuer could start with it, whether one does or not. Raises AuditRefused."""
    for beside in _BESIDE:
        os.close(_descriptor(head, beside))


def server(head: Path) -> str | None:
    """The number of the process that serves the audit with this head, "" where it did not say; None: nobody does.

    Nothing is made. Raises OSError.
    """
    try:
        lock = os.open(head.with_name(head.name + _SERVED), os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _served_by(lock)
    finally:
        os.close(lock)
    return None


def _served_by(lock: int) -> str:
    number = os.pread(lock, 20, 0).decode("ascii", "replace")
    return number if number.isdecimal() else ""


class HeadFile:
    """The head on disk. Any process that has the folder open may write it, one at a time: see `turn`."""

    def __init__(self, path: Path, patience_s: float = PATIENCE_S) -> None:
        """`patience_s`: how many seconds `turn` waits. Raises AuditRefused: not reachable, or no file."""
        read_head(path)
        self._patience_s = patience_s
        self._path = path
        self._turn = _descriptor(path, _TURN)

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Have it to oneself; False where another process does not let go of it meanwhile.

        It is asked for inside of the database's transaction, so that hardly ever anybody else is there.
        """
        until, pause = monotonic() + self._patience_s, Event()
        while not (mine := _locked(self._turn)) and monotonic() < until:
            pause.wait(LOOK_S)
        try:
            yield mine
        finally:
            if mine:
                fcntl.flock(self._turn, fcntl.LOCK_UN)

    def read(self) -> Head | None:
        """As read_head."""
        return read_head(self._path)

    def write(self, head: Head) -> None:
        """Replace the head, durably. Raises OSError."""
        replace_file(self._path, written(head))

    def close(self) -> None:
        """Let go of it."""
        os.close(self._turn)


def read_head(path: Path) -> Head | None:
    """The head in the file `path`, NO_HEAD for anything else, None where there is no file. Raises AuditRefused."""
    try:
        return as_head(file_bytes(path, _LONGEST))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AuditRefused(f"{path} can't be read: {error.strerror}. {mend(error)}") from error


def written(head: Head) -> bytes:
    """As a line: size, root, microseconds since 1970, signature."""
    return f"{head.size} {head.root.hex()} {_micros(head.at)} {head.signature.hex()}\n".encode()


def as_head(line: bytes) -> Head:
    """The head in a line, NO_HEAD where it holds none."""
    found = _LINE.fullmatch(line)
    if not found:
        return NO_HEAD
    size, root, at, signature = found.groups()
    try:
        when = _EPOCH + (_MICROSECOND * int(at))
    except OverflowError:
        return NO_HEAD
    return Head(int(size), bytes.fromhex(root.decode()), when, bytes.fromhex(signature.decode()))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = datetime.resolution


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _descriptor(head: Path, beside: str) -> int:
    path = head.with_name(head.name + beside)
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NONBLOCK, 0o600)
    except IsADirectoryError as error:
        raise AuditRefused(f"{path} is a folder. Move it away.") from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise AuditRefused(f"{path} is a link to itself. Move it away.") from error
        raise AuditRefused(
            f"{path} can't be opened: {error.strerror}. Choose a folder that you may write to, on a disk with room."
        ) from error
