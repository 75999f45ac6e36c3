"""Questions that are good for one answer and for a short while: how a card proves itself, and what a card asks.

Cards are named by their identification, 16 bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete
from sqlalchemy.orm import Session

from emulator.issuer.answers import InternalChallenge, Reason, Refused
from emulator.issuer.schema import Answered, Presence, ProofWanted

Random = Callable[[int], bytes]
Purpose = Literal["genuine", "sign-in"]

PROOF_FOR = timedelta(seconds=60)
PRESENCE_FOR = timedelta(seconds=180)
_KEPT_FOR = timedelta(hours=1)  # longer than anything is good for: a late answer is told from an unknown one
_SPENT_FOR = timedelta(days=30)  # far longer than a card has power: without it, it forgets what it asked
_TOKEN_BYTES, _NUMBER_BYTES, _HALF = 32, 16, 8
_LONGEST_CHALLENGE = 16


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a card was asked to prove itself with, 8 bytes each."""

    card: bytes
    factor: bytes
    info: bytes


def want_proof(
    session: Session, random: Random, terminal: str, card: bytes, purpose: Purpose, now: datetime
) -> InternalChallenge:
    """Ask the card at this terminal to prove itself; answered once, within a minute."""
    _forget_old(session, now)
    challenge = InternalChallenge(random(_NUMBER_BYTES).hex(), random(_HALF), random(_HALF))
    session.add(
        ProofWanted(
            number=challenge.number,
            terminal=terminal,
            card=card.hex(),
            purpose=purpose,
            factor=challenge.factor,
            info=challenge.info,
            at=now,
            answered=False,
        )
    )
    session.flush()
    return challenge


def take_proof(session: Session, number: str, terminal: str, purpose: Purpose, now: datetime) -> Wanted | Refused:
    """What was asked under `number`, which is spent by that, whatever the proof turns out to be.

    Refused: NOT_GENUINE where it was never asked of this terminal for this purpose, REPLAYED, NO_PRESENCE for too late.
    """
    row = session.get(ProofWanted, number)
    if row is None or (row.terminal, row.purpose) != (terminal, purpose):
        return Refused(Reason.NOT_GENUINE)
    if row.answered:
        return Refused(Reason.REPLAYED)
    row.answered = True
    session.flush()
    if not is_within(PROOF_FOR, row.at, now):
        return Refused(Reason.NO_PRESENCE)
    return Wanted(bytes.fromhex(row.card), row.factor, row.info)


def note_presence(session: Session, random: Random, terminal: str, card: bytes, now: datetime) -> bytes:
    """The token that stands for a card which has just proved itself at this terminal."""
    token = random(_TOKEN_BYTES)
    session.add(Presence(token=token_digest(token), terminal=terminal, card=card.hex(), at=now))
    session.flush()
    return token


def card_present(session: Session, token: bytes, terminal: str, now: datetime) -> bytes | Refused:
    """The identification of the card that `token` stands for. Refused: NO_PRESENCE."""
    row = session.get(Presence, token_digest(token))
    if row is None or row.terminal != terminal or not is_within(PRESENCE_FOR, row.at, now):
        return Refused(Reason.NO_PRESENCE)
    return bytes.fromhex(row.card)


def answer_once(session: Session, card: bytes, challenge: bytes, now: datetime) -> Refused | None:
    """Note that this card's challenge (4, 8 or 16 bytes) is answered now. Refused: REPLAYED, it was before."""
    used = challenge.ljust(_LONGEST_CHALLENGE, b"\0").hex()  # as the card pads it: else one would be two
    if session.get(Answered, (card.hex(), used)) is not None:
        return Refused(Reason.REPLAYED)
    session.add(Answered(card=card.hex(), challenge=used, at=now))
    session.flush()
    return None


def is_within(limit: timedelta, at: datetime, now: datetime) -> bool:
    """Whether less than `limit` lies between the two; a clock that was put back makes nothing last longer."""
    return abs(now - at) < limit


def token_digest(token: bytes) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token).hexdigest()


def _forget_old(session: Session, now: datetime) -> None:
    for table, kept_for in ((ProofWanted, _KEPT_FOR), (Presence, _KEPT_FOR), (Answered, _SPENT_FOR)):
        session.execute(delete(table).where(table.at < now - kept_for))
