"""Questions that are good for one answer and for a short while: how a card proves itself, and what a card asks.

Cards are named by their identification, 16 bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from emulator.issuer.answers import Done, InternalChallenge, Reason, Refused
from emulator.issuer.forget import forget
from emulator.issuer.schema import Answered, CasePresence, EnablingWanted, Presence, ProofWanted

Random = Callable[[int], bytes]
Purpose = Literal["genuine", "pin", "sign-in", "operator", "operator-pin", "case", "case-presence", "new-pin"]


@dataclass(frozen=True, slots=True)
class Asked:
    """With which of its keys a card is to answer, and for how long the question is good."""

    key: Literal["IRK", "PIK"]
    good_for: timedelta


PROOF_FOR = timedelta(seconds=60)
PURPOSES: Mapping[Purpose, Asked] = {
    "genuine": Asked("IRK", PROOF_FOR),
    "pin": Asked("PIK", timedelta(seconds=180)),  # a person keys the PIN in meanwhile
    "operator": Asked("IRK", PROOF_FOR),
    "operator-pin": Asked("PIK", timedelta(seconds=180)),  # somebody keys the PIN in meanwhile
    "case": Asked("IRK", PROOF_FOR),
    "case-presence": Asked("IRK", PROOF_FOR),
    "new-pin": Asked("PIK", timedelta(minutes=30)),  # the case ends earlier, if anything
}

# Longer than anything is good for, so that what comes late is told from what never was; and an answered challenge far
# longer than a card has power: without it, the card forgets what it asked.
Passing = ProofWanted | Presence | CasePresence | EnablingWanted | Answered
_KEPT_FOR: Mapping[type[Passing], timedelta] = {
    ProofWanted: timedelta(hours=1),
    Presence: timedelta(days=31),
    CasePresence: timedelta(hours=1),
    EnablingWanted: timedelta(days=31),
    Answered: timedelta(days=30),
}
_NUMBER_BYTES, _HALF = 16, 8
_CHALLENGE_BYTES, _ZEROS = (8, 16), bytes(4)
_LONGEST_CHALLENGE = max(_CHALLENGE_BYTES)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a card was asked to prove itself with, 8 bytes each; `about`: what the question belongs to, if anything."""

    card: bytes
    factor: bytes
    info: bytes
    at: datetime
    about: str = ""


def want_proof(
    session: Session, random: Random, terminal: str, card: bytes, purpose: Purpose, now: datetime, about: str = ""
) -> InternalChallenge:
    """Ask the card at this terminal to prove itself; answered once, and in the purpose's time."""
    challenge = InternalChallenge(new_number(random), random(_HALF), random(_HALF))
    put(
        session,
        ProofWanted(
            number=challenge.number,
            terminal=terminal,
            card=card.hex(),
            purpose=purpose,
            about=about,
            factor=challenge.factor,
            info=challenge.info,
            at=now,
            answered=False,
        ),
    )
    return challenge


def take_proof(session: Session, number: str, terminal: str, purpose: Purpose, now: datetime) -> Wanted | Refused:
    """What was asked under `number`, which is spent by that, whatever the proof turns out to be.

    Refused: NOT_GENUINE where it was never asked of this terminal for this purpose, REPLAYED, NO_PRESENCE for too late.
    """
    row = session.get(ProofWanted, number)
    if row is None or row.terminal != terminal:
        spend(session, number, terminal)
        return Refused(Reason.NOT_GENUINE)
    spent, row.answered = row.answered, True  # by whatever it was tried for
    session.flush()
    if row.purpose != purpose:
        return Refused(Reason.NOT_GENUINE)
    if spent:
        return Refused(Reason.REPLAYED)
    if not is_within(PURPOSES[purpose].good_for, row.at, now):
        return Refused(Reason.NO_PRESENCE)
    return Wanted(bytes.fromhex(row.card), row.factor, row.info, row.at, row.about)


def spend(session: Session, number: str, terminal: str) -> Done:
    """What was asked of this terminal under `number`, if anything, can't be answered any more."""
    row = session.get(ProofWanted, number)
    if row is not None and row.terminal == terminal:
        row.answered = True
    change = session.get(EnablingWanted, number)
    if change is not None and change.terminal == terminal:
        change.answered = True
    session.flush()
    return Done()


def answer_once(session: Session, card: bytes, challenge: bytes, now: datetime) -> Refused | None:
    """Note that this card's challenge is answered now.

    Refused: MALFORMED, not 8 or 16 bytes, or a shorter one in disguise, with zeros behind: a stock of answers to those
    would soon be met again; REPLAYED, it was answered before.
    """
    if len(challenge) not in _CHALLENGE_BYTES or challenge.endswith(_ZEROS):
        return Refused(Reason.MALFORMED)
    used = challenge.ljust(_LONGEST_CHALLENGE, b"\0").hex()  # as the card pads it: else one would be two
    if session.get(Answered, (card.hex(), used)) is not None:
        return Refused(Reason.REPLAYED)
    put(session, Answered(card=card.hex(), challenge=used, at=now))
    return None


def is_within(limit: timedelta, at: datetime, now: datetime) -> bool:
    """Whether less than `limit` lies between the two; a clock that was put back makes nothing last longer."""
    return abs(now - at) < limit


def token_digest(token: bytes) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token).hexdigest()


def new_number(random: Random) -> str:
    """A name for a question, which nobody guesses."""
    return random(_NUMBER_BYTES).hex()


def put(session: Session, row: Passing) -> None:
    """Put a row down, and let go of what is no good any more of its table, a few rows at a time."""
    forget(session, type(row).at, row.at - _KEPT_FOR[type(row)])
    session.add(row)
    session.flush()
