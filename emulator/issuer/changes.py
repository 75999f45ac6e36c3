"""Changes of a card's standing, in the caller's transaction: card, history and the request's key together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from emulator import china
from emulator.issuer.answers import Done, Reason, Refused, Standing
from emulator.issuer.idempotency import once
from emulator.issuer.records import has_ended, standing_before, standing_of
from emulator.issuer.schema import CardRow, History
from emulator.issuer.standings import SETTLED, SUSPENDED, Actor, allowed

LOST_DAYS = 7

# Why an enabling is believed: PIN evidence, a card's own proofs with the terminal's word for the PIN, or a review.
# Empty: the change is none, or nobody asked for a proof.
Basis = Literal["", "proved", "claimed", "review"]


@dataclass(frozen=True, slots=True)
class Cause:
    """Who changes a card's standing, when, and under which idempotency key.

    `by`: the terminal or member of staff, empty where neither.
    """

    actor: Actor
    by: str
    key: str
    at: datetime
    basis: Basis = ""


def change(
    session: Session, card: bytes, after: Standing, cause: Cause, *, seen: Standing, lost_days: int = LOST_DAYS
) -> Done | Refused:
    """Take a card from the standing that the caller has seen to `after`, once for the cause's key.

    A temporary loss lasts for the rest of the day and `lost_days` more. Refused: UNKNOWN_CARD; CONFLICT where the card
    has another standing than `seen`, or the key belongs to another request; NOT_ALLOWED; MALFORMED, the key.
    """

    def carry_out() -> str | Refused:
        row = session.get(CardRow, card.hex())
        if row is None:
            return Refused(Reason.UNKNOWN_CARD)
        if standing_of(session, row, cause.at) is not seen:
            return Refused(Reason.CONFLICT)
        if not allowed(seen, after, cause.actor) or _strays(session, row, seen, after):
            return Refused(Reason.NOT_ALLOWED)
        return _move(session, row, after, cause, lost_days)

    request = ("change", card.hex(), after.name, seen.name, cause.actor.value, cause.by, str(lost_days))
    return _done(once(session, cause.key, request, cause.at, carry_out))


def settle(session: Session, card: bytes, cause: Cause) -> Refused | None:
    """A sealed card is normal from now on, by a request whose key was looked at already; None where it is.

    Refused: UNKNOWN_CARD; NOT_ALLOWED in any other standing, or by such an actor; CONFLICT.
    """
    row = session.get(CardRow, card.hex())
    if row is None:
        return Refused(Reason.UNKNOWN_CARD)
    standing = standing_of(session, row, cause.at)
    if standing is not Standing.SEALED or not allowed(standing, Standing.NORMAL, cause.actor):
        return Refused(Reason.NOT_ALLOWED)
    moved = _move(session, row, Standing.NORMAL, cause)
    return moved if isinstance(moved, Refused) else None


def _strays(session: Session, row: CardRow, before: Standing, after: Standing) -> bool:
    """Whether a suspended card would be settled as something else than it was."""
    return before in SUSPENDED and after in SETTLED and after is not standing_before(session, row)


def _move(session: Session, row: CardRow, after: Standing, cause: Cause, lost_days: int = 0) -> str | Refused:
    """Put a change down, and before it, by the clock, that a temporary loss has ended meanwhile."""
    steps = [(Standing(row.standing), after, cause)]
    if has_ended(row, cause.at):
        ended = standing_before(session, row)
        steps = [(Standing(row.standing), ended, Cause(Actor.CLOCK, "", "", cause.at)), (ended, after, cause)]
    lost_until = china.day(cause.at) + timedelta(lost_days) if after is Standing.TEMPORARILY_LOST else None
    changed = session.execute(
        update(CardRow)
        .where(CardRow.identification == row.identification, CardRow.version == row.version)
        .values(standing=after, lost_until=lost_until, version=row.version + len(steps))
        .execution_options(synchronize_session=False)
    )
    session.expire(row)
    if cast("CursorResult[object]", changed).rowcount != 1:
        return Refused(Reason.CONFLICT)
    for old, new, whose in steps:
        session.add(_row(row.identification, old, new, whose))
        session.flush()  # in this order
    return ""


def _row(card: str, before: Standing, after: Standing, cause: Cause) -> History:
    return History(
        card=card,
        at=cause.at,
        before=before,
        after=after,
        actor=cause.actor.value,
        by=cause.by,
        key=cause.key,
        basis=cause.basis,
    )


def _done(answer: str | Refused) -> Done | Refused:
    return answer if isinstance(answer, Refused) else Done()
