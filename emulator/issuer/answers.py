"""What the back office is asked by and what it answers; plain data, which a network can carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, IntEnum


class Standing(IntEnum):
    """What the registry says of a card, by its code (service-rules, "Card standing")."""

    SEALED = 0
    NORMAL = 1
    LOST = 2
    APPLICATION_LOCKED = 3
    TEMPORARILY_LOST = 4
    CANCELLED = 9


class Reason(Enum):
    """Why the office does not do what it was asked."""

    UNKNOWN_TERMINAL = "unknown-terminal"  # not registered, wrong secret, or taken out of service
    WRONG_ROLE = "wrong-role"  # a self-service terminal asks for what only a service point may
    UNKNOWN_CARD = "unknown-card"
    NO_PRESENCE = "no-presence"  # the card has not proved itself at this terminal, or too long ago
    NOT_GENUINE = "not-genuine"
    REPLAYED = "replayed"  # this question, or this challenge, was answered before
    TOO_OFTEN = "too-often"
    NOT_STAFF = "not-staff"  # the card is no active operator card of this terminal's service point
    NO_SESSION = "no-session"  # signed out, idle for too long, or signed in for too long
    NO_CASE = "no-case"  # no open case of this session that names this card and this matter
    DOCUMENTS = "documents"  # not those that this matter needs
    WHO = "who"  # a guardian for an adult, or anybody else for a minor
    NOT_ALLOWED = "not-allowed"  # the standing allows no such change, or not by this actor
    CONFLICT = "conflict"  # somebody changed it meanwhile, or the idempotency key belongs to another request
    MALFORMED = "malformed"
    NO_KEY = "no-key"  # the key service has no keys for this card
    AUDIT_BROKEN = "audit-broken"  # the audit was tampered with: nothing is signed until that is cleared up
    UNAVAILABLE = "unavailable"  # the database or the audit's disk does not take it just now: ask again


@dataclass(frozen=True, slots=True)
class Refused:
    """Not done, and why."""

    reason: Reason


class Credential:
    """A terminal's name and secret (32 bytes). Nothing of the secret can be printed."""

    __slots__ = ("_secret", "terminal")

    def __init__(self, terminal: str, secret: bytes) -> None:
        self.terminal = terminal
        self._secret = secret

    def secret(self) -> bytes:
        """The secret, for whoever checks it."""
        return self._secret

    def __repr__(self) -> str:
        return f"Credential({self.terminal})"

    def __reduce__(self) -> str:
        raise TypeError("a credential stays where it is")


@dataclass(frozen=True, slots=True)
class Record:
    """What the registry says of a card. `lost_until`, `bank_until`: last day of a temporary loss, of the account."""

    standing: Standing
    lost_until: date | None
    bank_active: bool
    bank_until: date | None
    minor: bool  # the holder is under 18 today


@dataclass(frozen=True, slots=True)
class OtherCard:
    """Another card of the same person: the last four of its number, its region, its standing."""

    last_four: str
    region: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class OtherCards:
    """All other cards of the person, none being an empty tuple."""

    cards: tuple[OtherCard, ...]


@dataclass(frozen=True, slots=True)
class InternalChallenge:
    """What a card is to prove itself with: factor and info, 8 bytes each, for INTERNAL AUTHENTICATE with IRK."""

    number: str
    factor: bytes
    info: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Genuine:
    """The card proved itself; `presence` goes with later questions about it from this terminal."""

    presence: bytes


@dataclass(frozen=True, slots=True)
class ExternalProof:
    """What EXTERNAL AUTHENTICATE takes: authentication data ‖ info, 16 bytes."""

    data: bytes


@dataclass(frozen=True, slots=True, repr=False)
class SignedIn:
    """A member of staff is signed in; `session` goes with later questions.

    It ends once nothing was asked in it for as long as `idle`, and `longest` after the sign-in.
    """

    session: bytes
    name: str
    idle: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A case was recorded."""

    case: str


@dataclass(frozen=True, slots=True, repr=False)
class UnblockMessage:
    """The whole PIN UNBLOCK command, ready for the card (8424…)."""

    apdu: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """Done, or done before under the same idempotency key."""
