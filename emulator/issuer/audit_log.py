"""The log in the database, in the caller's transaction: its leaves, the hashes of its tree, and what they prove."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, delete, insert, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from emulator.issuer import merkle
from emulator.issuer.audit_head import NO_HEAD, as_head, written
from emulator.issuer.audit_key import Head, Restored
from emulator.issuer.columns import NotAsWritten
from emulator.issuer.decisive import RowKey
from emulator.issuer.merkle import Place, Span
from emulator.issuer.schema import AuditHead, AuditNode, AuditRow, RestoredRow

ROW = "row"  # what stands for the question where a decisive row became another
_LEAVES, _NODES = AuditRow.__table__, AuditNode.__table__
_HASH = re.compile("[0-9a-f]{64}")
ONLY_HEAD = 1  # the number of the one row of ends
LEVEL_BITS = 6
LEVEL = (1 << LEVEL_BITS) - 1

# Each question runs these: made once, and run beside the session, which need not look into them, they cost half.
_ENDS = select(AuditHead.head, AuditHead.before, AuditHead.public).where(AuditHead.id == ONLY_HEAD)
_PUT_ENDS = insert(AuditHead.__table__).prefix_with("OR REPLACE")  # type: ignore[arg-type]
_DIGESTS = select(_LEAVES.c.seq, _LEAVES.c.digest).where(_LEAVES.c.seq.in_(bindparam("leaves", expanding=True)))
_HASHES = select(_NODES.c.place, type_coerce(_NODES.c.hash, NullType())).where(
    _NODES.c.place.in_(bindparam("places", expanding=True))
)
_NEWEST = select(_LEAVES).order_by(_LEAVES.c.seq.desc()).limit(1)
_NEWEST_OF_ROW = _NEWEST.where(_LEAVES.c.subject == bindparam("table"), _LEAVES.c.subject_key == bindparam("key"))
_PUT_LEAVES, _PUT_NODES = insert(_LEAVES), insert(_NODES)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Entry:
    """A leaf: who asked (terminal, staff), about what (case, card, the card's challenge), and the answer.

    Identification and challenge are hex; what is unknown is empty. Neither PIN nor key nor message has a place here.
    Or a row that is another one from here on: its table, its key, the digest of what is in it.
    """

    at: datetime
    question: str
    terminal: str = ""
    staff: str = ""
    case: str = ""
    card: str = ""
    challenge: str = ""
    answer: str = ""
    subject: str = ""
    subject_key: str = ""
    content: str = ""


def row_entry(at: datetime, key: RowKey, content: str) -> Entry:
    """The leaf of a decisive row."""
    return Entry(at, ROW, subject=key.table, subject_key=key.key, content=content)


def entry_of(row: RowMapping | Mapping[str, Any]) -> Entry:
    """What a row of the log says."""
    return Entry(**{name: row[name] for name in Entry.__dataclass_fields__})


def leaf(seq: int, entry: Entry) -> bytes:
    """The hash of the leaf number `seq`, from 1. Raises NotAsWritten."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    try:
        return merkle.leaf_hash(json.dumps([seq, at, *astuple(entry)[1:]]).encode())
    except TypeError:  # somebody put bytes there
        raise NotAsWritten(f"audit row {seq}") from None


@dataclass(frozen=True, slots=True)
class Ends:
    """Where the database says that the log ends, what it said before, and who signs it (a public key)."""

    head: Head
    before: Head
    public: bytes


_UNREADABLE = Ends(NO_HEAD, NO_HEAD, b"")


def ends(session: Session) -> Ends | None:
    """None where nothing is said."""
    try:
        row = session.connection().execute(_ENDS).first()
    except NotAsWritten:
        return _UNREADABLE
    if row is None:
        return None
    head, before = as_head(row.head), as_head(row.before)
    if before == NO_HEAD and row.before != written(NO_HEAD):  # what an acceptance says that found none
        return _UNREADABLE
    return Ends(head, before, row.public)


def put_ends(session: Session, said: Ends) -> None:
    """Say it, in place of what was said."""
    session.connection().execute(
        _PUT_ENDS,
        [{"id": ONLY_HEAD, "head": written(said.head), "before": written(said.before), "public": said.public}],
    )


def hashes(session: Session, places: Sequence[Place]) -> dict[Place, bytes]:
    """The hashes that are kept of these places."""
    leaves = [place.number + 1 for place in places if place.level == 0]
    found: dict[Place, bytes] = {}
    if leaves:
        rows = session.connection().execute(_DIGESTS, {"leaves": leaves})
        found |= {Place(0, seq - 1): bytes.fromhex(digest) for seq, digest in rows if _is_hash(digest)}
    nodes = [_place_id(place) for place in places if place.level]
    if nodes:
        kept = session.connection().execute(_HASHES, {"places": nodes})
        found |= {Place(id & LEVEL, id >> LEVEL_BITS): hash_ for id, hash_ in kept if isinstance(hash_, bytes)}
    return found


def _is_hash(digest: object) -> bool:
    return isinstance(digest, str) and _HASH.fullmatch(digest) is not None


def proof(session: Session, spans: Iterable[Span]) -> tuple[bytes, ...] | None:
    """The spans' hashes, None where one is missing that should be there."""
    try:
        return merkle.proof(spans, lambda places: hashes(session, places))
    except KeyError:
        return None


def root(session: Session, size: int) -> bytes | None:
    """The root over the first `size` leaves, by what is kept; None where something is missing."""
    found = proof(session, [Span(0, size)])
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Tail:
    """What is kept of a log's end: the hashes of its peaks, and the path that proves its last leaf."""

    peaks: tuple[bytes, ...]
    path: tuple[bytes, ...]


def tail(session: Session, size: int) -> Tail | None:
    """That of the first `size` leaves, by one look; None where something is missing."""
    places, spans = merkle.peaks(Span(0, size)), merkle.inclusion(size - 1, size) if size > 0 else []
    try:
        kept = hashes(session, [*places, *(place for span in spans for place in merkle.peaks(span))])
        return Tail(tuple(kept[place] for place in places), merkle.proof(spans, lambda _: kept))
    except KeyError:
        return None


def append(
    session: Session, size: int, entries: Sequence[Entry], peaks: Sequence[bytes] | None = None
) -> tuple[int, bytes]:
    """Put leaves down behind `size` others, whose `peaks` the caller has checked; the size and root then."""
    if peaks is None:
        places = merkle.peaks(Span(0, size))
        kept = hashes(session, places)
        peaks = [kept[place] for place in places]
    leaves = [leaf(seq, entry) for seq, entry in enumerate(entries, start=size + 1)]
    added, top = merkle.grown(size, peaks, leaves)
    rows = [
        {**asdict(entry), "seq": seq, "digest": hash_.hex()}
        for seq, (entry, hash_) in enumerate(zip(entries, leaves, strict=True), start=size + 1)
    ]
    if rows:
        session.connection().execute(_PUT_LEAVES, rows)
    put_nodes(session, added)
    return size + len(leaves), merkle.folded(top)


def put_nodes(session: Session, added: Mapping[Place, bytes]) -> None:
    """Keep these hashes, but for leaves', which stand in their rows."""
    nodes = [{"place": _place_id(place), "hash": found} for place, found in added.items() if place.level]
    if nodes:
        session.connection().execute(_PUT_NODES, nodes)


def last_leaf(session: Session, key: RowKey) -> RowMapping | None:
    """What was put down last of a decisive row."""
    return session.connection().execute(_NEWEST_OF_ROW, {"table": key.table, "key": key.key}).mappings().first()


def newest_leaf(session: Session) -> RowMapping | None:
    """What was put down last of all."""
    return session.connection().execute(_NEWEST).mappings().first()


def is_in_place(session: Session, row: RowMapping, head: Head) -> bool:
    """Whether the row is the leaf that it says it is, in the log that ends with `head`."""
    number, found = row["seq"] - 1, leaf(row["seq"], entry_of(row))
    path = proof(session, merkle.inclusion(number, head.size)) if 0 <= number < head.size else None
    return path is not None and merkle.is_included(found, number, head.size, path, head.root)


def newest_statement(session: Session) -> Restored | None:
    """The last time that somebody answered for what the log is."""
    try:
        row = session.scalars(select(RestoredRow).order_by(RestoredRow.id.desc()).limit(1)).first()
    except NotAsWritten:
        return None
    return None if row is None else Restored(row.size, row.root, row.at, row.reason, row.signature)


def forget(session: Session, kept_from: int) -> None:
    """Let go of the leaves before the one with the number `kept_from`, from 0 and even, and of what only they need."""
    session.execute(delete(AuditRow).where(AuditRow.seq <= kept_from))
    gone = [
        id
        for id in session.scalars(select(_NODES.c.place))
        # A node is needed as long as the one above it reaches to what is kept.
        if ((id >> LEVEL_BITS >> 1) + 1) << ((id & LEVEL) + 1) <= kept_from
    ]
    session.execute(delete(AuditNode).where(AuditNode.place.in_(gone)))


def _place_id(place: Place) -> int:
    return place.number << LEVEL_BITS | place.level
