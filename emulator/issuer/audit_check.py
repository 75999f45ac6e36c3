"""The whole log, leaf for leaf, and each decisive row against what it says; looked at in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from emulator.issuer import audit_extent, audit_log, merkle
from emulator.issuer.audit_head import NO_HEAD
from emulator.issuer.audit_key import Head, is_signed
from emulator.issuer.audit_log import Ends
from emulator.issuer.columns import NotAsWritten
from emulator.issuer.decisive import (
    GONE,
    RowKey,
    Seals,
    decisive_tables,
    digest,
    is_decisive,
    is_sealed,
    key_part,
    rows_of,
    sealed_tables,
    unreadable_columns,
)
from emulator.issuer.merkle import Span
from emulator.issuer.schema import AuditRow

_AT_A_TIME = 1000
_LEAVES = cast("Table", AuditRow.__table__)


@dataclass(frozen=True, slots=True)
class Whole:
    """The log is as it was written: `count` leaves."""

    count: int


@dataclass(frozen=True, slots=True)
class Tampered:
    """Somebody changed the log: the first row that does not fit, and why. Row 0: it is of no row in particular."""

    seq: int
    why: str

    def __str__(self) -> str:
        return f"row {self.seq}: {self.why}" if self.seq else self.why


@dataclass(frozen=True, slots=True)
class RowChanged:
    """A decisive row is not what was put down of it last."""

    row: RowKey


@dataclass(frozen=True, slots=True)
class RowAdded:
    """A decisive row was never put down, or put down as gone."""

    row: RowKey


@dataclass(frozen=True, slots=True)
class RowMissing:
    """A decisive row was put down, and is not there."""

    row: RowKey


@dataclass(frozen=True, slots=True)
class RowUnreadable:
    """A row holds in these columns what nothing of ours writes; `number` is SQLite's of it.

    `is_known`: it was put down, and is to be there.
    """

    row: RowKey
    number: int
    columns: tuple[str, ...]
    is_known: bool


@dataclass(frozen=True, slots=True)
class RowUnsealed:
    """A row of short life was not written by this issuer: somebody planted or changed it."""

    row: RowKey


RowDifference = RowChanged | RowAdded | RowMissing | RowUnreadable | RowUnsealed


def verified(
    session: Session,
    public: bytes,
    begins: int = 0,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Whole | Tampered:
    """The log from its first leaf to its signed head, and that nothing else is in its tables.

    `begins` is how many leaves went before the first one, where that is not the beginning of all.
    """
    found = leaves_verified(session, public, begins, progress)
    if isinstance(found, Whole) and (why := audit_extent.misfit(session, found.count, begins)):
        return Tampered(0, why)
    return found


def leaves_verified(
    session: Session,
    public: bytes,
    begins: int = 0,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Whole | Tampered:
    """As `verified`, but for what belongs to no log; any even number of leaves may go before the first one."""
    said = audit_log.ends(session)
    if said is None:
        return Tampered(1, "the database has no head")
    head = said.head
    if said.head == NO_HEAD:
        return Tampered(0, "what audit_head says of its end is not what was written")
    if said.public != public:
        return Tampered(head.size, "the head is signed with another key")
    if not is_signed(head, public):
        return Tampered(head.size, "the head is not signed")
    places = merkle.peaks(Span(0, begins))
    kept = audit_log.hashes(session, places)
    if len(kept) < len(places):
        return Tampered(begins + 1, "the tree before it is missing")
    top, count = [kept[place] for place in places], begins
    while count < head.size:
        until = min(count + _AT_A_TIME, head.size)
        due_rows = select(_LEAVES).where(_LEAVES.c.seq > count, _LEAVES.c.seq <= until).order_by(_LEAVES.c.seq)
        try:
            rows = session.execute(due_rows).mappings().all()
        except NotAsWritten:
            return Tampered(_first_unreadable(session), "the row is not what was written")
        leaves = []
        for due, row in enumerate(rows, start=count + 1):
            if row["seq"] != due:
                return Tampered(due, "the row is missing")
            try:
                found = audit_log.leaf(due, audit_log.entry_of(row))
            except NotAsWritten:
                found = b""
            if found.hex() != row["digest"] or not found:
                return Tampered(due, "the row is not what was written")
            leaves.append(found)
        if len(leaves) < until - count:
            return Tampered(
                count + len(leaves) + 1, "rows are missing at the end" if until == head.size else "the row is missing"
            )
        added, top = merkle.grown(count, top, leaves)
        nodes = audit_log.hashes(session, [place for place in added if place.level])
        for place, hash_ in added.items():
            if place.level and nodes.get(place) != hash_:
                return Tampered((place.number << place.level) + 1, "its place in the tree is not what was written")
        count = until
        progress(count, head.size)
    if merkle.folded(top) != head.root:
        return Tampered(head.size, "the head is another one")
    if (last := session.scalar(select(func.max(_LEAVES.c.seq))) or 0) > head.size:
        return Tampered(last, "the row is behind the head")
    return Whole(head.size)


def is_anchored(said: Ends, file: Head | None) -> bool:
    """Whether the file beside has the head, or, after a crash, the one before; where nothing is put down yet, none."""
    return file in (said.head, said.before) or (file is None and said.head.size == 0)


def row_differences(session: Session, seals: Seals) -> Iterator[RowDifference]:
    """Each decisive row that is not as the log says, and each other one that is not as the issuer wrote it."""
    newest = (
        select(func.max(_LEAVES.c.seq))
        .where(_LEAVES.c.subject != "")
        .group_by(_LEAVES.c.subject, _LEAVES.c.subject_key)
    )
    rows = session.execute(
        select(_LEAVES.c.subject, _LEAVES.c.subject_key, _LEAVES.c.content).where(_LEAVES.c.seq.in_(newest))
    )
    said = {RowKey(subject, key_part(key)): content for subject, key, content in rows if is_decisive(subject)}
    junk = set()
    for table in decisive_tables():
        for key, number, row in rows_of(session, table):
            content = said.pop(key, GONE)
            if row is None:
                columns = tuple(unreadable_columns(session, table, number))
                junk.add(key)
                yield RowUnreadable(key, number, columns, content != GONE)
            elif content == GONE:
                yield RowAdded(key)
            elif content != digest(table.name, row):
                yield RowChanged(key)
    yield from (RowMissing(key) for key, content in said.items() if content != GONE)
    yield from (RowUnsealed(key) for _, key, _ in unsealed(session, seals) if key not in junk)


def unsealed(session: Session, seals: Seals) -> Iterator[tuple[Table, RowKey, int]]:
    """Each row whose seal is not the issuer's, by its key and by SQLite's number of it."""
    for table in sealed_tables():
        for key, number, row in rows_of(session, table):
            if row is None or not is_sealed(seals, table, row):
                yield table, key, number


def _first_unreadable(session: Session) -> int:
    return next((number for _, number, row in rows_of(session, _LEAVES) if row is None), 0)
