"""The audit of what was asked about keys, and of all that decides: a log that nobody without its key can go on with.

Its leaves are in the tree of `merkle`; where it ends is signed, in the database and in a file beside it. A transaction
that changes a decisive row puts that down itself (`decisive`); a question to the key service is put down by the office.
Row first, then the file: a crash between the two leaves the file one transaction behind, which is mended; anything
else that does not fit is tampering. Both put back together are seen by whoever saw more: an office that runs, and each
terminal (`Office.audit_head`). Any process that has the key may go on with the log, one transaction after the other.

In memory, where it ends with its process, the log keeps its newest leaves alone.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Self
from weakref import finalize

from sqlalchemy import literal, select, text
from sqlalchemy.orm import Session

from emulator.issuer import audit_extent, audit_log, decisive, merkle
from emulator.issuer.answers import Reason
from emulator.issuer.audit_check import Tampered, Whole, is_anchored, leaves_verified, verified
from emulator.issuer.audit_head import NO_HEAD, PATIENCE_S, AuditRefused, HeadFile, served
from emulator.issuer.audit_key import AuditKey, Head, Restored, is_signed
from emulator.issuer.audit_log import Ends, Entry
from emulator.issuer.columns import NotAsWritten
from emulator.issuer.database import AuditBroken, Database, DatabaseUnavailable
from emulator.issuer.decisive import RowKey, Seen
from emulator.issuer.schema import AUDIT_KEEPS_ALL, AuditRow

__all__ = ["Audit", "AuditBroken", "AuditKey", "AuditRefused", "Entry", "Tampered", "Whole", "verified"]

_log = logging.getLogger(__name__)
_PENDING = "audit"
_BELIEVED_AT_MOST = 10_000
_LOOKED_BACK = 1000  # leaves, when a log is opened


@dataclass(slots=True)
class Pending:
    """What a writing transaction puts down when it is committed, and the ends of the log that it found."""

    seen: Seen
    held: ExitStack
    entries: list[Entry] = field(default_factory=list)
    ends: Ends | None = None  # checked
    peaks: Sequence[bytes] = ()  # of the log that ends there
    head: Head | None = None  # of what was put down
    contents: dict[RowKey, str] = field(default_factory=dict)


class Audit:
    """The log of one folder, as one process has it open; `Audit.open` makes it part of each transaction."""

    def __init__(
        self,
        database: Database,
        key: AuditKey,
        file: HeadFile | None,
        now: Callable[[], datetime],
        newest: int | None = None,
    ) -> None:
        self._database = database
        self._key = key
        self._file = file
        self._now = now
        self._newest = newest
        self._last: Head | None = None  # that this process saw: the log contains it for ever
        self._contents: dict[RowKey, str] = {}  # what the log says of rows, at `_last`
        self._said: set[object] = set()
        self._one = Lock()
        self._begins = 0
        self._broken: str | None = None  # what was wrong with what came before, when this was opened
        self._statement: Restored | None = None
        self._serves = True
        self._held = ExitStack()
        self.close: Callable[[], object] = finalize(self, self._held.close)

    @classmethod
    def open(
        cls,
        database: Database,
        key: AuditKey,
        head: Path | None,
        now: Callable[[], datetime],
        *,
        serves: bool = True,
        newest: int | None = None,
        patience_s: float = PATIENCE_S,
    ) -> Self:
        """The log in `database`, whose every transaction is in it from now on; its head in the file `head` as well.

        Who `serves` is alone in that; others may go on with the log beside. `newest` is how many leaves a database in
        memory keeps at least, and half of what it keeps at most; None: all. `patience_s`: how many seconds a
        transaction waits for another process that writes the head. A log that was tampered with is opened as
        well: it answers AUDIT_BROKEN. Its leaves are not read, `verify` does that. Raises AuditRefused where another
        serves, or the file is not reachable; DatabaseUnavailable.
        """
        with ExitStack() as held:
            if head is not None and serves:
                held.callback(os.close, served(head))
            file = None if head is None else HeadFile(head, patience_s)
            if file is not None:
                held.callback(file.close)
            if newest is not None:
                with database.writing() as session:
                    session.execute(text(f"DROP TRIGGER {AUDIT_KEEPS_ALL}"))
            audit = cls(database, key, file, now, newest)
            audit._serves = serves
            audit._held = held.pop_all()
            audit.close = finalize(audit, audit._held.close)
        try:
            audit._begin()
        except BaseException:
            audit.close()
            raise
        database.attach(audit)
        return audit

    def _begin(self) -> None:
        """Sign the head of a log that has nothing yet; else see that what there is fits."""
        with self._database.writing() as session, ExitStack() as held:
            pending = Pending(Seen(), held)
            if audit_log.ends(session) is None and _is_new(session) and self._read_file() is None:
                first = self._key.head(0, merkle.EMPTY, self._now())
                audit_log.put_ends(session, Ends(first, first, self._key.public))
                session.commit()
                self._write_file(first)
            if self._obstacle(session, pending) is None and pending.ends is not None:
                self._broken = self._looked_back(session, pending.ends.head)
                self._statement = audit_log.newest_statement(session)
                if self._broken is not None:
                    self._tell_tampered(self._broken)

    def distrust(self, why: str) -> None:
        """What was found wrong with it elsewhere: until somebody answers for it, no key is used."""
        self._broken = why
        self._tell_tampered(why)

    def verify(self, progress: Callable[[int, int], None] = lambda _done, _all: None) -> Whole | Tampered:
        """Check the whole log against its key and its head; `progress` hears how many leaves of how many were read."""
        with self._database.writing() as session, self._file.turn() if self._file else nullcontext():
            # Nobody goes on with it meanwhile.
            found, said = verified(session, self._key.public, self._begins, progress), audit_log.ends(session)
            if isinstance(found, Whole) and said and self._file and not is_anchored(said, self._read_file()):
                return Tampered(found.count, self._not_anchored())
            return found

    # --- a transaction

    @contextmanager
    def over(self, session: Session) -> Iterator[Pending]:
        """Around a writing transaction; `seal` before its commit, `anchor` after. Raises DatabaseUnavailable.

        One after the other from the commit to the anchor as well, where the database's own lock is gone.
        """
        if not self._one.acquire(timeout=PATIENCE_S):
            raise DatabaseUnavailable("another thread is writing the head of the audit")
        try:
            with ExitStack() as held:
                session.info[_PENDING] = pending = Pending(decisive.watch(session, self._key), held)
                with self._stumbling(session, pending.seen):
                    yield pending
        finally:
            self._one.release()

    def obstacle(self, session: Session) -> Reason | None:
        """Why the log can't go on, None where it can: AUDIT_BROKEN, or UNAVAILABLE where its disk does not take it."""
        return self._obstacle(session, session.info[_PENDING])

    def put_down(self, session: Session, entry: Entry) -> None:
        """A question, with its answer: there once the transaction is committed."""
        session.info[_PENDING].entries.append(entry)

    def note(self, session: Session, what: RowKey, content: str) -> None:
        """Something else that decides, such as a file of settings, by its digest; put down where it is news."""
        last = audit_log.last_leaf(session, what)
        if last is None or last["content"] != content:
            self.put_down(session, audit_log.row_entry(self._now(), what, content))

    def seal(self, session: Session, pending: Pending) -> None:
        """Put down what is pending. Raises AuditBroken, DatabaseUnavailable."""
        session.flush()
        if pending.seen.believed:
            ends = pending.ends or audit_log.ends(session)
            self._see_believed(session, pending.seen.believed, ends, remember=True)
        pending.contents = self._changes(session, pending.seen)
        at = self._now()
        entries = [
            *pending.entries,
            *(audit_log.row_entry(at, key, content) for key, content in pending.contents.items()),
        ]
        if not entries:
            return
        reason = self._obstacle(session, pending)
        if reason is Reason.AUDIT_BROKEN:
            raise AuditBroken("the audit was tampered with")
        if reason is not None or pending.ends is None:
            raise DatabaseUnavailable("the head of the audit can't be written")
        before = pending.ends.head
        size, root = audit_log.append(session, before.size, entries, pending.peaks)
        pending.head = self._key.head(size, root, at)
        audit_log.put_ends(session, Ends(pending.head, before, self._key.public))
        self._shorten(session, size)

    def anchor(self, pending: Pending) -> None:
        """Once it is committed. Raises DatabaseUnavailable where the disk of the file does not take the head."""
        if pending.head is None:
            return
        self._last = pending.head
        self._contents |= pending.contents
        if len(self._contents) > _BELIEVED_AT_MOST:
            self._contents.clear()
        if not self._write_file(pending.head):
            raise DatabaseUnavailable("the head of the audit can't be written")

    @contextmanager
    def looking(self, session: Session) -> Iterator[None]:
        """Around a transaction that only reads. Raises AuditBroken for rows that are not as the log says."""
        seen = decisive.watch(session, self._key)
        with self._stumbling(session, seen):
            yield
        if seen.believed:
            self._see_believed(session, seen.believed, audit_log.ends(session), remember=False)

    @contextmanager
    def _stumbling(self, session: Session, seen: Seen) -> Iterator[None]:
        """Whatever comes of a row that is not as it was written, that is what there is to say."""
        try:
            yield
        except NotAsWritten as error:
            self._tell(error.row, f"{error}: it is not believed")
            raise AuditBroken(str(error)) from error
        except (AuditBroken, DatabaseUnavailable):
            raise
        except Exception:
            session.rollback()
            self._see_believed(session, seen.believed, audit_log.ends(session), remember=False)
            raise

    # --- what has to hold

    def _obstacle(self, session: Session, pending: Pending) -> Reason | None:
        if pending.ends is not None:
            return None
        if self._file is not None and not pending.held.enter_context(self._file.turn()):
            return Reason.UNAVAILABLE
        said = audit_log.ends(session)
        wrong: str | None
        try:
            wrong = self._wrong(session, said, pending)
        except NotAsWritten:
            wrong = "a row of it is not what was written"
        if wrong is not None or said is None:
            self._tell_tampered(wrong)
            return Reason.AUDIT_BROKEN
        if self._file is not None and self._read_file() != said.head and not self._write_file(said.head):
            return Reason.UNAVAILABLE
        if said.head != self._last:
            self._contents.clear()
            self._last = said.head
        pending.ends = said
        self._said.clear()
        return None

    def _wrong(self, session: Session, said: Ends | None, pending: Pending) -> str | None:
        """What does not fit, None where all does: `pending` has the log's peaks then."""
        if said is None:
            return "the database has no head"
        head = said.head
        if head == NO_HEAD:
            return "what audit_head says of its end is not what was written"
        if said.public != self._key.public:
            return "the head is signed with another key"
        if head != self._last and not is_signed(head, self._key.public):
            return "the head is not signed"
        if self._file is not None and not is_anchored(said, self._read_file()):
            return self._not_anchored()
        tail = audit_log.tail(session, head.size)
        if tail is None or merkle.folded(tail.peaks) != head.root or not _ends_with(session, head, tail.path):
            return "the log does not end with its head"
        pending.peaks = tail.peaks
        if self._broken is not None:
            statement = audit_log.newest_statement(session)
            if statement == self._statement:
                return self._broken
            self._broken, self._statement = self._looked_back(session, head), statement  # somebody answers for it
        last = self._last
        if last is None or last == head or _is_answered_for(session, last, self._key.public):
            return None
        path = audit_log.proof(session, merkle.consistency(last.size, head.size)) if last.size <= head.size else None
        if path is None or not merkle.is_consistent(last.size, last.root, head.size, head.root, path):
            return "it was put back to an earlier state"
        return None

    def _looked_back(self, session: Session, head: Head) -> str | None:
        """What is wrong with the number of rows, or with the newest leaves; all of them are `verify`'s."""
        if why := audit_extent.misfit(session, head.size, self._begins):
            return why
        found = leaves_verified(session, self._key.public, max(self._begins, (head.size - _LOOKED_BACK) & ~1))
        return str(found) if isinstance(found, Tampered) else None

    def _see_believed(
        self, session: Session, believed: Mapping[RowKey, str], said: Ends | None, *, remember: bool
    ) -> None:
        head = said.head if said else None
        is_ours = head is not None and head == self._last
        if head is not None and not is_ours and not is_signed(head, self._key.public):
            raise AuditBroken("the head is not signed")
        for key, content in believed.items():
            if is_ours and self._contents.get(key) == content:
                continue
            row = audit_log.last_leaf(session, key)
            known = row is not None and row["content"] == content and head is not None
            if row is None and self._begins:  # its leaf has made room; nobody else is in this memory
                continue
            if not known or row is None or head is None or not audit_log.is_in_place(session, row, head):
                why = f"{decisive.named(key)} is not as the audit says"
                self._tell(key, f"{why}: it is not believed")
                raise AuditBroken(why)
            if is_ours and remember:  # who only reads is not alone: by now there may be another content
                self._contents[key] = content

    def _changes(self, session: Session, seen: Seen) -> dict[RowKey, str]:
        """The digests of rows that are others than the log says by now."""
        tables = {table.name: table for table in decisive.decisive_tables()} if seen.changed else {}
        changes = {}
        for key, primary in seen.changed.items():
            content = decisive.current_digest(session, tables[key.table], primary)
            last = audit_log.last_leaf(session, key)
            if content != (last["content"] if last else decisive.GONE):
                changes[key] = content
        return changes

    def _shorten(self, session: Session, size: int) -> None:
        if self._newest is not None and size - self._begins >= 2 * self._newest:
            self._begins = (size - self._newest) & ~1
            audit_log.forget(session, self._begins)

    # --- the file

    def _read_file(self) -> Head | None:
        try:
            return self._file.read() if self._file else None
        except AuditRefused:
            return NO_HEAD

    def _not_anchored(self) -> str:
        match self._read_file():
            case None:
                return "the file of the head is missing"
            case head if head == NO_HEAD:
                return "the file of the head holds none"
            case _:
                return "the file of the head has another one"

    def _write_file(self, head: Head) -> bool:
        try:
            if self._file is not None:
                self._file.write(head)
        except OSError as error:
            _log.error("the head of the audit can't be written: %s", error.strerror)
            return False
        return True

    def _tell_tampered(self, why: str | None) -> None:
        self._tell(why, f"the audit was tampered with: {why}; no key is used any more")

    def _tell(self, what: object, text: str) -> None:
        """Once."""
        if self._serves and what not in self._said:  # a command says it itself
            self._said.add(what)
            _log.error("%s", text)


def _is_new(session: Session) -> bool:
    tables = (AuditRow.__table__, *decisive.decisive_tables())
    return not any(session.execute(select(literal(1)).select_from(table).limit(1)).first() for table in tables)


def _ends_with(session: Session, head: Head, path: Sequence[bytes]) -> bool:
    """Whether the last row is the last leaf, which `path` proves."""
    last = audit_log.newest_leaf(session)
    if last is None:
        return head.size == 0
    if last["seq"] != head.size:
        return False
    hash_ = audit_log.leaf(head.size, audit_log.entry_of(last))
    return merkle.is_included(hash_, head.size - 1, head.size, path, head.root)


def _is_answered_for(session: Session, seen: Head, public: bytes) -> bool:
    statement = audit_log.newest_statement(session)
    return statement is not None and statement.at > seen.at and is_signed(statement, public)
