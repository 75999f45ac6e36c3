"""The columns' types, strict about what comes back: SQLite keeps anything anywhere, and a hand may have put it there.

A value that nothing of ours could have written raises NotAsWritten when it is read; no row is believed half.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, LargeBinary, Table, TypeDecorator
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine import Dialect

_DIALECT = SQLiteDialect()


class NotAsWritten(Exception):
    """What was read is nothing that this program wrote. `row`: in which row, where that is known; never its content."""

    def __init__(self, row: str = "a row of the registry") -> None:
        super().__init__(f"{row} is not as the audit says")
        self.row = row


class _Strict(TypeDecorator[Any]):
    """A column whose values SQLite gives as `kept`, and as nothing else."""

    cache_ok = True
    kept: type
    form = re.compile("(?s).*")  # of a text, as this program writes it

    @property
    def python_type(self) -> type:
        """What a value is once it is read."""
        return self.impl_instance.python_type

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        read = super().result_processor(dialect, coltype)
        if dialect.name != "sqlite":
            return read
        kept, form = self.kept, self.form

        def strict(value: Any) -> Any:
            if value is None:
                return None
            if type(value) is not kept or (isinstance(value, str) and not form.fullmatch(value)):
                raise NotAsWritten
            try:
                return value if read is None else read(value)
            except ValueError:
                raise NotAsWritten from None

        return strict


class Utc(_Strict):
    """An aware time, kept without its zone, since SQLite has none."""

    impl = DateTime
    cache_ok = True
    kept = str
    form = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}")

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses a time without a zone with ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives it back aware."""
        return None if value is None else value.replace(tzinfo=UTC)


class Day(_Strict):
    """A date."""

    impl = Date
    cache_ok = True
    kept = str
    form = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Octets(_Strict):
    """Bytes."""

    impl = LargeBinary
    cache_ok = True
    kept = bytes


class Flag(_Strict):
    """Yes or no, kept as 1 or 0."""

    impl = Boolean
    cache_ok = True
    kept = int

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        strict = super().result_processor(dialect, coltype)

        def bit(value: Any) -> Any:
            if dialect.name == "sqlite" and value not in (None, 0, 1):
                raise NotAsWritten
            return value if strict is None else strict(value)

        return bit


def is_readable(table: Table, row: Mapping[str, Any]) -> bool:
    """Whether each value, read, is one that its column has; columns that are not in `row` are not looked at."""
    return all(
        may_be_none if (value := row[name]) is None else type(value) is kind
        for name, kind, may_be_none in _kinds(table)
        if name in row
    )


def read(table: Table, raw: Mapping[str, Any]) -> dict[str, Any] | None:
    """A row as SQLite gives it, read; None where nothing of ours wrote it."""
    row = _read(table.columns, raw)
    return row if row is not None and is_readable(table, row) else None


def unreadable(table: Table, raw: Mapping[str, Any]) -> list[str]:
    """The columns of a row, as SQLite gives it, whose values nothing of ours wrote."""
    found = ((column.name, _read([column], raw)) for column in table.columns)
    return [name for name, row in found if row is None or not is_readable(table, row)]


def _read(columns: Iterable[Column[Any]], raw: Mapping[str, Any]) -> dict[str, Any] | None:
    row = {}
    for column in columns:
        processor = column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
        try:
            row[column.name] = raw[column.name] if processor is None else processor(raw[column.name])
        except NotAsWritten:
            return None
    return row


@cache
def _kinds(table: Table) -> tuple[tuple[str, type, bool], ...]:
    return tuple((column.name, column.type.python_type, bool(column.nullable)) for column in table.columns)
