"""What a database of the present version holds, believed only if all of it fits its seal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

from emulator.store.refusal import Broken
from emulator.store.seal import MARK_LENGTH, Seal, opening_and_number, seal_of
from emulator.store.versions import SCHEMA


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose memory it is, whether it is open, and the mark of its opening or, where it is closed, of its closing."""

    card: str
    is_open: bool
    mark: bytes


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole memory; the cells in the order of their slots, from 1."""

    card: str
    is_open: bool
    seal: Seal
    cells: Mapping[str, bytes]


@contextmanager
def in_memory(image: bytes) -> Iterator[sqlite3.Connection]:
    """A database in memory from the bytes of its file. Raises Broken where SQLite finds them malformed."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        try:
            # A database in memory has no log: 1 says so where the file's header has 2.
            connection.deserialize(image[:18] + b"\1\1" + image[20:])
            yield connection
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise Broken(str(error)) from error


def check_structure(connection: sqlite3.Connection) -> None:
    """Raises Broken, sqlite3.Error."""
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise Broken(verdict)


def read_owner(connection: sqlite3.Connection) -> Owner:
    """Raises Broken, sqlite3.Error."""
    schema = tuple(
        sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    )
    if schema != SCHEMA:
        raise Broken("its tables are not a card's")
    match connection.execute("SELECT card, open, mark FROM owner").fetchall():
        case [(str(card), 0 | 1 as is_open, bytes(mark))] if len(mark) == MARK_LENGTH:
            return Owner(card, is_open == 1, mark)
    raise Broken("its owner is not told")


def read_contents(connection: sqlite3.Connection) -> Contents:
    """Raises Broken, sqlite3.Error."""
    owner = read_owner(connection)
    marks = {owner.mark}
    cells: dict[str, bytes] = {}
    for row in connection.execute("SELECT slot, mark, name, value FROM cell ORDER BY slot"):
        match row:
            case slot, bytes(mark), str(name), bytes(value) if slot == len(cells) + 1 and len(mark) == MARK_LENGTH:
                marks.add(mark)
                cells[name] = value
            case _:
                raise Broken("a cell is not whole")
    last = max(marks, key=_number)
    opening, number = opening_and_number(last)
    seal = seal_of(opening, number, owner.card, owner.is_open, cells)
    if seal.mark() != last:
        raise Broken("its cells don't fit their seal")
    return Contents(owner.card, owner.is_open, seal, cells)


def _number(mark: bytes) -> int:
    return opening_and_number(mark)[1]
