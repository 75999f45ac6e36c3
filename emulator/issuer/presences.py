"""Which card has proved itself at which terminal, when, and what is known of its PIN.

A presence is fresh for questions for three minutes; a report may name it for thirty days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from emulator.issuer.answers import Reason, Refused
from emulator.issuer.challenges import Random, is_within, put, token_digest
from emulator.issuer.schema import Presence

PRESENCE_FOR = timedelta(seconds=180)
REPORTS_FOR = timedelta(days=30)
PIN_FOR = timedelta(seconds=180)
_TOKEN_BYTES = 32

PinKnown = Literal["none", "claimed", "proved"]


@dataclass(frozen=True, slots=True)
class Present:
    """A card, 16 bytes, that proved itself at the terminal. `token`: what is kept of the presence's name.

    `pin`: whether its PIN was verified within the last three minutes, and who says so.
    """

    card: bytes
    token: str
    at: datetime
    fresh: bool
    pin: PinKnown


def note_presence(session: Session, random: Random, terminal: str, card: bytes, now: datetime) -> bytes:
    """The token that stands for a card which has just proved itself at this terminal."""
    token = random(_TOKEN_BYTES)
    put(
        session,
        Presence(token=token_digest(token), terminal=terminal, card=card.hex(), at=now, pin="none", pin_at=None),
    )
    return token


def card_present(session: Session, token: bytes, terminal: str, now: datetime) -> bytes | Refused:
    """The identification of the card that `token` stands for. Refused: NO_PRESENCE, also for one that is not fresh."""
    found = named(session, token, terminal, now)
    if isinstance(found, Refused):
        return found
    return found.card if found.fresh else Refused(Reason.NO_PRESENCE)


def named(session: Session, token: bytes, terminal: str, now: datetime) -> Present | Refused:
    """What was proved under `token` at this terminal within thirty days. Refused: NO_PRESENCE."""
    row = session.get(Presence, token_digest(token))
    if row is None or row.terminal != terminal or not is_within(REPORTS_FOR, row.at, now):
        return Refused(Reason.NO_PRESENCE)
    return Present(bytes.fromhex(row.card), row.token, row.at, is_within(PRESENCE_FOR, row.at, now), _pin(row, now))


def note_pin(session: Session, token: str, known: PinKnown, now: datetime) -> None:
    """The PIN of the card was verified just now. A claim takes nothing away from a proof that still counts."""
    row = session.get_one(Presence, token)
    if known == "claimed" and _pin(row, now) == "proved":
        return
    row.pin, row.pin_at = known, now
    session.flush()


def _pin(row: Presence, now: datetime) -> PinKnown:
    if row.pin_at is None or not is_within(PIN_FOR, row.pin_at, now):
        return "none"
    return "proved" if row.pin == "proved" else "claimed"
