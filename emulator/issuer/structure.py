"""Whether the database's tables, indexes and triggers are the ones that this program makes, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, text

from emulator.issuer.decisive import printable
from emulator.issuer.schema import APPEND_ONLY_TRIGGERS, Base

_VERSION = "alembic_version"
_FOUND = text("SELECT type, name, coalesce(sql, '') FROM sqlite_master")


@dataclass(frozen=True, slots=True)
class Strange:
    """A table, index, trigger or view that is missing, another one, or not ours: `fault` says which."""

    kind: str
    name: str
    fault: str

    def __str__(self) -> str:
        return f"{self.kind} {printable(self.name)} {self.fault}"


def strange(connection: Connection) -> list[Strange]:
    """All that is not as this program makes it, by kind and name; nothing is changed."""
    return sorted(_strange(connection), key=lambda each: (each.kind, each.name))


def put_right(connection: Connection, found: Iterable[Strange]) -> None:
    """Make the triggers ours again, and take planted triggers and views away; tables and indexes are left."""
    for each in found:
        if each.kind in ("trigger", "view") and each.fault != "is missing":
            connection.exec_driver_sql(f"DROP {each.kind} {_quoted(each.name)}")
        if each.kind == "trigger" and each.name in APPEND_ONLY_TRIGGERS:
            connection.exec_driver_sql(APPEND_ONLY_TRIGGERS[each.name])


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
    due |= {("index", str(index.name)) for table in Base.metadata.tables.values() for index in table.indexes}
    due |= {("trigger", name) for name in APPEND_ONLY_TRIGGERS}
    there = {(kind, name): sql for kind, name, sql in connection.execute(_FOUND)}
    is_kept_in_memory = ("table", _VERSION) not in there
    for kind, name in due - there.keys():
        if not (is_kept_in_memory and name == _VERSION):
            yield Strange(kind, name, "is missing")
    for (kind, name), sql in there.items():
        if (kind, name) not in due and not name.startswith("sqlite_"):  # SQLite keeps that beginning for its own
            yield Strange(kind, name, "is not this program's")
        elif kind == "trigger" and sql != APPEND_ONLY_TRIGGERS.get(name):
            yield Strange(kind, name, "does something else than this program's")
        elif (
            kind == "table" and name != _VERSION and _columns_there(connection, name) != _columns_due(connection, name)
        ):
            yield Strange(kind, name, "has other columns than this program's")


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
