"""What the key service was asked: a chain that nobody without its key can go on with, or change unseen.

Each row's digest is an HMAC over the row and the digest before. The last digest, the head, stands in a file beside the
database, too, so that rows can't be cut off at the end. Row first, then head: a crash between the two leaves the
database one row ahead, which is mended; anything else that does not fit is tampering. What can't be seen from the files
alone is both of them put back to the same earlier state; a running process, which knows its head, sees that as well.

A chain in memory, which ends with its process, may keep its newest rows alone: it then begins at the first it has.
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn, Self
from weakref import finalize

from sqlalchemy import Row, delete, select, text
from sqlalchemy.orm import Session

from emulator.issuer.answers import Reason
from emulator.issuer.audit_head import NO_HEAD, AuditRefused, Head, HeadFile
from emulator.issuer.database import Database
from emulator.issuer.schema import AUDIT_KEEPS_ALL, AuditRow

__all__ = ["Audit", "AuditKey", "AuditRefused", "Entry", "Tampered", "Whole", "verified"]

_log = logging.getLogger(__name__)
_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One question: who asked (terminal, staff), about what (case, card, the card's challenge), and the answer.

    Identification and challenge are hex; what is unknown is empty. Neither PIN nor key nor message has a place here.
    """

    at: datetime
    question: str
    terminal: str
    staff: str
    case: str
    card: str
    challenge: str
    answer: str


@dataclass(frozen=True, slots=True)
class Whole:
    """The chain is as it was written: `count` questions."""

    count: int


@dataclass(frozen=True, slots=True)
class Tampered:
    """Somebody changed the chain: the first row that does not fit, and why."""

    seq: int
    why: str


class AuditKey:
    """The key of the chain, 32 bytes. It is not a card's, and nothing of it can be printed."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys stay where they are")

    def beginning(self) -> Head:
        """The head of a chain without rows."""
        return Head(0, hmac.digest(self._key, b"the beginning", "sha256").hex())

    def next(self, head: Head, entry: Entry) -> Head:
        """The head once `entry` was appended."""
        at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
        row = json.dumps([head.seq + 1, head.digest, at, *astuple(entry)[1:]]).encode()
        return Head(head.seq + 1, hmac.digest(self._key, row, "sha256").hex())


class Audit:
    """The chain of one office, which alone appends to it; open with `Audit.open`.

    A question is put down with `obstacle`, `append` and, once the transaction is committed, `anchor`. It must not be
    answered where there is an obstacle, or no anchor.
    """

    def __init__(
        self, database: Database, key: AuditKey, head: Head, file: HeadFile | None, newest: int | None = None
    ) -> None:
        self._database = database
        self._key = key
        self._head = head
        self._file = file
        self._newest = newest
        self._begins = self._may_begin = key.beginning()  # the second: once what is written now is committed
        self._tampered: Tampered | None = None
        self.close: Callable[[], object] = finalize(self, file.close) if file else lambda: None

    @classmethod
    def open(cls, database: Database, key: AuditKey, head: Path | None, newest: int | None = None) -> Self:
        """The chain in `database`, checked from its first row on; its head in the file `head`, or in this process.

        `newest` is how many rows a database in memory keeps at least, and half of what it keeps at most; None: all.

        A chain that was tampered with is opened as well: that is its obstacle for ever. Raises AuditRefused where the
        file of the head is in use by another process, or not reachable.
        """
        file = None if head is None else HeadFile.open(head)
        if newest is not None:
            with database.writing() as session:
                session.execute(text(f"DROP TRIGGER {AUDIT_KEEPS_ALL}"))
        anchored = file.read() if file else key.beginning()
        with database.reading() as session:
            last = _last(session) or key.beginning()
        audit = cls(database, key, anchored or (key.beginning() if last.seq == 0 else NO_HEAD), file, newest)
        found = audit.verify()
        if isinstance(found, Tampered):
            audit._tell(found)
        elif last != anchored:
            audit.anchor(last)
        return audit

    def verify(self) -> Whole | Tampered:
        """Check the whole chain against its key and its head."""
        if self._tampered is not None:
            return self._tampered
        with self._database.writing() as session:  # nobody appends meanwhile
            return verified(session, self._key, self._head, self._begins)

    def obstacle(self, session: Session) -> Reason | None:
        """Why the chain can't go on, None where it can: AUDIT_BROKEN, or UNAVAILABLE where its disk does not take it.

        It goes on from its head. One row ahead of it is a crash, or a head that the disk did not take: mended here.
        """
        if self._tampered is not None:
            return Reason.AUDIT_BROKEN
        last = _last(session) or self._key.beginning()
        if last == self._head:
            return None
        found = verified(session, self._key, self._head, self._begins)
        if isinstance(found, Tampered):
            self._tell(found)
            return Reason.AUDIT_BROKEN
        return None if self.anchor(last) else Reason.UNAVAILABLE

    def append(self, session: Session, entry: Entry) -> Head:
        """Put the question down; the head to `anchor` when that is committed."""
        head = self._key.next(self._head, entry)
        row = AuditRow(
            seq=head.seq,
            at=entry.at,
            question=entry.question,
            terminal=entry.terminal,
            staff=entry.staff,
            case=entry.case,
            card=entry.card,
            challenge=entry.challenge,
            answer=entry.answer,
            digest=head.digest,
        )
        session.add(row)
        session.flush()
        self._may_begin = self._shortened(session, head)
        return head

    def _shortened(self, session: Session, head: Head) -> Head:
        """Where the chain begins once the oldest rows have gone, if they are too many."""
        if self._newest is None or head.seq - self._begins.seq < 2 * self._newest:
            return self._begins
        last_gone = session.execute(
            select(AuditRow.seq, AuditRow.digest).where(AuditRow.seq == head.seq - self._newest)
        ).one()
        session.execute(delete(AuditRow).where(AuditRow.seq <= last_gone.seq))
        return Head(last_gone.seq, last_gone.digest)

    def anchor(self, head: Head) -> bool:
        """Make `head` durable outside the database. False where its disk does not take it."""
        try:
            if self._file is not None:
                self._file.write(head)
        except OSError as error:
            _log.error("the head of the audit can't be written: %s", error.strerror)
            return False
        self._head, self._begins = head, self._may_begin
        return True

    def _tell(self, tampered: Tampered) -> None:
        self._tampered = tampered
        _log.error("the audit was tampered with, row %s: %s; no key is used any more", tampered.seq, tampered.why)


def verified(session: Session, key: AuditKey, anchored: Head, begins: Head | None = None) -> Whole | Tampered:
    """The chain in the database, from its first row to the head that was `anchored`, or to one row after it.

    `begins` is the head before the first row, where that is not the beginning of all.
    """
    head = begins or key.beginning()
    seen = head == anchored
    rows = session.execute(select(AuditRow.__table__).order_by(AuditRow.seq)).yield_per(_AT_A_TIME)
    for row in rows:
        due = key.next(head, _entry(row))
        if row.seq != due.seq:
            return Tampered(due.seq, "the row is missing")
        if not hmac.compare_digest(row.digest, due.digest):
            return Tampered(due.seq, "the row is not what was written")
        head = due
        seen = seen or head == anchored
    if head.seq < anchored.seq:
        return Tampered(head.seq + 1, "rows are missing at the end")
    if not seen or head.seq > anchored.seq + 1:
        return Tampered(head.seq, "the head is another one")
    return Whole(head.seq)


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.at, row.question, row.terminal, row.staff, row.case, row.card, row.challenge, row.answer)


def _last(session: Session) -> Head | None:
    row = session.execute(select(AuditRow.seq, AuditRow.digest).order_by(AuditRow.seq.desc()).limit(1)).first()
    return None if row is None else Head(row.seq, row.digest)
