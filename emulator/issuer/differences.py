"""What does not agree in the registry, after a crash or by somebody's hand; looked for in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from emulator.issuer.schema import AuditRow, CardRow, Case, History
from emulator.issuer.standings import TRANSITIONS

UNBLOCK_COMMAND = "unblock-command"  # the audit's word for a message that was handed out
_HANDED_OUT = frozenset((UNBLOCK_COMMAND, "unblock-message"))  # and what it was before
PATIENCE = timedelta(minutes=5)
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


Difference = NotEnded | OutcomeUnknown | DoneWithoutMessage | BrokenHistory | WrongStanding | ForbiddenChange


def differences(session: Session, now: datetime) -> tuple[Difference, ...]:
    """All that does not agree at `now`, cases first; nothing is changed."""
    return (*_of_cases(session, now), *_of_history(session))


def _of_cases(session: Session, now: datetime) -> Iterator[Difference]:
    message = exists().where(
        AuditRow.case == Case.id, AuditRow.question.in_(_HANDED_OUT), AuditRow.answer == "answered"
    )
    query = select(Case, message).where(Case.state.in_(("message", "unknown", "done"))).order_by(Case.at, Case.id)
    for case, has_message in session.execute(query):
        since = case.message_at or case.at
        match case.state:
            case "message" if now - since > PATIENCE:
                yield NotEnded(case.id, case.card, case.terminal, since)
            case "unknown":
                yield OutcomeUnknown(case.id, case.card, case.terminal, since)
            case "done" if not has_message:
                yield DoneWithoutMessage(case.id, case.card, case.terminal)


def _of_history(session: Session) -> Iterator[Difference]:
    """Codes and actors as they are put down: by hand, anything may be."""
    standings = {
        row.identification: row.standing for row in session.execute(select(CardRow.identification, CardRow.standing))
    }
    rows = session.scalars(select(History).order_by(History.card, History.id))
    for card, changes in groupby(rows, key=lambda row: row.card):
        last: int | None = None
        for row in changes:
            if last is not None and last != row.before:
                yield BrokenHistory(card, last, row.before)
            if (row.before, row.after, row.actor) not in _ALLOWED:
                yield ForbiddenChange(card, row.before, row.after, row.actor)
            last = row.after
        if last is not None and standings.get(card) != last:
            yield WrongStanding(card, last, standings.get(card))
