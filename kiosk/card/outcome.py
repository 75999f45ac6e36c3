"""What a card, or the lack of one, can answer to a request. None of these is an exception."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.card.facts import CardFacts, HolderFacts
from kiosk.card.port import Failure


@dataclass(frozen=True, slots=True)
class CardRead:
    """A social security card, read."""

    facts: CardFacts


@dataclass(frozen=True, slots=True)
class NotOurs:
    """No social security function on this card; `bank` tells whether a bank application is there."""

    bank: bool


@dataclass(frozen=True, slots=True)
class Counter:
    """The attempts left, None where the card has no PIN."""

    left: int | None


@dataclass(frozen=True, slots=True)
class Verified:
    """The PIN is right; `left` attempts are there again, None where that could not be asked.

    `evidence`: PIK's answer, 8 bytes; b"" where it was not asked for, or none came. `denied`: the card answered that it
    gives none.
    """

    left: int | None
    evidence: bytes = b""
    denied: bool = False


@dataclass(frozen=True, slots=True)
class WrongPin:
    """The PIN is wrong; `left` attempts remain, 0 being locked from now on."""

    left: int


@dataclass(frozen=True, slots=True)
class Locked:
    """No attempts were left; nothing was tried."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The new PIN holds, with `left` attempts; None where that could not be asked.

    `before` and `after`: what the card proved around the change, 8 bytes each; b"" where it was not asked, or nothing
    came.
    """

    left: int | None
    before: bytes = b""
    after: bytes = b""


@dataclass(frozen=True, slots=True)
class Contradicted:
    """The card said that its PIN was changed, and then that the new one is wrong: one of the two is not true."""

    left: int


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """The card took its new PIN, and then did not show that by the key that the office knows it to have.

    `left` attempts, None where that could not be asked; `before` as of a change.
    """

    left: int | None
    before: bytes = b""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The present PIN still holds, with `left` attempts; None where that could not be asked."""

    left: int | None


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Which PIN holds could not be asked without risk: `left` attempts remain, or neither PIN is the card's."""

    left: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """The command that changes the PIN went out and its answer was lost, or does not say what was changed."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class OtherCard:
    """Not the card that the request is about."""


@dataclass(frozen=True, slots=True)
class CardGone:
    """The card could not be reached, and nothing on it was changed.

    `attempt`: a PIN was on its way to it, which may have cost an attempt.
    """

    failure: Failure
    attempt: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """The card answered a status word that ends the matter; nothing was changed."""

    sw: int


@dataclass(frozen=True, slots=True)
class Released:
    """The card was let go."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The card's answer to INTERNAL AUTHENTICATE, 8 bytes; only the issuer can tell whether it is right."""

    data: bytes


@dataclass(frozen=True, slots=True)
class ChallengeRead:
    """The card's challenge, 8 bytes."""

    challenge: bytes


@dataclass(frozen=True, slots=True)
class HolderRead:
    """The holder, read with the issuer's proof."""

    holder: HolderFacts


@dataclass(frozen=True, slots=True)
class NoInquiry:
    """An inquiry came to nothing, and nothing else depends on it: the card is gone, is another one, or refused."""

    sw: int = 0
    other_card: bool = False


Outcome = (
    CardRead
    | NotOurs
    | Counter
    | Verified
    | WrongPin
    | Locked
    | Changed
    | Contradicted
    | Unconfirmed
    | Unchanged
    | Unsettled
    | Unknown
    | OtherCard
    | CardGone
    | Refused
    | Proof
    | ChallengeRead
    | HolderRead
    | NoInquiry
    | Released
)
