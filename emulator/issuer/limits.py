"""How often what may be asked, in one table, and the counting of it: whoever asks too often is told until when.

A window begins with its first question, by the issuer's clock, and a day ends at midnight in China; a terminal's time
is asked nowhere. What proves nothing is counted for the terminal that asks, and for the card or the member of staff *at
that terminal*: whoever knows a number, or has a reader of his own, keeps nobody out elsewhere, nor here for longer than
an hour. Over all terminals only what was answered to a proof is counted, and for one terminal in an hour so much less
that it alone can't use up a card's day. The same report or case again, under its key, is counted for the terminal
alone. What is refused here changes nothing; the first of a window is put down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal, TypeVar, cast

from sqlalchemy import CursorResult, bindparam, delete, func, or_, select, tuple_
from sqlalchemy.orm import Session

from emulator import china
from emulator.issuer.answers import Reason, Refused
from emulator.issuer.decisions import decided, is_reason
from emulator.issuer.question import Question
from emulator.issuer.schema import Case, Decision, LimitCount, RefusedCount

_Answer = TypeVar("_Answer")

Subject = Literal["terminal", "card here", "operator here", "card", "operator"]
Window = Literal["minute", "hour", "day"]

OTHER = "other"
LIFTED = "limit lifted"  # in the list of decisions
_LENGTH: Mapping[Window, timedelta] = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
_DAY = timedelta(days=1)
_REFUSALS_KEPT_FOR = timedelta(days=30)
_PROVED: frozenset[Subject] = frozenset(("card", "operator"))  # over all terminals: what is refused counts nothing


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` of `what` in a window."""

    what: str
    subject: Subject
    window: Window
    most: int

    @property
    def kind(self) -> str:
        """Of the subject: "terminal", "card" or "operator"."""
        return self.subject.removesuffix(" here")

    @property
    def is_here(self) -> bool:
        """Whether each terminal has a count of its own."""
        return self.subject.endswith(" here")


def _of(what: str, subject: Subject, *, minute: int = 0, hour: int = 0, day: int = 0) -> tuple[Limit, ...]:
    windows: tuple[tuple[Window, int], ...] = (("minute", minute), ("hour", hour), ("day", day))
    return tuple(Limit(what, subject, window, most) for window, most in windows if most)


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
    "open-session": "session",
    "case-challenge": "staff",
    "presence-challenge": "staff",
    "check-presence": "staff",
    "record-case": "case",
    "puk-proof": "unblock",
    "unblock-command": "unblock",
    "report-case": "outcome",
}

# A hall's terminal serves a person in half a minute at the quickest: some 120 visits an hour, 1,200 a day. What follows
# is several times that, and leaves nobody who tries things out more than a bored visitor has.
LIMITS: tuple[Limit, ...] = (
    # A card that is put in again and again is looked up each time. A guesser gets 12,000 of 2^128 identifications a
    # day; who stands at a terminal all day to use that up has it to himself anyway.
    *_of("standing", "terminal", minute=60, hour=1_200, day=12_000),
    *_of("standing", "card here", minute=30, hour=300),
    # Three a visit where everything is done that can be; a wedge that asks on and on is no card.
    *_of("challenge", "terminal", minute=120, hour=2_400),
    *_of("challenge", "card here", minute=60, hour=300),
    *_of("proof", "terminal", minute=60, hour=1_200),
    *_of("proof", "card here", minute=30, hour=120),
    *_of("proof", "card", day=1_200),
    # The right to read a holder: one a visit, and again after a disturbed contact.
    *_of("read", "terminal", minute=60, day=6_000),
    *_of("read", "card here", hour=25),
    *_of("read", "card", minute=5, day=100),
    # The card itself counts wrong PINs; this is how often somebody lets it be known that a PIN was right.
    *_of("pin", "terminal", minute=60, day=4_000),
    *_of("pin", "card here", minute=10, hour=40),
    *_of("pin", "card", day=200),
    # Whose other cards: personal, and one look a visit is enough.
    *_of("list", "terminal", minute=30, day=3_000),
    *_of("list", "card here", hour=20),
    *_of("list", "card", minute=5, day=80),
    # Two questions a sign-in until the operator card proved itself, one more until its PIN did: staff comes and goes
    # some dozen times a day.
    *_of("sign-in", "terminal", minute=30, hour=600),
    *_of("sign-in", "operator here", minute=30, hour=120),
    *_of("session", "terminal", minute=30, hour=300),
    *_of("session", "operator here", minute=10, hour=40),
    *_of("session", "operator", day=300),
    # Three questions of staff's a case, and again where a card was pulled out; all of them in a session.
    *_of("staff", "terminal", minute=60, day=2_000),
    *_of("staff", "operator here", minute=60, hour=300),
    *_of("staff", "operator", day=3_000),
    # A case takes minutes: identity card, documents, the card. Nobody has a PIN unlocked more than five times a day.
    *_of("case", "terminal", minute=20, day=300),
    *_of("case", "operator", minute=20, day=300),
    *_of("case", "card", day=5),
    # Three proofs and three messages a case are the case's own limit.
    *_of("unblock", "terminal", minute=30, day=1_000),
    *_of("unblock", "operator", minute=30, day=1_000),
    # What a terminal brings after days without its office comes at once, and what is left over waits. Over all
    # terminals nothing is counted: a presence is good for reports for thirty days, and one terminal that has it would
    # keep the others' reports out.
    *_of("report", "terminal", minute=60, hour=1_200),
    *_of("report", "card here", minute=10, hour=60),
    *_of("outcome", "terminal", minute=60, hour=1_200),
    *_of(OTHER, "terminal", minute=120, hour=2_400),
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
        others = _as_cases_say(asked, _windows(asked, what, [] if asked.repeated else _about(asked, due)))
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
    by_name = {(limit.what, limit.kind, limit.is_here, limit.window): limit for limit in limits}
    rows = session.scalars(select(LimitCount).where(LimitCount.until > now)).all()
    keyed = [((row.what, row.kind, row.terminal != "", row.window), row) for row in rows]
    found = [(by_name[key], row) for key, row in keyed if key in by_name]
    return sorted(found, key=lambda each: (each[1].count < each[0].most, each[1].kind, each[1].subject, each[1].what))


def lift(session: Session, subject: str, reason: str, by: str, now: datetime) -> int | Refused:
    """Forget what was counted for a terminal, card (hex) or member of staff, for a reason; how many counts there were.

    Of a terminal also what was counted of cards and staff at it; of those what was counted anywhere.
    Refused: MALFORMED, no subject; no reason, or one that is longer than 200 characters or can't be printed.
    """
    if not (subject and is_reason(reason)):  # what is counted over all terminals has an empty one
        return Refused(Reason.MALFORMED)
    theirs = or_(LimitCount.subject == subject, LimitCount.terminal == subject)
    gone = session.execute(delete(LimitCount).where(theirs, LimitCount.until > now))
    count = cast("CursorResult[object]", gone).rowcount
    if count:
        decided(session, LIFTED, subject, reason, by, now)
    return count


_WINDOWS = select(LimitCount).where(
    LimitCount.what == bindparam("what"),
    tuple_(LimitCount.kind, LimitCount.subject, LimitCount.terminal).in_(bindparam("keys", expanding=True)),
)
_Due = Sequence[tuple[Limit, str]]
_Windows = Sequence[tuple[Limit, str, LimitCount | None]]  # its subject, and its row where it was ever counted


def _about(asked: Question, due: Sequence[Limit]) -> _Due:
    """Whom the question turned out to be about, besides its terminal."""
    subjects = {"card": asked.card.hex(), "operator": asked.staff}
    return [(limit, subjects[limit.kind]) for limit in due if subjects.get(limit.kind)]


def _windows(asked: Question, what: str, due: _Due) -> _Windows:
    """The rows of these limits, all of one kind of question, by one look."""
    if not due:
        return []
    keys = [(limit.kind, subject, asked.terminal.id if limit.is_here else "") for limit, subject in due]
    found = asked.session.scalars(_WINDOWS, {"what": what, "keys": sorted(set(keys))})
    rows = {(row.kind, row.subject, row.terminal, row.window): row for row in found}
    return [(limit, subject, rows.get((*key, limit.window))) for (limit, subject), key in zip(due, keys, strict=True)]


def _too_often(asked: Question, windows: _Windows, undo: Callable[[], None] = lambda: None) -> Refused | None:
    """Whether one of these is full; `undo` is called before that is put down, once a window."""
    full = [
        (limit, row, _until(asked, limit, row))
        for limit, _, row in windows
        if row and _runs(asked, limit, row) and row.count >= limit.most
    ]
    if not full:
        return None
    asked.unproved = all(row.count > limit.most for limit, row, _ in full)
    undo()
    for limit, row, until in full:
        row.until, row.count = until, limit.most + 1
        asked.session.add(row)  # one that was made since
    return Refused(Reason.TOO_OFTEN, max(until for _, _, until in full))


def _as_cases_say(asked: Question, windows: _Windows) -> _Windows:
    """A card's cases of a day are no fewer than those that there are: a count can be taken away unseen, a case not."""
    return [
        (limit, card, _at_least(asked, limit, card, row, _cases_today(asked, card)))
        if (limit.what, limit.subject, limit.window) == ("case", "card", "day")
        else (limit, card, row)
        for limit, card, row in windows
    ]


def _at_least(asked: Question, limit: Limit, subject: str, row: LimitCount | None, count: int) -> LimitCount | None:
    known = row.count if row is not None and _runs(asked, limit, row) else 0
    if count <= known:
        return row
    if row is None:
        row = LimitCount(kind=limit.kind, subject=subject, terminal="", what=limit.what, window=limit.window)
        asked.session.add(row)
    row.until, row.count = _end(limit.window, asked.now), count
    return row


def _cases_today(asked: Question, card: str) -> int:
    """But for the one that the question is about, and those from before staff lifted the card's limits."""
    lifted = select(func.max(Decision.at)).where(Decision.what == LIFTED, Decision.subject == card)
    begins = datetime.combine(china.day(asked.now), time(), china.ZONE)
    since = max(begins, asked.session.scalar(lifted) or begins)
    count = select(func.count()).where(Case.card == card, Case.at >= since, Case.id != asked.case)
    return asked.session.scalar(count) or 0


def _runs(asked: Question, limit: Limit, row: LimitCount) -> bool:
    """Whether the window has not ended, also by a clock that was put back since, but for one that was far off."""
    return asked.now < row.until <= _end(limit.window, asked.now) + _DAY


def _until(asked: Question, limit: Limit, row: LimitCount) -> datetime:
    """When a window that runs ends: no later than one that begins now, where the clock was put back."""
    return min(row.until, _end(limit.window, asked.now))


def _count(asked: Question, windows: _Windows, answered: object) -> None:
    for limit, subject, known in windows:
        if isinstance(answered, Refused) and limit.subject in _PROVED:
            continue
        if known is not None and _runs(asked, limit, known):
            known.until, known.count = _until(asked, limit, known), known.count + 1
            continue
        until = _end(limit.window, asked.now)
        if known is None:
            row = LimitCount(kind=limit.kind, subject=subject, what=limit.what, window=limit.window)
            row.terminal = asked.terminal.id if limit.is_here else ""
            row.until, row.count = until, 1
            asked.session.add(row)
        else:
            known.until, known.count = until, 1
        if limit.subject == "terminal" and limit.window != "minute":
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
    """Once an hour or day, terminal and kind of question."""
    asked.session.execute(delete(LimitCount).where(LimitCount.until < asked.now - _DAY))
    asked.session.execute(delete(RefusedCount).where(RefusedCount.day < china.day(asked.now - _REFUSALS_KEPT_FOR)))


def _end(window: Window, now: datetime) -> datetime:
    """When a window that begins now ends."""
    if window != "day":
        return now + _LENGTH[window]
    return datetime.combine(china.day(now) + _DAY, time(), china.ZONE)
