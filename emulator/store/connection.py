"""SQLite's hold on a store's file: taken whole, checked once more, and given back in order.

From `begin` to the end of `connected` the database says that it is open, and needs its log; what that is good for is
told in `rehearsal.py`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from emulator.store.contents import Contents, read_contents
from emulator.store.files import Files, lengthen
from emulator.store.refusal import Broken
from emulator.store.rehearsal import LOG_LENGTH
from emulator.store.seal import OPENING_LENGTH, seal_of
from emulator.store.versions import Random


@contextmanager
def connected(files: Files) -> Iterator[sqlite3.Connection]:
    """The file, held against every other program. Raises sqlite3.Error."""
    process, connection = os.getpid(), _connect(files)
    try:
        _claim(connection)
        yield connection
    finally:
        if os.getpid() == process:
            _close(connection, files)
        else:
            _keep(connection)


def begin(connection: sqlite3.Connection, files: Files, expected: Contents, random: Random) -> Contents:
    """Make the log and say durably that the database needs it; what is there now.

    Raises Broken, OSError, sqlite3.Error.
    """
    if read_contents(connection) != expected:
        raise Broken("it was changed while it was being opened")
    lengthen(files.log, LOG_LENGTH)
    _checkpoint(connection)
    if not expected.is_open:
        _say(connection, expected, random(OPENING_LENGTH), is_open=True)
        _checkpoint(connection)
    return read_contents(connection)


def fold(files: Files) -> None:
    """Bring the log of an older version's file into it; nothing is left of the log. Raises sqlite3.Error."""
    with closing(_connect(files)) as connection:
        _claim(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _connect(files: Files) -> sqlite3.Connection:
    return sqlite3.connect(files.database, timeout=0, isolation_level=None, check_same_thread=False)


def _claim(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA synchronous = FULL")
    # 200 pages, or 105 KiB: the part of the log that is written over and over, well within LOG_LENGTH.
    connection.execute("PRAGMA wal_autocheckpoint = 200")
    connection.execute("BEGIN EXCLUSIVE")  # keeps the file for this process until it is closed
    connection.execute("COMMIT")


def _close(connection: sqlite3.Connection, files: Files) -> None:
    try:
        _checkpoint(connection)  # a database that says that it was closed is complete without its log
        contents = read_contents(connection)
        if contents.is_open:
            _say(connection, contents, contents.seal.opening, is_open=False)
    except (sqlite3.Error, Broken):
        # SQLite takes the log away with the connection, but a database that still says that it is open needs it.
        with suppress(OSError):
            files.kept_log.unlink(missing_ok=True)
            os.link(files.log, files.kept_log)
        connection.close()
        with suppress(OSError):
            os.link(files.kept_log, files.log)
        files.kept_log.unlink(missing_ok=True)
    else:
        connection.close()


def _keep(connection: sqlite3.Connection) -> None:
    """In a forked child: the file is its parent's. SQLite would take the log away from it even as Python frees this."""
    import ctypes  # only here

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


def _say(connection: sqlite3.Connection, contents: Contents, opening: bytes, *, is_open: bool) -> None:
    seal = seal_of(opening, contents.seal.number + 1, contents.card, is_open, contents.cells)
    connection.execute("UPDATE owner SET open = ?, mark = ?", (is_open, seal.mark()))


def _checkpoint(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint").fetchone()
