"""The file of the back office's database: what is looked at before it is used, how it is made, why it is refused."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from emulator.issuer.migrations import HEAD, REVISIONS
from emulator.issuer.private_file import NO_FILE, file_bytes

APPLICATION = 0x53534332
_HEADER_LENGTH = 100


class DatabaseRefused(Exception):
    """The file can't serve as the back office's database; the message says why and what mends it."""


def look_at(path: Path) -> bool:
    """Whether there is a database of ours; nothing is changed. Raises DatabaseRefused, OSError."""
    log = path.with_name(path.name + "-wal")
    try:
        header = file_bytes(path, _HEADER_LENGTH)
    except FileNotFoundError:
        if log.exists():  # SQLite would play it into a new file
            raise DatabaseRefused(
                f"{path} is missing, but its -wal is there. Put it back, or move the -wal away to start anew."
            ) from None
        return False
    if len(header) < _HEADER_LENGTH or not header.startswith(b"SQLite format 3\0"):
        raise damaged(path, "file is not a database")
    if int.from_bytes(header[68:72]) != APPLICATION:
        raise DatabaseRefused(f"{path} is a database of something else. Choose another folder.")
    return True


def make(path: Path, fill: Callable[[Path], None]) -> None:
    """A new file that `fill` has written to, readable by its owner only: there as a whole or not at all.

    One that somebody else made meanwhile stays. Raises OSError, and what `fill` raises.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f"{path.name}-", suffix="-new", dir=path.parent)
    os.close(descriptor)
    unfinished = Path(name)
    try:
        fill(unfinished)
        _sync(unfinished)
        try:
            os.link(unfinished, path)
        except FileExistsError:
            return
    finally:
        unfinished.unlink(missing_ok=True)
    _sync(path.parent)


def check_version(path: Path, versions: Iterable[str]) -> str:
    """The version that the file says it has. Raises DatabaseRefused."""
    match list(versions):
        case [str() as version] if version in REVISIONS:
            return version
        case [str() as version] if version.isdecimal() and version > HEAD:
            raise DatabaseRefused(
                f"{path} was made by a newer version of this program. Update it, or choose another folder."
            )
        case _:
            raise damaged(path, "its version is none of this program's")


def damaged(path: Path, reason: object) -> DatabaseRefused:
    """What is there can't be believed."""
    return DatabaseRefused(
        f"{path} is damaged ({reason}). It was left as it is: restore a copy, or move it away to start anew."
    )


def unreachable(path: Path, error: OSError) -> DatabaseRefused:
    """The system doesn't let it be read or written."""
    if error.strerror == NO_FILE:
        return DatabaseRefused(f"{path} can't be opened: {NO_FILE}. Choose another folder.")
    return DatabaseRefused(
        f"{path} can't be opened: {error.strerror}. Choose a folder that you may write to, on a disk with room."
    )


def explained(path: Path, error: sqlite3.Error) -> DatabaseRefused:
    """What SQLite says of a file, with the mend."""
    match primary_code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return DatabaseRefused(f"{path} is held by another program. End that one, or choose another folder.")
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return DatabaseRefused(
                f"{path} can't be used: {error}. Check that the folder is writable and the disk has room; to look at it"
                " as it is, copy the folder elsewhere first."
            )
        case _:
            return damaged(path, error)


def primary_code(error: BaseException | None) -> int:
    """SQLite's code of an error, without its refinement; 0 where it has none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
