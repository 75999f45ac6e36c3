"""What the back office is asked by and what it answers; plain data, which a network can carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
    NO_REVIEW = "no-review"
    DOCUMENTS = "documents"  # not those that this matter needs
    WHO = "who"  # a guardian for an adult, or anybody else for a minor
    NOT_ALLOWED = "not-allowed"  # the standing allows no such change, or not by this actor
    CONFLICT = "conflict"  # somebody changed it meanwhile, or the idempotency key belongs to another request
    MALFORMED = "malformed"
    NO_KEY = "no-key"  # the key service has no keys for this card
    NO_EVIDENCE = "no-evidence"  # nothing proves that the PIN was entered, or this card has no key that could (PIK)
    AUDIT_BROKEN = "audit-broken"  # the audit was tampered with: nothing is signed until that is cleared up
    UNAVAILABLE = "unavailable"  # the database or the audit's disk does not take it just now: ask again


@dataclass(frozen=True, slots=True)
class Refused:
    """Not done, and why. `until`: when a limit that was reached ends (TOO_OFTEN)."""

    reason: Reason
    until: datetime | None = None


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
    """What the registry says of a card. `lost_until`, `bank_until`: last day of a temporary loss, of the account.

    `pin_limit`: how many wrong PINs in a row lock it, None where that is not known.
    """

    standing: Standing
    lost_until: date | None
    bank_active: bool
    bank_until: date | None
    minor: bool  # the holder is under 18 today
    pin_limit: int | None = None


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
    """What a card is to prove itself with: factor and info, 8 bytes each, for INTERNAL AUTHENTICATE.

    With IRK, or, where the PIN is to be proved, with PIK in the hold of a VERIFY.
    """

    number: str
    factor: bytes
    info: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Genuine:
    """The card proved itself; `presence` goes with later questions and reports about it from this terminal.

    `evidence`: the issuer has a PIK of this card, so that its PIN can be proved.
    """

    presence: bytes
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What one INTERNAL AUTHENTICATE is over: factor and info, 8 bytes each."""

    factor: bytes
    info: bytes


@dataclass(frozen=True, slots=True)
class EnablingChallenge:
    """What a card is to answer around the first change of its PIN, in one hold.

    `before`: with IRK, before anything else. `after`: once the new PIN was verified, with PIK where there is `evidence`
    and with IRK where the card has no PIK.
    """

    number: str
    before: Block
    after: Block
    evidence: bool


@dataclass(frozen=True, slots=True, repr=False)
class EnabledReport:
    """The initial PIN of the card that `presence` names was changed; what the card answered to an EnablingChallenge.

    `number` is empty where there was no challenge, and a proof that the card did not give is b"".
    """

    presence: bytes
    number: str = ""
    before: bytes = b""
    after: bytes = b""


@dataclass(frozen=True, slots=True)
class Enabled:
    """The card's standing is normal now."""


@dataclass(frozen=True, slots=True)
class UnderReview:
    """The change is believed in part only: a review waits for more proof or for staff. Nothing is frozen by that."""


@dataclass(frozen=True, slots=True)
class ExternalProof:
    """What EXTERNAL AUTHENTICATE takes: authentication data ‖ info, 16 bytes."""

    data: bytes


@dataclass(frozen=True, slots=True)
class OperatorProved:
    """An operator card proved itself: what its PIK is to answer in the hold of a VERIFY, to sign its holder in."""

    number: str
    factor: bytes
    info: bytes


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
    """The whole PIN UNBLOCK command, ready for the card (8424…).

    `evidence`, of a reset: what PIK is to answer once the new PIN was verified. None: an unlock, or a card without PIK.
    """

    apdu: bytes
    evidence: InternalChallenge | None = None


@dataclass(frozen=True, slots=True)
class RestoreAccepted:
    """Somebody answers for what the audit was at this size and root, whatever was seen of it before `at`; signed.

    `proof`: that the present head contains it.
    """

    size: int
    root: bytes
    at: datetime
    reason: str
    signature: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class AuditHead:
    """Where the audit ends: so many leaves under a root (32 bytes), at a time, signed by the key of `public`.

    `proof`: that it contains what it was at the size that the caller saw. `now`: the issuer's time. `restores`: the
    newest statement that another state was lawful, or none.
    """

    size: int
    root: bytes
    at: datetime
    signature: bytes
    public: bytes
    proof: tuple[bytes, ...]
    now: datetime
    restores: tuple[RestoreAccepted, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """Done, or done before under the same idempotency key."""


@dataclass(frozen=True, slots=True)
class CaseDone:
    """The case that was reported on is done: keys proved it, by this report or before."""
