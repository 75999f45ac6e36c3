"""Whether the file that a setting names is an outbox: looked at before its mode, or a byte of it, is changed."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

_HEADER, _MAGIC = 100, b"SQLite format 3\0"
_COLUMNS = frozenset(("number", "key", "kind", "about", "progress"))
_NAMES = "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
_BUSY_S = 1.0


def look_at(path: Path) -> None:
    """Nothing is changed. Raises FileNotFoundError; OSError or sqlite3.Error for what can't be an outbox, or be opened.

    A link is none: whoever may put one there chooses what is written to. A device, a pipe, a folder, text, somebody's
    database and an empty file that others may read are none either.
    """
    file = opened(path)
    try:
        about, header = os.fstat(file), os.pread(file, _HEADER, 0)
    finally:
        os.close(file)
    if not header and stat.S_IMODE(about.st_mode) & 0o077:
        raise OSError("it is empty, and others may read it: no outbox was begun there")
    if header and not (header.startswith(_MAGIC) and header[68:72] == bytes(4)):
        raise OSError("it is no outbox")
    with closing(sqlite3.connect(address(path), uri=True, timeout=_BUSY_S)) as connection:
        names = {name for (name,) in connection.execute(_NAMES)}
        columns = {str(row[1]) for row in connection.execute("PRAGMA table_info(report)")}
    if names not in (set(), {"report"}) or (names and not columns >= _COLUMNS):
        raise OSError("it is a database of something else")


def opened(path: Path, more: int = 0) -> int:
    """A descriptor of the file, as `look_at` says; `more` flags. Raises OSError: for a link, or what is no file."""
    try:
        file = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOFOLLOW | more, 0o600)
    except OSError as error:
        if error.errno == errno.ELOOP and os.path.islink(path):
            raise OSError("it is a link") from error
        if error.errno == errno.EISDIR:
            raise OSError("it is a folder") from error
        raise
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise OSError("it is no file")
    return file


def why(error: OSError | sqlite3.Error) -> str:
    """What is wrong, in words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def address(path: Path) -> str:
    """What SQLite opens it by, making nothing; not read-only: it may have to take back a write that was cut short."""
    return f"{path.absolute().as_uri()}?mode=rw"
