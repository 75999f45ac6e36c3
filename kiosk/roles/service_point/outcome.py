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
    """The card refused the issuer's proof or message; afterwards it says that it has `left` attempts, if it does."""

    sw: int
    left: int | None = None


@dataclass(frozen=True, slots=True)
class NotAnUnblock:
    """What the office gave is no PIN UNBLOCK command; nothing was sent."""


@dataclass(frozen=True, slots=True)
class UnblockUnknown:
    """The command that unblocks went out and its answer was lost, or does not say what was changed."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class Returned:
    """A card that was put back: IRK's answer, 8 bytes, and its attempts left in the same hold; None without a PIN."""

    proof: bytes
    left: int | None


UnblockOutcome = UnblockChallenge | Unblocked | UnblockRefused | NotAnUnblock | UnblockUnknown | Returned
AnyOutcome = Outcome | UnblockOutcome
