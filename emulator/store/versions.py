"""The versions of a store's file, and the step from each to the next.

The number stands in the file as SQLite's user_version. A step is one transaction; a file is brought forward on a copy
in memory, which then takes its place as a whole. A new file takes the same steps, from nothing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing

from emulator.store.seal import OPENING_LENGTH, seal_of

APPLICATION = 0x53534331
SCHEMA = (
    "CREATE TABLE cell (slot INTEGER PRIMARY KEY, mark BLOB NOT NULL, name TEXT NOT NULL, value BLOB NOT NULL)",
    "CREATE TABLE owner (card TEXT NOT NULL, open INTEGER NOT NULL, mark BLOB NOT NULL)",
)
# The smaller a page, the less there is to write each time. No mark is cut by the end of one: it comes first in its row,
# and the first 39 bytes of a row stay together.
_PAGE_SIZE = 512

Random = Callable[[int], bytes]
Step = Callable[[sqlite3.Connection, Random], None]


def _tables(connection: sqlite3.Connection, _random: Random) -> None:
    connection.execute("CREATE TABLE owner (card TEXT NOT NULL)")
    connection.execute("CREATE TABLE cell (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID")


def _seals(connection: sqlite3.Connection, random: Random) -> None:
    ((card,),) = connection.execute("SELECT card FROM owner").fetchall()
    cells = dict(connection.execute("SELECT name, value FROM cell"))
    mark = seal_of(random(OPENING_LENGTH), 1, card, False, cells).mark()
    connection.execute("DROP TABLE owner")
    connection.execute("DROP TABLE cell")
    for statement in SCHEMA:
        connection.execute(statement)
    connection.execute("INSERT INTO owner (card, open, mark) VALUES (?, 0, ?)", (card, mark))
    connection.executemany(
        "INSERT INTO cell (slot, mark, name, value) VALUES (?, ?, ?, ?)",
        ((slot, mark, name, cells[name]) for slot, name in enumerate(sorted(cells), start=1)),
    )


STEPS: Mapping[int, Step] = {0: _tables, 1: _seals}
VERSION = len(STEPS)


def bring_forward(connection: sqlite3.Connection, random: Random = os.urandom, until: int = VERSION) -> None:
    """Take a database from its version to `until`. Raises sqlite3.Error or ValueError where it isn't what it says."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number in range(version, until):
        connection.execute("BEGIN")
        STEPS[number](connection, random)
        connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")


def image_of_new(card: str, cells: Mapping[str, bytes], random: Random) -> bytes:
    """The bytes of the file of a new card."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        bring_forward(connection, random, until=1)
        connection.execute("INSERT INTO owner (card) VALUES (?)", (card,))
        connection.executemany("INSERT INTO cell (name, value) VALUES (?, ?)", cells.items())
        bring_forward(connection, random)
        return image_of(connection)


def image_of(connection: sqlite3.Connection) -> bytes:
    """The bytes of a file that holds what `connection` does, in pages of our size; SQLite keeps a log for it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        fresh.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        fresh.execute("PRAGMA auto_vacuum = 0")
        fresh.executescript("".join(connection.iterdump()))
        fresh.execute(f"PRAGMA application_id = {APPLICATION}")
        fresh.execute(f"PRAGMA user_version = {VERSION}")
        image = fresh.serialize()
    return image[:18] + b"\2\2" + image[20:]  # the header's way to say so
