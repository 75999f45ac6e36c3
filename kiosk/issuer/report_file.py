"""The outbox on disk: one SQLite file, a row a report, each write durable when it returns."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from kiosk.issuer.outbox_place import address, look_at, opened, why
from kiosk.issuer.report import Report, report_of
from kiosk.issuer.under_way import UnderWay

VERSION = 2

_CREATE = """
CREATE TABLE report (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    progress TEXT NOT NULL CHECK (progress IN ('intended', 'due', 'aside')),
    proof TEXT NOT NULL DEFAULT ''
) STRICT
"""
_FORWARD = "ALTER TABLE report ADD COLUMN proof TEXT NOT NULL DEFAULT ''"  # from version 1, which knew of no proofs
_PUT = """
INSERT INTO report (key, kind, about, progress, proof) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET progress = excluded.progress, proof = excluded.proof
"""
_TO_WRITE = "BEGIN IMMEDIATE"
_BUSY_S = 1.0
OUTBOX_MEND = "Move it aside for the issuer to look at, and start again."
_READ = ("key", "kind", "about", "progress", "proof")  # the last since version 2
_LONGEST, _MOST = 4000, 10_000  # characters and rows: more than a terminal has in years


class ReportsRefused(Exception):
    """The file can't be used; the message names it and says why."""


class ReportFile:
    """For one thread; every call waits as long as the disk does, and raises ReportsRefused where it fails.

    A file that was renamed or removed meanwhile is a failure as well: what is written to it would reach nobody.
    """

    def __init__(self, path: Path) -> None:
        """Creates folder and file, for this user alone."""
        self._path = path
        self._under_way = UnderWay(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                look_at(path)
            _keep_private(path)
            self._connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
            self._connection.text_factory = _text
        except (OSError, sqlite3.Error) as error:
            raise ReportsRefused(f"{path}: {why(error)}") from error
        try:
            self._connection.execute("PRAGMA synchronous = FULL")
            with _one_moment(self._connection, _TO_WRITE):
                _bring_forward(self._connection, path)
            self._place = _place(path)
        except (OSError, sqlite3.Error) as error:
            self._connection.close()
            raise ReportsRefused(f"{path}: {why(error)}") from error
        except ReportsRefused:
            self._connection.close()
            raise

    def load(self) -> tuple[Report, ...]:
        """All reports, the oldest first."""
        try:
            return _reports(self._connection)
        except sqlite3.Error as error:
            raise ReportsRefused(f"{self._path}: {why(error)}") from error

    def try_disk(self) -> None:
        """Write what is there already, durably: a disk that takes nothing is known before there is a report."""
        self._execute(f"PRAGMA user_version = {VERSION}")

    def put(self, report: Report) -> None:
        """Add the report, or say how far it has got."""
        self._execute(_PUT, report.key, report.kind, report.about, report.progress.value, report.proof)

    def remove(self, key: str) -> None:
        """It is no more; nothing happens where it is not there."""
        self._execute("DELETE FROM report WHERE key = ?", key)

    def remove_unchanged(self, report: Report) -> bool:
        """It is no more, where it has got as far as `report` says; False where a program beside moved it on."""
        return self._execute("DELETE FROM report WHERE key = ? AND progress = ?", report.key, report.progress.value) > 0

    def hold(self, keys: frozenset[str]) -> None:
        """Whoever looks at the file from beside sees that these are under way, and no others, while it is open."""
        self._under_way.hold(keys)

    def close(self) -> None:
        """Let it go."""
        self._under_way.close()
        self._connection.close()

    def _execute(self, statement: str, *values: str) -> int:
        """How many rows it was about."""
        try:
            rows = self._connection.execute(statement, values).rowcount
            moved = _place(self._path) != self._place
        except (OSError, sqlite3.Error) as error:
            raise ReportsRefused(f"{self._path}: {why(error)}") from error
        if moved:
            raise ReportsRefused(f"{self._path}: somebody put another file in its place")
        return rows


def reports_in(path: Path) -> tuple[Report, ...]:
    """What a file holds; nothing where there is none, or one that was not made to its end. Raises ReportsRefused."""
    try:
        look_at(path)
        with closing(sqlite3.connect(address(path), uri=True, timeout=_BUSY_S)) as connection:
            connection.text_factory = _text
            with _one_moment(connection):
                if _version(connection) == 0:
                    _check_empty(connection, path)
                    return ()
                if _version(connection) != 1:
                    _check_version(connection, path)
                _check_table(connection, path)
                return _reports(connection)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, sqlite3.Error) as error:
        raise ReportsRefused(f"{path}: {why(error)}") from error


def _reports(connection: sqlite3.Connection) -> tuple[Report, ...]:
    """Whatever stands in the rows: somebody may have written to them."""
    names = _READ[:-1] if _version(connection) == 1 else _READ
    columns = ", ".join(f"CASE WHEN length({name}) <= {_LONGEST} THEN {name} END" for name in names)
    rows = connection.execute(f"SELECT {columns} FROM report ORDER BY number LIMIT {_MOST}")
    return tuple(report_of(dict(zip(names, row, strict=True))) for row in rows)


def try_open(path: Path) -> None:
    """Open a file that is there as `ReportFile` does, and leave it as it is. Raises OSError where that fails."""
    look_at(path)
    file = opened(path)
    try:
        os.fchmod(file, stat.S_IMODE(os.fstat(file).st_mode))  # nobody but its owner may
    finally:
        os.close(file)


def _keep_private(path: Path) -> None:
    """Raises OSError, also for what is no file: root must not change the mode of a device."""
    file = opened(path, os.O_CREAT)
    try:
        os.fchmod(file, 0o600)
    finally:
        os.close(file)


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")


def _place(path: Path) -> tuple[int, int]:
    about = os.stat(path)
    return about.st_dev, about.st_ino


@contextmanager
def _one_moment(connection: sqlite3.Connection, begin: str = "BEGIN") -> Iterator[None]:
    """What is read inside stood in the file together: another program may be making or changing it meanwhile."""
    connection.execute(begin)
    with connection:  # committed, or taken back where something is raised
        yield


def _bring_forward(connection: sqlite3.Connection, path: Path) -> None:
    """Make the table, or what it lacks. Raises ReportsRefused where the file is not one that this program made."""
    version = _version(connection)
    if version == 0:
        _check_empty(connection, path)
        connection.execute(_CREATE)
    elif version == 1:
        _check_table(connection, path)
        connection.execute(_FORWARD)
    if version in (0, 1):
        connection.execute(f"PRAGMA user_version = {VERSION}")
    _check_version(connection, path)
    _check_table(connection, path)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check_empty(connection: sqlite3.Connection, path: Path) -> None:
    """No outbox was begun there, and left without a version: its table comes with that, in one transaction."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise ReportsRefused(f"{path}: it has tables that are no outbox's, or lost its version")


def _check_table(connection: sqlite3.Connection, path: Path) -> None:
    """Its table is the one that is made here, as its version has it: or what is read could not be written."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(_CREATE)
        ours, there = _table(made), _table(connection)
    if _version(connection) == 1:
        ours -= {each for each in ours if each[0] == _READ[-1]}
    if ours != there:
        raise ReportsRefused(f"{path}: its table is not one that this program made")


def _table(connection: sqlite3.Connection) -> set[tuple[str, str, bool, bool, bool]]:
    """Its columns: name, type, whether each is there in every row, is the row's number, and tells a row from others."""
    indices = connection.execute("SELECT name FROM pragma_index_list('report') WHERE \"unique\" AND NOT partial")
    keys = [
        [column for _, _, column in connection.execute("SELECT * FROM pragma_index_info(?)", row)] for row in indices
    ]
    columns = connection.execute("SELECT name, type, \"notnull\", pk FROM pragma_table_info('report')")
    return {(name, kind, bool(must), bool(pk), [name] in keys) for name, kind, must, pk in columns}


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) != VERSION:
        raise ReportsRefused(f"{path}: made by another version of this program")
