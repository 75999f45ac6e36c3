"""Somebody answers for what the audit is: after a lawful restore, or once it is known who changed what by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Table, delete, literal_column
from sqlalchemy.orm import Session

from emulator.issuer import audit_extent, audit_log, audit_old
from emulator.issuer.audit_check import (
    RowAdded,
    RowDifference,
    RowUnreadable,
    RowUnsealed,
    Tampered,
    row_differences,
    unsealed,
    verified,
)
from emulator.issuer.audit_head import NO_HEAD, AuditRefused, HeadFile
from emulator.issuer.audit_key import AuditKey, is_signed
from emulator.issuer.audit_log import Ends
from emulator.issuer.database import Database
from emulator.issuer.decisive import GONE, RowKey, digest, named
from emulator.issuer.schema import Decision, History, RestoredRow, Review
from emulator.issuer.structure import Strange, append_only_off, put_right, strange

_GROWING: Mapping[str, Table] = {
    each.__tablename__: cast("Table", each.__table__) for each in (Decision, History, RestoredRow, Review)
}
_NO_NUMBER = 2**62


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was answered for: how many leaves there are now, what was wrong with the log, which rows did not fit it.

    `structure`: triggers that were put back, and what was planted. `taken`: how many rows that nothing of ours could
    have written were taken away.
    """

    size: int
    tampered: Tampered | None
    rows: tuple[RowDifference, ...]
    structure: tuple[Strange, ...]
    taken: int

    @property
    def nothing_was_wrong(self) -> bool:
        """Whether all agreed before."""
        return not (self.tampered or self.rows or self.structure or self.taken)


def accept(database: Database, key: AuditKey, head: Path, now: Callable[[], datetime], reason: str) -> Accepted:
    """Sign that the registry is as it is for this `reason`, for all who saw another state before.

    `database` is not part of its log yet. A log that does not fit is made into one again, rows that do not fit it are
    put down as they are; one of short life that is not the issuer's is let go of, and so is what belongs to no
    log. Leaves behind the head stay: it may be the head that was put back.
    Raises AuditRefused, DatabaseUnavailable.
    """
    file = HeadFile(head)
    try:
        with database.writing() as session, file.turn() as mine:
            if not mine:
                raise AuditRefused(f"{head} is being written by another program. Try again.")
            said, before = audit_log.ends(session), file.read() or NO_HEAD
            # Later than any head that is known here, also by a clock that was put back: it has to answer for them.
            known = [each for each in (said.head if said else NO_HEAD, before) if is_signed(each, key.public)]
            at = max([now(), *(each.at + datetime.resolution for each in known)])
            structure = strange(session.connection())
            put_right(session.connection(), structure)
            found = verified(session, key.public)
            tampered = found if isinstance(found, Tampered) else None
            taken = 0
            if tampered or said is None:
                signed = said.head.size if said is not None and is_signed(said.head, key.public) else _NO_NUMBER
                with append_only_off(session.connection()):
                    taken = audit_extent.take_away_undue(session, signed)
                size = audit_old.rebuild(session)
            else:
                size = said.head.size
            rows = tuple(row_differences(session, key))
            nobodys = [each.row for each in rows if isinstance(each, RowAdded) and _is_out_of_numbers(each.row)]
            with append_only_off(session.connection()):
                taken += sum(_take_away(session, row) for row in nobodys)
            _must_be_readable(rows)
            for table, _, number in list(unsealed(session, key)):
                session.execute(delete(table).where(literal_column("rowid") == number))
            present = {RowKey(entry.subject, entry.subject_key): entry for entry in audit_old.all_rows(session, at)}
            entries = [
                present.get(each.row) or audit_log.row_entry(at, each.row, GONE)
                for each in rows
                if not isinstance(each, RowUnsealed) and each.row not in nobodys
            ]
            size, root = audit_log.append(session, size, entries)
            statement = key.restored(size, root, at, reason)
            row = RestoredRow(at=at, size=size, root=root, reason=reason, signature=statement.signature)
            session.add(row)
            session.flush()
            said_row = {column.name: getattr(row, column.name) for column in RestoredRow.__table__.columns}
            key_ = RowKey(RestoredRow.__tablename__, str(row.id))
            size, root = audit_log.append(session, size, [audit_log.row_entry(at, key_, digest(key_.table, said_row))])
            put = key.head(size, root, at)
            audit_log.put_ends(session, Ends(put, before, key.public))
            session.commit()
            file.write(put)
    finally:
        file.close()
    return Accepted(size, tampered, rows, tuple(structure), taken)


def _is_out_of_numbers(row: RowKey) -> bool:
    """Whether a table that only grows has it at a number that it never comes to: behind the last there is no next."""
    return row.table in _GROWING and not 1 <= int(row.key) < _NO_NUMBER


def _take_away(session: Session, row: RowKey) -> int:
    table = _GROWING[row.table]
    session.execute(delete(table).where(table.c.id == int(row.key)))
    return 1


def _must_be_readable(rows: Iterable[RowDifference]) -> None:
    for each in rows:
        if isinstance(each, RowUnreadable):
            raise AuditRefused(
                f"{named(each.row)} holds what no row can. Mend it by hand (from a copy), then say it again."
            )
