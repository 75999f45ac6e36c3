"""What does not agree in the registry, and what nobody knows the end of; looked for in the caller's transaction.

After a crash, a lie or by somebody's hand. What is undecided is a difference at once, and until it is decided by proof
or by report, or closed with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from emulator import china
from emulator.issuer.answered_for import AnsweredFor
from emulator.issuer.cases import GOOD_FOR, stage
from emulator.issuer.schema import AuditRow, CardRow, Case, History, Review, Unproved
from emulator.issuer.standings import TRANSITIONS

UNBLOCK_COMMAND = "unblock-command"  # the audit's word for a message that was handed out
_HANDED_OUT = frozenset((UNBLOCK_COMMAND, "unblock-message"))  # and what it was before
_ALLOWED: frozenset[tuple[int, int, str]] = frozenset(
    (before, after, actor.value) for (before, after), actors in TRANSITIONS.items() for actor in actors
)


@dataclass(frozen=True, slots=True)
class NotEnded:
    """A message was handed out, and the terminal has not said what became of it: the PIN may be the old or the new."""

    case: str
    card: str
    terminal: str
    since: datetime


@dataclass(frozen=True, slots=True)
class OutcomeUnknown:
    """The terminal could not tell what became of the message."""

    case: str
    card: str
    terminal: str
    since: datetime


@dataclass(frozen=True, slots=True)
class FailedAfterMessage:
    """The terminal says that a message came to nothing, which no card proved: the PIN may be unlocked all the same."""

    case: str
    card: str
    terminal: str
    since: datetime


@dataclass(frozen=True, slots=True)
class DoneWithoutMessage:
    """A terminal says that it unlocked or reset a PIN, and the audit knows of no message for that."""

    case: str
    card: str
    terminal: str


@dataclass(frozen=True, slots=True)
class BrokenHistory:
    """A card's changes don't follow one another: one begins with `begins`, the one before ended with `expected`."""

    card: str
    expected: int
    begins: int


@dataclass(frozen=True, slots=True)
class WrongStanding:
    """A card's standing is not the one that its last change gave it; None: there is no such card."""

    card: str
    expected: int
    found: int | None


@dataclass(frozen=True, slots=True)
class ForbiddenChange:
    """A change that the rules allow nobody of that kind."""

    card: str
    before: int
    after: int
    actor: str


Difference = (
    NotEnded
    | OutcomeUnknown
    | FailedAfterMessage
    | DoneWithoutMessage
    | BrokenHistory
    | WrongStanding
    | ForbiddenChange
)


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A case is open and got no message: it can change no PIN any more from `until` on."""

    case: str
    card: str
    terminal: str
    until: datetime


@dataclass(frozen=True, slots=True)
class SeveralMessages:
    """A case took more than one message: one may be lost on its way, or each was an unlock that nobody was told of."""

    case: str
    card: str
    terminal: str
    messages: int


@dataclass(frozen=True, slots=True)
class NotProved:
    """So many unlocks and resets are done as terminals say, and no card has proved it yet."""

    cases: int


@dataclass(frozen=True, slots=True)
class InReview:
    """So many changes of an initial PIN wait for more proof, or for staff."""

    reviews: int


@dataclass(frozen=True, slots=True)
class Unbelieved:
    """So many reports of this terminal, in the last thirty days, had no card's proof behind them."""

    terminal: str
    reports: int


Note = LeftOpen | SeveralMessages | NotProved | InReview | Unbelieved


def differences(session: Session) -> tuple[Difference, ...]:
    """All that does not agree or is undecided, cases first; nothing is changed."""
    return (*_of_cases(session), *_of_history(session))


def notes(session: Session, now: datetime) -> tuple[Note, ...]:
    """What is worth knowing at `now`, and no fault."""
    cases = session.scalars(
        select(Case).where(Case.state == "open", Case.closed_at.is_(None)).order_by(Case.at, Case.id)
    )
    left_open = tuple(
        LeftOpen(case.id, case.card, case.terminal, case.at + GOOD_FOR) for case in cases if stage(case, now) == "open"
    )
    several = tuple(
        SeveralMessages(case.id, case.card, case.terminal, case.messages)
        for case in session.scalars(select(Case).where(Case.messages > 1).order_by(Case.at, Case.id))
    )
    reported = session.scalar(
        select(func.count()).where(Case.state == "reported", Case.closed_at.is_(None), Case.message_at.is_not(None))
    )
    in_review = session.scalar(select(func.count()).where(Review.state == "open"))
    unbelieved = session.execute(
        select(Unproved.terminal, func.sum(Unproved.count))
        .where(Unproved.day > china.day(now) - timedelta(30))
        .group_by(Unproved.terminal)
        .order_by(Unproved.terminal)
    )
    return (
        *left_open,
        *several,
        *((NotProved(reported),) if reported else ()),
        *((InReview(in_review),) if in_review else ()),
        *(Unbelieved(terminal, reports) for terminal, reports in unbelieved),
    )


def _of_cases(session: Session) -> Iterator[Difference]:
    message = exists().where(
        AuditRow.case == Case.id, AuditRow.question.in_(_HANDED_OUT), AuditRow.answer == "answered"
    )
    undecided = select(Case, message).where(
        Case.state.in_(("message", "unknown", "failed", "reported", "done")), Case.closed_at.is_(None)
    )
    for case, was_handed_out in session.execute(undecided.order_by(Case.at, Case.id)):
        since = case.message_at or case.at
        match case.state:
            case "message":
                yield NotEnded(case.id, case.card, case.terminal, since)
            case "unknown":
                yield OutcomeUnknown(case.id, case.card, case.terminal, since)
            case "failed" if case.message_at is not None or was_handed_out:
                yield FailedAfterMessage(case.id, case.card, case.terminal, since)
            case "done" | "reported" if not was_handed_out:
                yield DoneWithoutMessage(case.id, case.card, case.terminal)


def _of_history(session: Session) -> Iterator[Difference]:
    """Codes and actors as they are put down: by hand, anything may be. What somebody answered for is none."""
    standings = {
        row.identification: row.standing for row in session.execute(select(CardRow.identification, CardRow.standing))
    }
    answered = AnsweredFor.read(session)
    rows = session.scalars(select(History).order_by(History.card, History.id))
    for card, changes in groupby(rows, key=lambda row: row.card):
        last: History | None = None
        for row in changes:
            if last is not None and last.after != row.before and not answered.has(card, last.id, row.id):
                yield BrokenHistory(card, last.after, row.before)
            if (row.before, row.after, row.actor) not in _ALLOWED and not answered.has(card, row.id, row.id):
                yield ForbiddenChange(card, row.before, row.after, row.actor)
            last = row
        if last is not None and standings.get(card) != last.after and not answered.has(card, last.id):
            yield WrongStanding(card, last.after, standings.get(card))
