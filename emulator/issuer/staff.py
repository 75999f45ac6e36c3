"""Who of the staff is signed in at which terminal, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from emulator.issuer import records
from emulator.issuer.answers import Reason, Refused, SignedIn, Standing
from emulator.issuer.challenges import Random, is_within, token_digest
from emulator.issuer.schema import StaffRow, StaffSession, TerminalRow

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_TOKEN_BYTES = 32
_KEPT_FOR = 2 * LONGEST


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A member of staff who is signed in, with which operator card, and what is kept of the session's token."""

    staff: str
    name: str
    card: bytes
    session: str


def staff_of(session: Session, operator_card: bytes, terminal: TerminalRow, now: datetime) -> StaffRow | Refused:
    """Whose card this is at this terminal.

    Refused: WRONG_ROLE for a self-service terminal, NOT_STAFF for a card that makes nobody staff at its service point,
    or that is not in use: a lost operator card opens nothing.
    """
    if terminal.role != "service-point":
        return Refused(Reason.WRONG_ROLE)
    found = session.scalar(select(StaffRow).where(StaffRow.operator_card == operator_card.hex()))
    if found is None or not found.active or found.service_point != terminal.service_point:
        return Refused(Reason.NOT_STAFF)
    known = records.record(session, operator_card, now)
    if isinstance(known, Refused) or known.standing is not Standing.NORMAL:
        return Refused(Reason.NOT_STAFF)
    return found


def begin(session: Session, random: Random, staff: StaffRow, terminal: str, now: datetime) -> SignedIn:
    """Begin a session of whose operator card has proved itself and its PIN.

    Every other session of the same card ends, at any terminal, and so does whatever session there was at this one.
    """
    others = or_(StaffSession.terminal == terminal, StaffSession.card == staff.operator_card)
    session.execute(update(StaffSession).where(others, StaffSession.ended.is_(False)).values(ended=True))
    session.execute(delete(StaffSession).where(StaffSession.began < now - _KEPT_FOR))
    token = random(_TOKEN_BYTES)
    session.add(
        StaffSession(
            token=token_digest(token),
            staff=staff.id,
            card=staff.operator_card,
            terminal=terminal,
            began=now,
            last=now,
            ended=False,
        )
    )
    session.flush()
    return SignedIn(token, staff.name, IDLE, LONGEST)


def on_duty(session: Session, token: bytes, terminal: TerminalRow, now: datetime) -> OnDuty | Refused:
    """Who is signed in under `token` at this terminal, and has a card that is in use. To ask is no sign of life.

    Refused: WRONG_ROLE; NO_SESSION, and the session has ended for good by what ends it: half an hour without work,
    twelve hours, the person no staff of this service point any more, the card not in use.
    """
    if terminal.role != "service-point":
        return Refused(Reason.WRONG_ROLE)
    row = session.get(StaffSession, token_digest(token))
    if row is None or row.ended or row.terminal != terminal.id or not row.card:
        return Refused(Reason.NO_SESSION)
    staff = staff_of(session, bytes.fromhex(row.card), terminal, now)
    in_time = is_within(IDLE, row.last, now) and is_within(LONGEST, row.began, now)
    if isinstance(staff, Refused) or staff.id != row.staff or not in_time:
        row.ended = True
        session.flush()
        return Refused(Reason.NO_SESSION)
    return OnDuty(staff.id, staff.name, bytes.fromhex(row.card), row.token)


def worked(session: Session, who: OnDuty, now: datetime) -> None:
    """Something was proved or handed out in the session: it is alive. Nothing else makes it so."""
    session.get_one(StaffSession, who.session).last = now
    session.flush()


def sign_out(session: Session, token: bytes, terminal: str) -> None:
    """End the session, if there is one here."""
    row = session.get(StaffSession, token_digest(token))
    if row is not None and row.terminal == terminal:
        row.ended = True
        session.flush()
