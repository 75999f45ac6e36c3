"""How often what may be asked, in one table, and the counting of it: whoever asks too often is told until when.

A window begins with its first question, by the issuer's clock, and a day ends at midnight in China; a terminal's time
is asked nowhere. A question is counted for its terminal whatever its answer, and for the card and the member of staff
that it turned out to be about. One that is refused here changes nothing; the first of a window is put down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal, TypeVar, cast

from sqlalchemy import CursorResult, delete, select, tuple_
from sqlalchemy.orm import Session

from emulator import china
from emulator.issuer.answers import Reason, Refused
from emulator.issuer.decisions import decided, is_reason
from emulator.issuer.question import Question
from emulator.issuer.schema import LimitCount, RefusedCount

_Answer = TypeVar("_Answer")

Subject = Literal["terminal", "card", "operator"]
Window = Literal["minute", "day"]

OTHER = "other"
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_REFUSALS_KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` of `what` in a window. `tried`: those that were refused for another reason count as well."""

    what: str
    subject: Subject
    window: Window
    most: int
    tried: bool = True


def _of(what: str, subject: Subject, minute: int, day: int, *, tried: bool = True) -> tuple[Limit, Limit]:
    return Limit(what, subject, "minute", minute, tried), Limit(what, subject, "day", day, tried)


# Which questions are counted together; one that is not here is OTHER.
KINDS: Mapping[str, str] = {
    "standing": "standing",
    "internal-challenge": "challenge",
    "pin-challenge": "challenge",
    "enabling-challenge": "challenge",
    "check-proof": "proof",
    "read-proof": "read",
    "check-pin": "pin",
    "claim-pin": "pin",
    "other-cards": "list",
    "report-enabled": "report",
    "operator-challenge": "sign-in",
    "check-operator": "sign-in",
    "open-session": "sign-in",
    "case-challenge": "staff",
    "presence-challenge": "staff",
    "check-presence": "staff",
    "record-case": "case",
    "puk-proof": "unblock",
    "unblock-command": "unblock",
    "report-case": "report",
}

# A hall's terminal serves a person in half a minute at the quickest, ten hours a day: some 1,200 visits. What follows
# is several times that, and leaves nobody who tries things out more than a bored visitor has.
LIMITS: tuple[Limit, ...] = (
    # A card that is put in again and again is looked up each time. A guesser gets 6,000 of 2^128 identifications a day.
    *_of("standing", "terminal", 60, 6_000),
    *_of("standing", "card", 30, 600),
    # Three a visit where everything is done that can be; a wedge that asks on and on is no card.
    *_of("challenge", "terminal", 120, 8_000),
    *_of("challenge", "card", 60, 600),
    *_of("proof", "terminal", 60, 6_000),
    *_of("proof", "card", 30, 300),
    # The right to read a holder: one a visit, and again after a disturbed contact.
    *_of("read", "terminal", 60, 6_000, tried=False),
    *_of("read", "card", 5, 100, tried=False),
    # The card itself counts wrong PINs; this is how often somebody lets it be known that a PIN was right.
    *_of("pin", "terminal", 60, 4_000),
    *_of("pin", "card", 10, 100),
    # Whose other cards: personal, and one look a visit is enough.
    *_of("list", "terminal", 30, 3_000),
    *_of("list", "card", 5, 50),
    # Three questions a sign-in, and again after a wrong PIN: staff comes and goes some dozen times a day.
    *_of("sign-in", "terminal", 30, 600),
    *_of("sign-in", "operator", 30, 300),
    # Three questions of staff's a case, and again where a card was pulled out.
    *_of("staff", "terminal", 60, 2_000),
    *_of("staff", "operator", 60, 2_000),
    # A case takes minutes: identity card, documents, the card. Nobody has a PIN unlocked more than five times a day.
    *_of("case", "terminal", 20, 300, tried=False),
    *_of("case", "operator", 20, 300, tried=False),
    Limit("case", "card", "day", 5, tried=False),
    # Three proofs and three messages a case are the case's own limit.
    *_of("unblock", "terminal", 30, 1_000),
    *_of("unblock", "operator", 30, 1_000),
    # What a terminal brings after days without its office comes at once, and what is left over waits a minute.
    *_of("report", "terminal", 60, 6_000),
    *_of("report", "card", 10, 60),
    *_of(OTHER, "terminal", 120, 10_000),
)

# On a desk, programs are the visitors: hundreds a minute, always the same cards.
DESK_LIMITS: tuple[Limit, ...] = tuple(replace(limit, most=limit.most * 1_000) for limit in LIMITS)


def within(
    limits: Sequence[Limit], asked: Question, question: str, answer: Callable[[Question], _Answer | Refused]
) -> _Answer | Refused:
    """The answer to a question that is not one too many; what is refused is counted by terminal, day and reason.

    Refused: TOO_OFTEN, with its end, `answer` having left nothing. From the second of a window on the question is
    `unproved`: nothing at all is put down of it.
    """
    what = KINDS.get(question, OTHER)
    due = [limit for limit in limits if limit.what == what]
    terminal = _windows(asked, what, [(limit, asked.terminal.id) for limit in due if limit.subject == "terminal"])
    answered: _Answer | Refused | None = _too_often(asked, terminal)
    if answered is None:
        undo = asked.session.begin_nested()
        answered = answer(asked)
        others = _windows(asked, what, _about(asked, due))
        refused = _too_often(asked, others, undo.rollback)
        if refused is None:
            undo.commit()
            _count(asked, others, answered)
        else:
            answered = refused
        _count(asked, terminal, answered)
    if isinstance(answered, Refused) and not (answered.reason is Reason.TOO_OFTEN and asked.unproved):
        _count_refused(asked, question, answered.reason)
    return answered


def listed(session: Session, now: datetime, limits: Sequence[Limit] = LIMITS) -> list[tuple[Limit, LimitCount]]:
    """What was counted in windows that have not ended, with its limit: what is reached first, then by subject."""
    by_name = {(limit.what, limit.subject, limit.window): limit for limit in limits}
    rows = session.scalars(select(LimitCount).where(LimitCount.until > now)).all()
    found = [(by_name[key], row) for row in rows if (key := (row.what, row.kind, row.window)) in by_name]
    return sorted(found, key=lambda each: (each[1].count < each[0].most, each[1].kind, each[1].subject, each[1].what))


def lift(session: Session, subject: str, reason: str, by: str, now: datetime) -> int | Refused:
    """Forget what was counted for a terminal, card (hex) or member of staff, for a reason; how many counts there were.

    Refused: MALFORMED, no reason, or one that is longer than 200 characters or can't be printed.
    """
    if not is_reason(reason):
        return Refused(Reason.MALFORMED)
    gone = session.execute(delete(LimitCount).where(LimitCount.subject == subject, LimitCount.until > now))
    count = cast("CursorResult[object]", gone).rowcount
    if count:
        decided(session, "limit lifted", subject, reason, by, now)
    return count


_Due = Sequence[tuple[Limit, str]]
_Windows = Sequence[tuple[Limit, str, LimitCount | None]]  # its subject, and its row where it was ever counted


def _about(asked: Question, due: Sequence[Limit]) -> _Due:
    """Whom the question turned out to be about, besides its terminal."""
    subjects = {"card": asked.card.hex(), "operator": asked.staff}
    return [(limit, subjects[limit.subject]) for limit in due if subjects.get(limit.subject)]


def _windows(asked: Question, what: str, due: _Due) -> _Windows:
    """The rows of these limits, all of one kind of question, by one look."""
    subjects = {(limit.subject, subject) for limit, subject in due}
    if not subjects:
        return []
    query = select(LimitCount).where(
        LimitCount.what == what, tuple_(LimitCount.kind, LimitCount.subject).in_(sorted(subjects))
    )
    rows = {(row.kind, row.subject, row.window): row for row in asked.session.scalars(query)}
    return [(limit, subject, rows.get((limit.subject, subject, limit.window))) for limit, subject in due]


def _too_often(asked: Question, windows: _Windows, undo: Callable[[], None] = lambda: None) -> Refused | None:
    """Whether one of these is full; `undo` is called before that is put down, once a window."""
    full = [(limit, row) for limit, _, row in windows if row and _runs(asked, limit, row) and row.count >= limit.most]
    if not full:
        return None
    undo()
    asked.unproved = all(row.count > limit.most for limit, row in full)
    for limit, row in full:
        row.count = limit.most + 1
    return Refused(Reason.TOO_OFTEN, max(row.until for _, row in full))


def _runs(asked: Question, limit: Limit, row: LimitCount) -> bool:
    """Whether the window has not ended; one that ends later than it may began before the clock was put back."""
    return asked.now < row.until <= _end(limit.window, asked.now)


def _count(asked: Question, windows: _Windows, answered: object) -> None:
    for limit, subject, known in windows:
        if isinstance(answered, Refused) and not limit.tried:
            continue
        if known is not None and _runs(asked, limit, known):
            known.count += 1
            continue
        until = _end(limit.window, asked.now)
        if known is None:
            row = LimitCount(kind=limit.subject, subject=subject, what=limit.what, window=limit.window)
            row.until, row.count = until, 1
            asked.session.add(row)
        else:
            known.until, known.count = until, 1
        if (limit.subject, limit.window) == ("terminal", "day"):
            _forget_old(asked)


def _count_refused(asked: Question, question: str, reason: Reason) -> None:
    key = china.day(asked.now), asked.terminal.id, question, reason.value
    row = asked.session.get(RefusedCount, key)
    if row is None:
        row = RefusedCount(day=key[0], terminal=key[1], question=key[2], reason=key[3], count=0)
        asked.session.add(row)
    row.count += 1
    asked.session.flush()


def _forget_old(asked: Question) -> None:
    """Once a day and terminal."""
    asked.session.execute(delete(LimitCount).where(LimitCount.until < asked.now - _DAY))
    asked.session.execute(delete(RefusedCount).where(RefusedCount.day < china.day(asked.now - _REFUSALS_KEPT_FOR)))


def _end(window: Window, now: datetime) -> datetime:
    """When a window that begins now ends."""
    if window == "minute":
        return now + _MINUTE
    return datetime.combine(china.day(now) + _DAY, time(), china.ZONE)
