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
    """The PIN is unlocked, or the new one holds, with `left` attempts; None where that could not be asked."""

    left: int | None


@dataclass(frozen=True, slots=True)
class NotUnblocked:
    """The card is as it was before; `left` attempts remain."""

    left: int


@dataclass(frozen=True, slots=True)
class UnblockRefused:
    """The card refused the issuer's proof or message; PIN and counter are as they were."""

    sw: int


@dataclass(frozen=True, slots=True)
class NotAnUnblock:
    """What the office gave is no PIN UNBLOCK command; nothing was sent."""


@dataclass(frozen=True, slots=True)
class UnblockUnknown:
    """The command that unblocks went out and its answer was lost, or does not say what was changed."""

    failure: Failure


UnblockOutcome = UnblockChallenge | Unblocked | NotUnblocked | UnblockRefused | NotAnUnblock | UnblockUnknown
AnyOutcome = Outcome | UnblockOutcome
