"""What is known of a card at a time, in the caller's transaction.

A temporary loss ends by itself: from the day after its last one the card has the standing that it had before, whoever
asks.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulator import china
from emulator.issuer.answers import OtherCard, OtherCards, Reason, Record, Refused, Standing
from emulator.issuer.days import is_minor
from emulator.issuer.schema import CardRow, History, Holder


def record(session: Session, card: bytes, now: datetime) -> Record | Refused:
    """What the registry says of a card. Refused: UNKNOWN_CARD."""
    row = session.get(CardRow, card.hex())
    if row is None:
        return Refused(Reason.UNKNOWN_CARD)
    standing, holder = standing_of(session, row, now), session.get_one(Holder, row.holder_id)
    return Record(
        standing,
        row.lost_until if standing is Standing.TEMPORARILY_LOST else None,
        row.bank_active,
        row.bank_until,
        is_minor(holder.birth_date, china.day(now)),
        row.pin_limit,
    )


def others(session: Session, card: bytes, now: datetime) -> OtherCards | Refused:
    """The other cards of the card's holder, by number. Refused: UNKNOWN_CARD."""
    row = session.get(CardRow, card.hex())
    if row is None:
        return Refused(Reason.UNKNOWN_CARD)
    rows = session.scalars(
        select(CardRow)
        .where(CardRow.holder_id == row.holder_id, CardRow.identification != row.identification)
        .order_by(CardRow.number, CardRow.identification)
    ).all()
    return OtherCards(tuple(OtherCard(each.number[-4:], each.region, standing_of(session, each, now)) for each in rows))


def standing_of(session: Session, row: CardRow, now: datetime) -> Standing:
    """The card's standing now, whatever was put down last."""
    return standing_before(session, row) if has_ended(row, now) else Standing(row.standing)


def has_ended(row: CardRow, now: datetime) -> bool:
    """Whether it is a temporary loss whose last day has passed."""
    return row.standing == Standing.TEMPORARILY_LOST and row.lost_until is not None and china.day(now) > row.lost_until


def standing_before(session: Session, row: CardRow) -> Standing:
    """What a suspended card was before; normal where its history does not say, as of a card that came so."""
    found = session.scalars(
        select(History.before)
        .where(History.card == row.identification, History.after == row.standing)
        .order_by(History.id.desc())
        .limit(1)
    ).first()
    return Standing.NORMAL if found is None else Standing(found)
