"""Whether the database's tables, indexes and triggers are the ones that this program makes, and no others."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Index, text
from sqlalchemy.schema import CreateIndex

from emulator.issuer.decisive import printable
from emulator.issuer.schema import APPEND_ONLY_TRIGGERS, Base

NOT_OURS = "is not this program's"
_VERSION = "alembic_version"
_FOUND = text("SELECT type, name, coalesce(sql, '') FROM sqlite_master")


@dataclass(frozen=True, slots=True)
class Strange:
    """A table, index, trigger or view that is missing, another one, or not ours: `fault` says which.

    `beyond` and `lacks`: the columns that a table has beside ours, and those of ours that it has not.
    """

    kind: str
    name: str
    fault: str
    beyond: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind} {printable(self.name)} {self.fault}"


def strange(connection: Connection) -> list[Strange]:
    """All that is not as this program makes it, by kind and name; nothing is changed."""
    return sorted(_strange(connection), key=lambda each: (each.kind, each.name))


def put_right(connection: Connection, found: Iterable[Strange]) -> None:
    """Make triggers and indexes ours again, and take planted ones and views away; tables are left."""
    indexes = _indexes()
    for each in found:
        if each.kind != "table" and each.fault != "is missing":
            connection.exec_driver_sql(f"DROP {each.kind} {_quoted(each.name)}")
        if each.kind == "trigger" and each.name in APPEND_ONLY_TRIGGERS:
            connection.exec_driver_sql(APPEND_ONLY_TRIGGERS[each.name])
        if each.kind == "index" and each.name in indexes:
            connection.execute(CreateIndex(indexes[each.name]))


def by_hand(found: Iterable[Strange], path: Path) -> str:
    """What a person has to put right in the registry at `path`, with the mend; empty where there is nothing.

    A table may hold what somebody wants to keep: no program drops it.
    """
    tables = [each for each in found if each.kind == "table"]
    if not tables:
        return ""
    drops = [drop for each in tables for drop in _drops(each)]
    is_mended = all(each.beyond or each.fault == NOT_OURS for each in tables) and not any(each.lacks for each in tables)
    mend = (
        f"Once nobody needs what is in it, drop it: sqlite3 {shlex.quote(str(path))} {shlex.quote(' '.join(drops))}"
        if is_mended
        else "Restore a copy."
    )
    return f"{'; '.join(map(str, tables))}. Nothing was signed or changed. {mend}"


def _drops(table: Strange) -> Sequence[str]:
    if table.fault == NOT_OURS:
        return [f"DROP TABLE {_quoted(table.name)};"]
    return [f"ALTER TABLE {_quoted(table.name)} DROP COLUMN {_quoted(column)};" for column in table.beyond]


@contextmanager
def append_only_off(connection: Connection) -> Iterator[None]:
    """In the caller's transaction, rows that are never changed can be; nobody else sees the database without."""
    for name in APPEND_ONLY_TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    yield
    for sql in APPEND_ONLY_TRIGGERS.values():
        connection.exec_driver_sql(sql)


def _strange(connection: Connection) -> Iterator[Strange]:
    due = {("table", name) for name in (*Base.metadata.tables, _VERSION)}
    indexes = _indexes()
    due |= {("index", name) for name in indexes}
    due |= {("trigger", name) for name in APPEND_ONLY_TRIGGERS}
    there = {(kind, name): sql for kind, name, sql in connection.execute(_FOUND)}
    is_kept_in_memory = ("table", _VERSION) not in there
    for kind, name in due - there.keys():
        if not (is_kept_in_memory and name == _VERSION):
            yield Strange(kind, name, "is missing")
    for (kind, name), sql in there.items():
        if (kind, name) not in due and not name.startswith("sqlite_"):  # SQLite keeps that beginning for its own
            yield Strange(kind, name, NOT_OURS)
        elif kind == "trigger" and sql != APPEND_ONLY_TRIGGERS.get(name):
            yield Strange(kind, name, "does something else than this program's")
        elif kind == "index" and name in indexes and not _is_as_due(connection, indexes[name]):
            yield Strange(kind, name, "is another one than this program's")
        elif kind == "table" and name in Base.metadata.tables:
            columns, ours = _columns_there(connection, name), _columns_due(connection, name)
            if columns != ours:
                names, due_names = {each.name for each in columns}, {each.name for each in ours}
                beyond, lacks = sorted(names - due_names), sorted(due_names - names)
                fault = "has other columns than this program's"
                yield Strange(kind, name, fault, tuple(map(printable, beyond)), tuple(lacks))


def _indexes() -> dict[str, Index]:
    return {str(index.name): index for table in Base.metadata.tables.values() for index in table.indexes}


def _is_as_due(connection: Connection, index: Index) -> bool:
    """Whether the index of that name is on our columns, in our order, of all rows, and nothing more."""
    rows = connection.exec_driver_sql(f"PRAGMA index_xinfo({_quoted(str(index.name))})")
    found = [(row[2], row[3], row[4]) for row in rows if row[5]]
    about = index.table
    listed = connection.exec_driver_sql(f"PRAGMA index_list({_quoted(about.name if about is not None else '')})")
    kinds = [(row[2], row[4]) for row in listed if row[1] == index.name]
    return found == [(column.name, 0, "BINARY") for column in index.columns] and kinds == [(0, 0)]


def _columns_there(connection: Connection, table: str) -> set[_Column]:
    """Generated ones as well, which SQLite calls hidden."""
    rows = connection.exec_driver_sql(f"PRAGMA table_xinfo({_quoted(table)})")
    return {_Column(row[1], row[2], bool(row[3]), row[5], row[6]) for row in rows}


def _columns_due(connection: Connection, table: str) -> set[_Column]:
    columns = Base.metadata.tables[table].columns
    keys = {column.name: place for place, column in enumerate(Base.metadata.tables[table].primary_key, start=1)}
    return {
        _Column(
            column.name,
            column.type.compile(connection.dialect),
            not column.nullable,
            keys.get(column.name, 0),
            0,
        )
        for column in columns
    }


class _Column(NamedTuple):
    """A column as SQLite tells it: `key` is its place in the primary key from 1, 0 for none."""

    name: str
    type: str
    never_null: bool
    key: int
    hidden: int


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
