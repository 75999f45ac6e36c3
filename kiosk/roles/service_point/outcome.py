"""What a card can answer to an unblock, beside what it can answer to any terminal. None of these is an exception."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.card.outcome import Outcome
from kiosk.card.port import Failure


@dataclass(frozen=True, slots=True)
class UnblockChallenge:
    """A fresh challenge, 8 bytes, for the issuer's next word."""

    challenge: bytes


@dataclass(frozen=True, slots=True)
class Unblocked:
    """The card says that it carried the unblock out, with `left` attempts; None where that could not be asked.

    `evidence`: PIK's answer once the new PIN of a reset was verified, 8 bytes; b"" where there is none.
    """

    left: int | None
    evidence: bytes = b""


@dataclass(frozen=True, slots=True)
class UnblockRefused:
    """The card refused the issuer's proof or message, or says so; afterwards it has `left` attempts, if it says."""

    sw: int
    left: int | None = None


@dataclass(frozen=True, slots=True)
class NotAnUnblock:
    """What the office gave is no PIN UNBLOCK command; nothing was sent."""


@dataclass(frozen=True, slots=True)
class NotUnblocked:
    """Whatever the card answered, its counter is below what an unblock leaves: `left`, None where it has no PIN."""

    left: int | None


@dataclass(frozen=True, slots=True)
class NotProved:
    """The card says that it was reset, and nothing bears it out that would; `left` attempts, None where not known."""

    left: int | None


@dataclass(frozen=True, slots=True)
class UnblockUnknown:
    """The command that unblocks went out and an answer was lost; `entries` PINs went out since, or one."""

    failure: Failure
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Returned:
    """A card that was put back: IRK's answer, 8 bytes, and its attempts left in the same hold; None without a PIN."""

    proof: bytes
    left: int | None


UnblockOutcome = (
    UnblockChallenge | Unblocked | UnblockRefused | NotUnblocked | NotProved | NotAnUnblock | UnblockUnknown | Returned
)
AnyOutcome = Outcome | UnblockOutcome
