"""A card's memory in one SQLite file.

It relies on SQLite's write-ahead log with synchronous=FULL: a commit returns after fdatasync, and an unfinished one is
rolled back at the next start. The file is held exclusively by one process while it is open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

from emulator.card.memory import StoreFailure

_APPLICATION_ID = 0x53534331
_VERSION = 1
_UPSERT = "INSERT INTO cell (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
_SCHEMA = (
    "CREATE TABLE owner (card TEXT NOT NULL)",
    "CREATE TABLE cell (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
)


class StoreRefused(Exception):
    """The file can't serve as this card's memory; the message says why and what mends it. The file is left as it is."""


class SqliteStore:
    """The durable store of one card; open with `SqliteStore.open`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path, card_id: str, new_cells: Callable[[], Mapping[str, bytes]]) -> Self:
        """The memory of card `card_id` in `path`; where there is none yet, it is created with `new_cells()`.

        Raises StoreRefused: in use, another card's, damaged, made by a newer version, or not reachable.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise StoreRefused(f"{path} can't be opened: {error}. Choose a folder that you may write to.") from error
        try:
            _claim(connection, path)
            _create_or_check(connection, path, card_id, new_cells)
            connection.execute("PRAGMA journal_mode = WAL")  # only now: it writes, and a file that is refused stays
        except sqlite3.DatabaseError as error:
            connection.close()
            raise StoreRefused(_explain(path, error)) from error
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    def load(self) -> Mapping[str, bytes]:
        """All cells. Raises StoreFailure."""
        try:
            return dict(self._connection.execute("SELECT name, value FROM cell"))
        except sqlite3.Error as error:
            raise StoreFailure(str(error)) from error

    def write(self, cells: Mapping[str, bytes]) -> None:
        """Replace these cells in one transaction, durable on return. Raises StoreFailure, having changed nothing."""
        execute = self._connection.execute
        try:
            if len(cells) == 1:  # one statement is one transaction
                execute(_UPSERT, *cells.items())
                return
            execute("BEGIN IMMEDIATE")
            self._connection.executemany(_UPSERT, cells.items())
            execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                execute("ROLLBACK")
            raise StoreFailure(str(error)) from error

    def close(self) -> None:
        """Let go of the file; another process may open it."""
        self._connection.close()


def _claim(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA synchronous = FULL")
    # A log that is still growing makes each write up to twice as dear; at 100 pages it stops growing early.
    connection.execute("PRAGMA wal_autocheckpoint = 100")
    connection.execute("BEGIN EXCLUSIVE")  # keeps the file for this process until it is closed
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    connection.execute("COMMIT")
    if verdict != "ok":
        raise StoreRefused(_damaged(path, verdict))


def _create_or_check(
    connection: sqlite3.Connection, path: Path, card_id: str, new_cells: Callable[[], Mapping[str, bytes]]
) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if (application, version, tables) == (0, 0, 0):
        connection.execute("BEGIN IMMEDIATE")
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.execute("INSERT INTO owner (card) VALUES (?)", (card_id,))
        connection.executemany(_UPSERT, new_cells().items())
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute("COMMIT")
    elif application != _APPLICATION_ID:
        raise StoreRefused(f"{path} is a database of something else. Choose another folder.")
    elif version > _VERSION:
        raise StoreRefused(f"{path} was made by a newer version of this program. Update it, or choose another folder.")
    else:
        owners = [owner for (owner,) in connection.execute("SELECT card FROM owner")]
        if owners != [card_id]:
            raise StoreRefused(f"{path} holds the card {', '.join(owners)}, not {card_id}. Choose another folder.")


def _explain(path: Path, error: sqlite3.DatabaseError) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{path} is in use by another process. End that one, or choose another --store folder."
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return _damaged(path, str(error))
    return f"{path} can't be used: {error}. Check that the folder is writable and the disk has room."


def _damaged(path: Path, reason: str) -> str:
    return f"{path} is damaged ({reason}). It was left as it is: restore a copy, or move it away to start a new card."
