"""A card's memory in one SQLite file.

It relies on SQLite's write-ahead log with synchronous=FULL: a write is one transaction, and returns after fdatasync.
Of the disk it asks that fdatasync is true, that a sector of 512 bytes is written whole or not at all, and that a write
harms nothing beside it. What is read must fit its seal (`seal.py`); a file that doesn't is refused and stays as it is.
One process at a time has the store open.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Self
from weakref import finalize
from zlib import crc32

from emulator.card.memory import StoreFailure
from emulator.store.connection import begin, connected, fold
from emulator.store.contents import Contents, check_structure, in_memory, read_contents
from emulator.store.files import Files, content, head, install, locked
from emulator.store.generations import Generation
from emulator.store.log import played
from emulator.store.refusal import Broken, StoreRefused, damaged, explained, unreachable
from emulator.store.rehearsal import rehearsed
from emulator.store.seal import LOW, Seal, factor, mark, term
from emulator.store.versions import APPLICATION, VERSION, Random, bring_forward, image_of, image_of_new

__all__ = ["SqliteStore", "StoreRefused"]

_MEND = "Check the disk and the room on it, then put the card in again."
_HEADER_LENGTH = 100


class SqliteStore:
    """The durable store of one card; open with `SqliteStore.open`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        found: Seal,
        seal: Seal,
        cells: Mapping[str, bytes],
        leave: Callable[[], None],
    ) -> None:
        self.found = Generation(found.opening, found.number)  # before it was opened
        self._connection = connection
        self._cursor = connection.cursor()
        self._opening, self._number, self._total = seal.opening, seal.number, seal.total
        self._known: dict[str, tuple[int, int, int]] = {}  # slot, factor and term of each cell
        for slot, (name, value) in enumerate(cells.items(), start=1):
            self._known[name] = slot, factor(name), term(factor(name), value)
        self._leave = finalize(self, leave)  # a store that is forgotten is closed as well

    @classmethod
    def open(
        cls, path: Path, card_id: str, new_cells: Callable[[], Mapping[str, bytes]], random: Random = os.urandom
    ) -> Self:
        """The memory of card `card_id` in `path`; where there is none yet, it is created with `new_cells()`.

        Raises StoreRefused: in use, another card's, damaged, made by a newer version, or not reachable.
        """
        files = Files.at(path)
        with ExitStack() as held:
            try:
                held.enter_context(locked(files))
                _make_present(files, card_id, new_cells, random)
                found = rehearsed(content(files.database), content(files.log))
                _check_owner(files, found, card_id)
                connection = held.enter_context(connected(files))
                contents = begin(connection, files, found, random)
            except Broken as error:
                raise damaged(files.database, error) from error
            except OSError as error:
                raise unreachable(files.database, error) from error
            except sqlite3.Error as error:
                raise explained(files.database, error) from error
            return cls(connection, found.seal, contents.seal, contents.cells, held.pop_all().close)

    @property
    def generation(self) -> Generation:
        """How far it has come by now."""
        return Generation(self._opening, self._number)

    def load(self) -> Mapping[str, bytes]:
        """All cells. Raises StoreFailure."""
        try:
            return read_contents(self._connection).cells
        except (sqlite3.Error, Broken) as error:
            raise _failed(error) from error

    def write(self, cells: Mapping[str, bytes]) -> None:
        """Replace these cells (one or more) in one transaction, durable on return.

        Raises StoreFailure, having changed nothing.
        """
        # What is reckoned between two waits for the disk is dear, since caches are cold by then: one cell that is
        # there, such as a counter, goes the short way.
        known, number, total = self._known, self._number + 1, self._total + 1
        if len(cells) == 1:
            [(name, value)] = cells.items()
            if name in known:
                slot, own, old = known[name]
                new = own * (crc32(value) + 1)
                total = (total + new - old) & LOW
                try:
                    self._cursor.execute(_UPDATE, (mark(self._opening, number, total), value, slot))
                except sqlite3.Error as error:
                    raise _failed(error) from error
                assert self._cursor.rowcount == 1
                self._number, self._total, known[name] = number, total, (slot, own, new)
                return
        changed, last = {}, len(known)
        for name, value in cells.items():
            if name in known:
                slot, own, old = known[name]
            else:
                last += 1
                slot, own, old = last, factor(name), 0
            changed[name] = slot, own, term(own, value)
            total += changed[name][2] - old
        total &= LOW
        seal = mark(self._opening, number, total)
        rows = [(slot, seal, name, cells[name]) for name, (slot, _, _) in changed.items()]
        try:  # one statement is one transaction
            self._cursor.execute(_replace(len(rows)), [*chain.from_iterable(rows)])
        except sqlite3.Error as error:
            raise _failed(error) from error
        self._number, self._total = number, total
        known.update(changed)

    def close(self) -> None:
        """Let go of the file; another process may open it."""
        self._leave()


def _failed(error: Exception) -> StoreFailure:
    return StoreFailure(f"{error}. {_MEND}")


def _replace(cells: int) -> str:
    return "REPLACE INTO cell (slot, mark, name, value) VALUES " + ", ".join(["(?, ?, ?, ?)"] * cells)


_UPDATE = "UPDATE cell SET mark = ?, value = ? WHERE slot = ?"


def _make_present(files: Files, card_id: str, new_cells: Callable[[], Mapping[str, bytes]], random: Random) -> None:
    """See that there is a database of the present version."""
    header = head(files, _HEADER_LENGTH)
    if content(files.journal):
        raise StoreRefused(
            f"{files.journal} is an unfinished change by another program. "
            "Let that program end it, or move both files away."
        )
    if header is None:
        if content(files.log):
            raise StoreRefused(
                f"{files.database} is missing, but its -wal is there. "
                "Put it back, or move the -wal away to start a new card."
            )
        install(files, image_of_new(card_id, new_cells(), random))
        return
    if len(header) < _HEADER_LENGTH or not header.startswith(b"SQLite format 3\0"):
        raise Broken("file is not a database")
    if int.from_bytes(header[68:72]) != APPLICATION:
        raise StoreRefused(f"{files.database} is a database of something else. Choose another folder.")
    version = int.from_bytes(header[60:64])
    if version > VERSION:
        raise StoreRefused(
            f"{files.database} was made by a newer version of this program. Update it, or choose another folder."
        )
    if version < VERSION:
        _bring_forward(files, card_id, random)


def _bring_forward(files: Files, card_id: str, random: Random) -> None:
    """From the older version: made whole in memory, then put in the file's place."""
    with in_memory(played(content(files.database), content(files.log)).image) as connection:
        check_structure(connection)
        bring_forward(connection, random)
        _check_owner(files, read_contents(connection), card_id)
        image = image_of(connection)
    fold(files)
    install(files, image)


def _check_owner(files: Files, contents: Contents, card_id: str) -> None:
    if contents.card != card_id:
        raise StoreRefused(f"{files.database} holds the card {contents.card}, not {card_id}. Choose another folder.")
