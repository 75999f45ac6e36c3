"""First changes of a PIN that were proved in part, and what becomes of them; a review freezes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulator.issuer.answers import Done, Reason, Refused, Standing
from emulator.issuer.changes import Cause, settle
from emulator.issuer.presences import Present
from emulator.issuer.reason import is_reason
from emulator.issuer.records import record
from emulator.issuer.schema import Review
from emulator.issuer.standings import Actor

# What was missing: a challenge (the office was away), the card's answer after the change or before it, or time.
Why = Literal["no-challenge", "not-shown", "late"]
State = Literal["open", "completed", "refused"]


def open_for(session: Session, here: Present, terminal: str, why: Why, now: datetime) -> Refused | None:
    """Have the card reviewed that proved itself at this terminal; one that has an open review keeps that one.

    Refused: REPLAYED, a review of this card was closed after that proof: who closed it could have known of it.
    """
    if _open(session, here.card) is not None:
        return None
    card = here.card.hex()
    decided = select(Review.id).where(Review.card == card, Review.closed_at >= here.at).limit(1)
    if session.scalar(decided) is not None:
        return Refused(Reason.REPLAYED)
    session.add(
        Review(
            card=card,
            terminal=terminal,
            at=now,
            why=why,
            presence=here.token,
            state="open",
            closed_at=None,
            closed_by="",
            reason="",
        )
    )
    session.flush()
    return None


def complete(session: Session, card: bytes, cause: Cause, reason: str) -> None:
    """What was missing has been proved: the card's open review, if there is one, is done, and the card normal by it.

    A card that is not sealed keeps the standing that it has.
    """
    row = _open(session, card)
    if row is None:
        return
    known = record(session, card, cause.at)
    if isinstance(known, Refused):
        return
    if known.standing is Standing.SEALED and settle(session, card, cause) is not None:
        return
    if known.standing in (Standing.SEALED, Standing.NORMAL):  # one that is lost waits until it is found
        _close(session, row, "completed", cause.by, reason, cause.at)


def decide(session: Session, id: int, accept: bool, reason: str, by: str, now: datetime) -> Done | Refused:
    """Staff's word on a review, for a reason: a sealed card is normal then, or stays as it is.

    The same word again is Done without effect. Refused: NO_REVIEW; MALFORMED, no name, or not `is_reason`; CONFLICT,
    it is closed otherwise; NOT_ALLOWED, the card's standing lets nobody enable it.
    """
    if not (is_reason(reason) and by.strip()):
        return Refused(Reason.MALFORMED)
    row = session.get(Review, id)
    if row is None:
        return Refused(Reason.NO_REVIEW)
    state: State = "completed" if accept else "refused"
    if row.state != "open":
        return Done() if row.state == state else Refused(Reason.CONFLICT)
    card = bytes.fromhex(row.card)
    if accept:
        known = record(session, card, now)
        if isinstance(known, Refused):
            return known
        if known.standing is not Standing.NORMAL:
            refused = settle(session, card, Cause(Actor.SERVICE_POINT, by, f"review {id}", now, "review"))
            if refused is not None:
                return refused
    _close(session, row, state, by, reason, now)
    return Done()


def listed(session: Session, *, closed: bool = False) -> tuple[Review, ...]:
    """The open reviews, oldest first; with the `closed` ones as well."""
    query = select(Review).order_by(Review.at, Review.id)
    return tuple(session.scalars(query if closed else query.where(Review.state == "open")))


def of_card(session: Session, card: bytes) -> tuple[Review, ...]:
    """The card's open review, if there is one."""
    found = _open(session, card)
    return () if found is None else (found,)


def _open(session: Session, card: bytes) -> Review | None:
    return session.scalars(select(Review).where(Review.card == card.hex(), Review.state == "open")).first()


def _close(session: Session, row: Review, state: State, by: str, reason: str, now: datetime) -> None:
    row.state, row.closed_at, row.closed_by, row.reason = state, now, by, reason.strip()
    session.flush()
