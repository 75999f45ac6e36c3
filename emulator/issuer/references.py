"""Which rows refer to others, and those that refer to one that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Integer, Table, exists, literal_column, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from emulator.issuer.decisive import RowKey, key_of, row_key
from emulator.issuer.schema import Base, CardRow, Case

_ROWID = literal_column("rowid", Integer())


@dataclass(frozen=True, slots=True)
class Dangling:
    """A row, by its key and by SQLite's number, that refers to one that is not there."""

    row: RowKey
    number: int
    to: RowKey


def dangling(session: Session) -> Iterator[Dangling]:
    """Each of them, whatever else is in it; nothing is changed."""
    for column, target in _references():
        table = column.table
        assert isinstance(table, Table)
        raw = [type_coerce(each, NullType()).label(each.name) for each in table.primary_key]
        refers = type_coerce(column, NullType()).label("_to")
        there = exists().where(target == column)
        query = select(_ROWID.label("_number"), refers, *raw).where(column.is_not(None), ~there).order_by(_ROWID)
        for row in session.execute(query).mappings().all():
            assert isinstance(target.table, Table)
            yield Dangling(row_key(table, row), row["_number"], key_of(target.table, (row["_to"],)))


def _references() -> Iterator[tuple[Column[Any], Column[Any]]]:
    for _, table in sorted(Base.metadata.tables.items()):
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
            yield key.parent, key.column
    # A case may be older than that its card has to be listed, so that the table does not ask for it.
    tables = Base.metadata.tables
    yield tables[Case.__tablename__].c.card, tables[CardRow.__tablename__].c.identification
