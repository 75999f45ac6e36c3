"""What the audit's own tables hold: exactly what a log of one size has, a leaf a number, the tree over them, one head.

A row beside that is nobody's: no proof reads it, but the log grows into the place where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from sqlalchemy import ColumnElement, Table, delete, func, literal, or_, select
from sqlalchemy.orm import Session

from emulator.counted import counted
from emulator.issuer.audit_log import LEVEL, LEVEL_BITS, ONLY_HEAD
from emulator.issuer.decisive import rows_of
from emulator.issuer.schema import AuditHead, AuditNode, AuditRow

_LEAVES, _NODES, _HEADS = (cast("Table", each.__table__) for each in (AuditRow, AuditNode, AuditHead))


def misfit(session: Session, size: int, begins: int = 0) -> str | None:
    """What is there and should not be, or the other way round, in a log of `size` leaves; None where all is so.

    `begins` is how many leaves were let go of, with what only they need.
    """
    due = {
        _LEAVES: size - begins,
        _NODES: sum((size >> level) - 2 * (begins >> level + 1) for level in range(1, size.bit_length())),
        _HEADS: 1,
    }
    for table, undue in _undue(size).items():
        if surplus := _count(session, table, undue):
            return f"{table.name} has {counted(surplus, 'row')} that no log of {counted(size, 'entry', 'entries')} has"
        if (there := _count(session, table)) != due[table]:
            signed = f"{counted(due[table], 'row')} of {table.name} {_are(due[table])} signed"
            return f"{signed}, and {there} {_are(there)} there"
    return None


def take_away_undue(session: Session, size: int) -> int:
    """Take away what no log of `size` leaves has, but leaves behind its end, which may be true ones; how many rows.

    The triggers that keep leaves have to be off.
    """
    undue = {**_undue(size), _LEAVES: _LEAVES.c.seq < 1}
    counts = {table: _count(session, table, where) for table, where in undue.items()}
    for table, where in undue.items():
        session.execute(delete(table).where(where))
    return sum(counts.values())


def take_away_unreadable(session: Session) -> int:
    """Take away each leaf that holds what none can, so that no log has it; how many. The triggers have to be off."""
    junk = [number for _, number, row in rows_of(session, _LEAVES) if row is None]
    for number in junk:
        session.execute(delete(_LEAVES).where(_LEAVES.c.seq == number))
    return len(junk)


def _undue(size: int) -> Mapping[Table, ColumnElement[bool]]:
    """Which rows of each table no log of this size has."""
    place, level = _NODES.c.place, _NODES.c.place.bitwise_and(LEVEL)
    beyond = place.bitwise_rshift(LEVEL_BITS) >= literal(size).bitwise_rshift(level)
    return {
        _LEAVES: or_(_LEAVES.c.seq < 1, _LEAVES.c.seq > size),
        _NODES: or_(place < 0, level == 0, beyond),
        _HEADS: _HEADS.c.id != ONLY_HEAD,
    }


def _count(session: Session, table: Table, where: ColumnElement[bool] | None = None) -> int:
    query = select(func.count()).select_from(table)
    return session.scalar(query if where is None else query.where(where)) or 0


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
