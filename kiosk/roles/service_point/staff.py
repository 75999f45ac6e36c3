"""The staff's side of a service point: who is signed in, how far signing in has got, or why nobody is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from kiosk.card.facts import CardFacts
from kiosk.card.pin import Pin
from kiosk.issuer.answers import ProofWanted
from kiosk.session.place import Inside


class Why(Enum):
    """Why nobody is signed in."""

    NONE = "none"  # nobody came yet, or they stopped
    CARD_LEFT = "card-left"
    IDLE = "idle"
    EXPIRED = "expired"  # signed in for too long
    ENDED = "ended"  # by the office: signed in elsewhere, the card reported lost, or no staff any more
    SIGNED_OUT = "signed-out"
    NOT_STAFF = "not-staff"
    NOT_PROVED = "not-proved"  # the card has nothing that proves its PIN, or did not show it
    TOO_LATE = "too-late"  # the PIN was keyed in when what it is proved by was no good any more
    TOO_OFTEN = "too-often"
    DENIED = "denied"  # the office does not do it, for another reason
    AWAY = "away"  # the office can't be reached
    LOCKED = "locked"  # the PIN of the operator card
    CARD_EXPIRED = "card-expired"
    CARD_STOPPED = "card-stopped"  # it does not answer, or not as an operator card should
    ATTEMPT_LOST = "attempt-lost"  # it stopped, or went, before it answered to its PIN: perhaps one attempt less
    NO_READER = "no-reader"
    READERS_ALIKE = "readers-alike"  # the settings' name fits several
    CUT_OFF_AT_PIN = "cut-off-at-pin"  # likewise the reader: perhaps one attempt less


@dataclass(frozen=True, slots=True)
class NoStaff:
    """Nobody is signed in; `inside` where a card is in the staff's reader all the same.

    `idle_s`: for how long nobody did anything, where that is why. `until`: when the limit that was reached ends.
    """

    why: Why = Why.NONE
    inside: Inside | None = None
    idle_s: float | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """One stay of one operator card in the staff's reader."""

    number: int
    reader: str
    card: CardFacts


@dataclass(frozen=True, slots=True)
class StaffReading:
    """A card went into the staff's reader and is being read."""

    visit: int
    reader: str


@dataclass(frozen=True, slots=True)
class StaffProving:
    """The card proves what it is, before its PIN is asked for; `number` names the question that it is to answer."""

    visit: StaffVisit
    number: str | None = None


@dataclass(frozen=True, slots=True)
class StaffPin:
    """The PIN of an operator card that proved itself is asked for; `wrong` after a wrong one.

    `wanted` is what its PIK is to answer once the PIN was verified.
    """

    visit: StaffVisit
    wanted: ProofWanted
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class StaffVerifying:
    """The operator card is checking the PIN."""

    visit: StaffVisit
    wanted: ProofWanted
    pin: Pin


@dataclass(frozen=True, slots=True)
class SigningIn:
    """The card says that the PIN is right, and the office checks what proves it."""

    visit: StaffVisit


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff is signed in; `cases` were opened until now.

    The office ends it where nobody does anything for `idle_s` seconds, and `longest_s` after the sign-in.
    """

    visit: StaffVisit
    session: bytes = field(repr=False)
    name: str
    idle_s: float
    longest_s: float
    cases: int = 0


StaffState = NoStaff | StaffReading | StaffProving | StaffPin | StaffVerifying | SigningIn | Staff
