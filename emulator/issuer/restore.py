"""Somebody answers for what the audit is: after a lawful restore, or once it is known who changed what by hand."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, literal_column
from sqlalchemy.orm import Session

from emulator.issuer import audit_extent, audit_log, audit_old
from emulator.issuer.audit_check import (
    RowAdded,
    RowDifference,
    RowMissing,
    RowUnreadable,
    Tampered,
    row_differences,
    unsealed,
    verified,
)
from emulator.issuer.audit_head import NO_HEAD, AuditRefused, HeadFile
from emulator.issuer.audit_key import AuditKey, is_signed
from emulator.issuer.audit_log import Ends, Entry
from emulator.issuer.database import Database
from emulator.issuer.decisive import GONE, RENEWABLE, RowKey, digest, is_decisive, named
from emulator.issuer.schema import Base, Decision, History, RestoredRow, Review
from emulator.issuer.structure import Strange, append_only_off, put_right, strange

_GROWING = frozenset(each.__tablename__ for each in (Decision, History, RestoredRow, Review))
_NO_NUMBER = 2**62
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was answered for: how many leaves there are now, what was wrong with the log, which rows did not fit it.

    `structure`: triggers that were put back, and what was planted. `taken`: how many rows that nothing of ours could
    have written were taken away, in all tables; `gone`: those of `rows` among them.
    """

    size: int
    tampered: Tampered | None
    rows: tuple[RowDifference, ...]
    structure: tuple[Strange, ...]
    taken: int
    gone: frozenset[RowKey]

    @property
    def nothing_was_wrong(self) -> bool:
        """Whether all agreed before."""
        return not (self.tampered or self.rows or self.structure or self.taken)


def accept(
    database: Database,
    key: AuditKey,
    head: Path,
    now: Callable[[], datetime],
    reason: str,
    take_away: Collection[str] = (),
) -> Accepted:
    """Sign that the registry is as it is for this `reason`, for all who saw another state before.

    `database` is not part of its log yet. A log that does not fit is made into one again, rows that do not fit it are
    put down as they are; one of short life that is not the issuer's is let go of, and so is what belongs to no
    log, and what no row of ours can hold. Leaves behind the head stay: it may be the head that was put back.
    Raises AuditRefused, nothing being changed, also for a row that decides and can't be read, unless it is one of
    `take_away` (table and key, as they are told); DatabaseUnavailable.
    """
    file = HeadFile(head)
    try:
        with database.mending() as session, file.turn() as mine:
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
                    taken = audit_extent.take_away_undue(session, signed) + audit_extent.take_away_unreadable(session)
                size = audit_old.rebuild(session)
            else:
                size = said.head.size
            rows = tuple(row_differences(session, key))
            gone = _nobodys(rows, take_away, head.parent)
            gone |= {(row, number) for _, row, number in unsealed(session, key)}
            with append_only_off(session.connection()):
                for each, number in gone:
                    table = Base.metadata.tables[each.table]
                    session.execute(delete(table).where(literal_column("rowid") == number))
            taken += len(gone)
            entries = list(_put_down(session, rows, at))
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
    return Accepted(size, tampered, rows, tuple(structure), taken, frozenset(row for row, _ in gone))


def _nobodys(rows: Sequence[RowDifference], take_away: Collection[str], folder: Path) -> set[tuple[RowKey, int]]:
    """The rows, by SQLite's number of each, that no program wrote and that go. Raises AuditRefused for one that can't.

    A row of short life is asked for again; one that was never put down is nobody's, unless it is a known row whose key
    was only written otherwise.
    """
    junk = [each for each in rows if isinstance(each, RowUnreadable)]
    said = {each: {named(each.row), f"{each.row.table} {each.row.key}"} for each in junk}
    for name in take_away:
        if not any(name in names for names in said.values()):
            raise AuditRefused(f"{name} is no row that holds what no row can. Nothing was signed.")
    missing = {each.row for each in rows if isinstance(each, RowMissing)}
    stays = [
        each
        for each in junk
        if (each.is_known or _meant(each.row) in missing)
        and each.row.table not in RENEWABLE
        and said[each].isdisjoint(take_away)
    ]
    if stays:
        raise AuditRefused(_ways_out(stays, folder))
    added = [each.row for each in rows if isinstance(each, RowAdded) and _is_out_of_numbers(each.row)]
    return {(each.row, each.number) for each in junk} | {(row, int(row.key)) for row in added}


def _meant(row: RowKey) -> RowKey:
    """The key as the text that its bytes are."""
    return RowKey(
        row.table, re.sub("blob 0x([0-9a-f]*)", lambda found: bytes.fromhex(found[1]).decode(errors="replace"), row.key)
    )


def _ways_out(stays: Sequence[RowUnreadable], folder: Path) -> str:
    shown = [f"{named(each.row)} holds in {', '.join(each.columns)} what no row can" for each in stays[:_SHOWN]]
    more = f"; and {len(stays) - _SHOWN} more, see emulator issuer check" if len(stays) > _SHOWN else ""
    options = " ".join(f"--take-away {shlex.quote(named(each.row))}" for each in stays[:_SHOWN])
    return (
        f"{'; '.join(shown)}{more}. The audit knows what was there by its digest alone. Nothing was signed or changed."
        " Put it right from a copy and say it again, or take it away: emulator issuer restore-accept"
        f" --dir {shlex.quote(str(folder))} --reason … {options}"
    )


def _put_down(session: Session, rows: Iterable[RowDifference], at: datetime) -> Iterator[Entry]:
    """What is there now of each row that did not fit, or that it is gone, where the log says otherwise."""
    present = {RowKey(entry.subject, entry.subject_key): entry for entry in audit_old.all_rows(session, at)}
    unknown = {
        each.row
        for each in rows
        if isinstance(each, RowAdded) or (isinstance(each, RowUnreadable) and not each.is_known)
    }
    for row in dict.fromkeys(each.row for each in rows if is_decisive(each.row.table)):
        if row in present:
            yield present[row]
        elif row not in unknown:
            yield audit_log.row_entry(at, row, GONE)


def _is_out_of_numbers(row: RowKey) -> bool:
    """Whether a table that only grows has it at a number that it never comes to: behind the last there is no next."""
    return row.table in _GROWING and not 1 <= int(row.key) < _NO_NUMBER
