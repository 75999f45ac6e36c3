"""What decides: the rows whose every change is put down in the audit, and that are believed only as it says.

A table is decisive unless it is named here. What is said of a row is the digest of its columns by name; a column
without a value is left out, so that a later version may add one that is empty in old rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, event, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.orm import Mapper, ORMExecuteState, QueryContext, Session, UOWTransaction

from emulator.issuer.schema import Base

# Of short life, or the audit's own: what is in them decides nothing that is not looked at anew.
PASSING: Mapping[str, str] = {
    "proof_wanted": "a challenge is good for a minute",
    "presence": "a card's proof, good for a while; forged, it still unlocks nothing without a case and the card",
    "enabling_wanted": "a challenge is good for a minute",
    "case_presence": "a card's proof inside a case, good for a minute",
    "limit_count": "how often something was asked",
    "refused_count": "how often something was refused",
    "unproved": "how often nothing was proved",
    "answered": "challenges that are spent",
    "idempotency": "a request that came before",
    "audit": "the log itself",
    "audit_node": "hashes of the log",
    "audit_head": "where the log ends, signed",
}
UNLOGGED: Mapping[str, frozenset[str]] = {"staff_session": frozenset(("last",))}  # else each question would be a change

GONE = ""  # the digest of a row that is none any more
_LOG = "decisive"


class RowKey(NamedTuple):
    """A row of a decisive table: the table, and its primary key as text."""

    table: str
    key: str


@dataclass(slots=True)
class Seen:
    """What a session did with decisive rows: which it changed, and what it believed, with the digest of each."""

    changed: dict[RowKey, tuple[Any, ...]] = field(default_factory=dict)
    believed: dict[RowKey, str] = field(default_factory=dict)


def is_decisive(table: str) -> bool:
    """Whether it is a table, and what is in it is put down."""
    return table in Base.metadata.tables and table not in PASSING


def decisive_tables() -> Iterator[Table]:
    """All of them, by name."""
    return (table for name, table in sorted(Base.metadata.tables.items()) if is_decisive(name))


def digest(table: str, row: Mapping[str, Any] | RowMapping) -> str:
    """What is put down of a row, 64 hex digits; `row` gives values by the names of columns."""
    passing = UNLOGGED.get(table, frozenset())
    said = {name: _plain(value) for name, value in row.items() if value is not None and name not in passing}
    return hashlib.sha256(json.dumps([table, said], sort_keys=True).encode()).hexdigest()


def row_key(table: Table, row: Mapping[str, Any] | RowMapping) -> RowKey:
    """What a row is known by."""
    return key_of(table, tuple(row[column.name] for column in table.primary_key))


def key_of(table: Table, primary: tuple[Any, ...]) -> RowKey:
    """What the row with this primary key is known by."""
    return RowKey(table.name, "|".join(str(_plain(value)) for value in primary))


def current_digest(session: Session, table: Table, primary: tuple[Any, ...]) -> str:
    """The digest of a row as it is now, GONE where there is none."""
    where = [column == value for column, value in zip(table.primary_key, primary, strict=True)]
    row = session.execute(select(table).where(*where)).mappings().first()
    return GONE if row is None else digest(table.name, row)


def watch(session: Session) -> Seen:
    """What this session does from now on."""
    session.info[_LOG] = seen = Seen()
    return seen


class WatchedSession(Session):
    """A session that tells what it does with decisive rows, once it is watched."""


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case bytes():
            return value.hex()
        case _:
            return value


@event.listens_for(Base, "load", propagate=True)
def _loaded(target: Base, context: QueryContext | None) -> None:
    seen = context.session.info.get(_LOG) if context is not None else None  # what is merged was not loaded
    table = target.__table__
    if seen is None or not isinstance(table, Table) or not is_decisive(table.name):
        return
    row = {column.name: target.__dict__[column.name] for column in table.columns if column.name in target.__dict__}
    _believe(seen, table, row)


@event.listens_for(WatchedSession, "after_flush")
def _flushed(session: Session, _context: UOWTransaction) -> None:
    seen = session.info.get(_LOG)
    if seen is None:
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        table = row.__table__
        if is_decisive(table.name) and (row not in session.dirty or session.is_modified(row)):
            mapper: Mapper[Any] = row.__mapper__
            primary = mapper.primary_key_from_instance(row)
            seen.changed.setdefault(key_of(table, tuple(primary)), tuple(primary))


@event.listens_for(WatchedSession, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    seen = state.session.info.get(_LOG)
    mapper = state.bind_mapper
    if seen is None or mapper is None or not (state.is_update or state.is_delete or state.is_insert):
        return
    table = mapper.local_table
    if not isinstance(table, Table) or not is_decisive(table.name):
        return
    if state.is_insert:
        raise TypeError(f"{table.name} is in the audit: add its rows to the session one by one")
    where = state.statement.whereclause  # type: ignore[attr-defined]
    rows = select(table) if where is None else select(table).where(where)
    for row in state.session.execute(rows).mappings():  # what is changed without a look was believed as well
        _believe(seen, table, row)
        seen.changed.setdefault(row_key(table, row), tuple(row[column.name] for column in table.primary_key))


def _believe(seen: Seen, table: Table, row: Mapping[str, Any] | RowMapping) -> None:
    key = row_key(table, row)
    if key not in seen.changed:
        seen.believed.setdefault(key, digest(table.name, row))
