"""What decides: the rows whose every change is put down in the audit, and that are believed only as it says.

A table is decisive unless it is named here. What is said of a row is the digest of its columns by name; a column
without a value is left out, so that a later version may add one that is empty in old rows.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Integer, Select, Table, bindparam, event, literal_column, select, type_coerce, update
from sqlalchemy.engine import Connection, RowMapping
from sqlalchemy.orm import Mapper, ORMExecuteState, QueryContext, Session, UOWTransaction, object_session
from sqlalchemy.types import NullType

from emulator.issuer.columns import NotAsWritten, is_readable, read, unreadable
from emulator.issuer.schema import Base, Sealed

# Of short life, or the audit's own. The former are sealed, each row by itself: this issuer wrote what is in them, but
# one that was taken away, or put back to what it was, is not missed.
PASSING: Mapping[str, str] = {
    "proof_wanted": "a challenge is good for a minute",
    "presence": "a card's proof, good for a while",
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
# Decisive, and of short life all the same: without such a row somebody comes once more.
RENEWABLE = frozenset(("enrolment", "review", "staff_session"))
# Else each question would be a change; sealed as well.
UNLOGGED: Mapping[str, frozenset[str]] = {"staff_session": frozenset(("last", "seal"))}

_ROWID = literal_column("rowid", Integer())
_LONGEST_NAME = 120
_PLAIN = re.compile("[0-9A-Za-z-]+|blob 0x[0-9a-f]*")
GONE = ""  # the digest of a row that is none any more
_LOG = "decisive"


class RowKey(NamedTuple):
    """A row of a decisive table: the table, and its primary key as text."""

    table: str
    key: str


class Seals(Protocol):
    """Who seals (`emulator.issuer.audit_key`)."""

    def seal(self, content: bytes) -> bytes:
        """The seal of that, 32 bytes."""


@dataclass(slots=True)
class Seen:
    """What a session did with decisive rows: which it changed, and what it believed, with the digest of each.

    `seals`: the issuer's key for what is sealed. `rows`: what it loaded, which is read and checked once a transaction;
    SQLAlchemy alone lets go of a row that nobody holds, and reads it again.
    """

    seals: Seals | None = None
    changed: dict[RowKey, tuple[Any, ...]] = field(default_factory=dict)
    believed: dict[RowKey, str] = field(default_factory=dict)
    rows: list[Base] = field(default_factory=list)


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


def sealed_tables() -> Iterator[Table]:
    """Those whose rows have a seal, by name."""
    return (table for _, table in sorted(Base.metadata.tables.items()) if "seal" in table.columns)


def rows_of(session: Session, table: Table) -> Iterator[tuple[RowKey, int, dict[str, Any] | None]]:
    """Each row by its key and by SQLite's number of it, whatever is in it; None for what nothing of ours wrote."""
    for row in session.execute(_raw(table).order_by(_ROWID)).mappings().all():
        yield row_key(table, row), row["rowid"], read(table, dict(row))


def unreadable_columns(session: Session, table: Table, number: int) -> list[str]:
    """Which columns of the row with SQLite's number hold what nothing of ours wrote."""
    return unreadable(table, dict(session.execute(_raw(table).where(_ROWID.in_([number]))).mappings().one()))


def _raw(table: Table) -> Select[*tuple[Any, ...]]:
    raw = (type_coerce(column, NullType()).label(column.name) for column in table.columns)
    return select(_ROWID.label("rowid"), *raw).select_from(table)


def put_seals(session: Session, seals: Seals) -> None:
    """Seal each row that has none: those of the time when there were none."""
    for table in sealed_tables():
        for _, number, row in rows_of(session, table):
            if row is not None and row["seal"] is None:
                session.execute(update(table).where(_ROWID.in_([number])).values(seal=seal_of(seals, table, row)))


def row_key(table: Table, row: Mapping[str, Any] | RowMapping) -> RowKey:
    """What a row is known by."""
    return key_of(table, tuple(row[column.name] for column in table.primary_key))


def named(key: RowKey) -> str:
    """A row in a line for people; of its key, what is more than a plain word stands in quotes."""
    parts = (part if _PLAIN.fullmatch(part) else repr(part) for part in key.key.split("|"))
    return printable(f"{key.table} {'|'.join(parts)}")


def printable(name: str) -> str:
    """A name that a hand may have given, in a line and not too long."""
    return (name if name.isprintable() else ascii(name)[1:-1])[:_LONGEST_NAME]


def key_of(table: Table, primary: tuple[Any, ...]) -> RowKey:
    """What the row with this primary key is known by; bytes are no key of ours, and must not pass for one's hex."""
    return RowKey(table.name, "|".join(key_part(value) for value in primary))


def current_digest(session: Session, table: Table, primary: tuple[Any, ...]) -> str:
    """The digest of a row as it is now, GONE where there is none."""
    names = (column.name for column in table.primary_key)
    row = session.connection().execute(_by_key(table), dict(zip(names, primary, strict=True))).mappings().first()
    return GONE if row is None else digest(table.name, row)


@cache
def _by_key(table: Table) -> Select[*tuple[Any, ...]]:
    return select(table).where(*(column == bindparam(column.name, type_=column.type) for column in table.primary_key))


def seal_of(seals: Seals, table: Table, row: Mapping[str, Any] | RowMapping) -> bytes:
    """What makes this row the issuer's: over all of it, or over its key and what no change of is put down."""
    passing = UNLOGGED.get(table.name)
    names = [column.name for column in table.columns if passing is None or column.primary_key or column.name in passing]
    said = {name: _plain(row[name]) for name in names if name != "seal" and row[name] is not None}
    return seals.seal(json.dumps([table.name, said], sort_keys=True).encode())


def is_sealed(seals: Seals, table: Table, row: Mapping[str, Any]) -> bool:
    """Whether the issuer wrote this row."""
    return row["seal"] is not None and hmac.compare_digest(row["seal"], seal_of(seals, table, row))


def watch(session: Session, seals: Seals | None = None) -> Seen:
    """What this session does from now on."""
    session.info[_LOG] = seen = Seen(seals)
    return seen


class WatchedSession(Session):
    """A session that tells what it does with decisive rows, once it is watched."""


def key_part(value: object) -> str:
    """A key as it is told and compared, whatever stands in its place."""
    return f"blob 0x{value.hex()}" if isinstance(value, bytes) else str(_plain(value))


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
    if context is None:  # what is merged was not loaded
        return
    table = target.__table__
    assert isinstance(table, Table)
    values = target.__dict__
    row = {column.name: values[column.key] for column in table.columns if column.key in values}
    if not is_readable(table, row):
        raise NotAsWritten(named(row_key(table, row)))
    seen: Seen | None = context.session.info.get(_LOG)
    if seen is None:
        return
    if isinstance(target, Sealed) and seen.seals is not None and not is_sealed(seen.seals, table, row):
        raise NotAsWritten(named(row_key(table, row)))
    seen.rows.append(target)
    if is_decisive(table.name):
        _believe(seen, table, row)


@event.listens_for(Base, "before_insert", propagate=True)
@event.listens_for(Base, "before_update", propagate=True)
def _written(_mapper: Mapper[Any], _connection: Connection, target: Base) -> None:
    session = object_session(target)
    seen: Seen | None = session.info.get(_LOG) if session is not None else None
    if isinstance(target, Sealed) and seen is not None and seen.seals is not None:
        table = target.__table__
        assert isinstance(table, Table)
        target.seal = seal_of(seen.seals, table, {column.name: getattr(target, column.key) for column in table.columns})


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
    if not isinstance(table, Table):
        return
    if not is_decisive(table.name):
        if "seal" in table.columns and not state.is_delete:
            raise TypeError(f"{table.name} is sealed: change its rows one by one")
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
