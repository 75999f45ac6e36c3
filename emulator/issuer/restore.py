"""Somebody answers for what the audit is: after a lawful restore, or once it is known who changed what by hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from emulator.issuer import audit_extent, audit_log, audit_old
from emulator.issuer.audit_check import (
    RowAdded,
    RowDifference,
    RowUnreadable,
    Tampered,
    row_differences,
    verified,
)
from emulator.issuer.audit_head import NO_HEAD, PATIENCE_S, AuditRefused, HeadFile
from emulator.issuer.audit_key import AuditKey, is_signed
from emulator.issuer.audit_log import Ends, Entry
from emulator.issuer.database import Database
from emulator.issuer.decisive import GONE, RowKey, digest, is_decisive, named
from emulator.issuer.folder import REGISTRY
from emulator.issuer.references import Dangling, dangling
from emulator.issuer.schema import RestoredRow
from emulator.issuer.structure import Strange, append_only_off, by_hand, put_right, strange
from emulator.issuer.taking_away import NO_NUMBER, TakenAway, take_away


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was answered for: how many leaves there are now, what was wrong with the log, which rows did not fit it.

    `structure`: triggers and indexes that were put back, and what was planted and went. `of_no_log`: how many rows of
    the log's own tables no log has, or hold what no row can; they went. `taken`: which others did.
    """

    size: int
    tampered: Tampered | None
    rows: tuple[RowDifference, ...]
    structure: tuple[Strange, ...]
    of_no_log: int
    taken: TakenAway

    @property
    def nothing_was_wrong(self) -> bool:
        """Whether all agreed before."""
        return not (self.tampered or self.rows or self.structure or self.of_no_log or self.taken.followed)


def accept(
    database: Database,
    key: AuditKey,
    head: Path,
    now: Callable[[], datetime],
    reason: str,
    names: Collection[str] = (),
    patience_s: float = PATIENCE_S,
) -> Accepted:
    """Sign that the registry is as it is for this `reason`, for all who saw another state before.

    `database` is not part of its log yet. A log that does not fit is made into one again, rows that do not fit it are
    put down as they are; one of short life that is not the issuer's is let go of, and so is what belongs to no
    log, and what no row of ours can hold. Leaves behind the head stay: it may be the head that was put back. What is
    signed is whole: nothing is left that `check` would name, but for what is undecided.
    Raises AuditRefused, nothing being changed, for a row that decides and can't be read, or refers to a row that is not
    there, unless it is one of `names` (table and key, as they are told); for a table that is not ours;
    DatabaseUnavailable.
    """
    file = HeadFile(head, patience_s)
    try:
        with database.mending() as session, file.turn() as mine:
            if not mine:
                raise AuditRefused(f"{head} is being written by another program. Try again.")
            said, before = audit_log.ends(session), file.read() or NO_HEAD
            # Later than any head that is known here, also by a clock that was put back: it has to answer for them.
            known = [each for each in (said.head if said else NO_HEAD, before) if is_signed(each, key.public)]
            at = max([now(), *(each.at + datetime.resolution for each in known)])
            structure = strange(session.connection())
            if why := by_hand(structure, head.with_name(REGISTRY)):
                raise AuditRefused(why)
            put_right(session.connection(), structure)
            found = verified(session, key.public)
            tampered = found if isinstance(found, Tampered) else None
            of_no_log = 0
            if tampered or said is None:
                signed = said.head.size if said is not None and is_signed(said.head, key.public) else NO_NUMBER
                with append_only_off(session.connection()):
                    of_no_log = audit_extent.take_away_undue(session, signed)
                    of_no_log += audit_extent.take_away_unreadable(session)
                size = audit_old.rebuild(session)
            else:
                size = said.head.size
            rows = tuple(row_differences(session, key))
            with append_only_off(session.connection()):
                taken = take_away(session, key, rows, names, head.parent)
            entries = list(_put_down(session, rows, taken.followed, at))
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
            _must_be_whole(session, key)
            session.commit()
            file.write(put)
    finally:
        file.close()
    return Accepted(size, tampered, rows, tuple(structure), of_no_log, taken)


def _must_be_whole(session: Session, key: AuditKey) -> None:
    """Nothing may be left that would be named again. Raises AuditRefused."""
    left = [
        *strange(session.connection()),
        *(named(each.row) for each in (*row_differences(session, key), *dangling(session))),
    ]
    if left:
        raise AuditRefused(f"{left[0]} would still not be as it should. Nothing was signed. Restore a copy.")


def _put_down(
    session: Session, rows: Sequence[RowDifference], followed: Sequence[Dangling], at: datetime
) -> Iterator[Entry]:
    """What is there now of each row that did not fit, or that it is gone, where the log says otherwise."""
    present = {RowKey(entry.subject, entry.subject_key): entry for entry in audit_old.all_rows(session, at)}
    unknown = {
        each.row
        for each in rows
        if isinstance(each, RowAdded) or (isinstance(each, RowUnreadable) and not each.is_known)
    }
    for row in dict.fromkeys(each.row for each in (*rows, *followed) if is_decisive(each.row.table)):
        if row in present:
            yield present[row]
        elif row not in unknown:
            yield audit_log.row_entry(at, row, GONE)
