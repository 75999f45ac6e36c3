"""The stages of an unblock, in their order: whose turn it is, the office's or the card's."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PresenceAsked:
    """The office is asked what the card is to prove itself with."""


@dataclass(frozen=True, slots=True)
class CardProving:
    """The card answers the office's question of this number."""

    number: str


@dataclass(frozen=True, slots=True)
class PresenceChecked:
    """The office checks the card's answer."""


@dataclass(frozen=True, slots=True)
class Challenging:
    """The card gives a challenge for the proof of PUK."""

    presence: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ProofAsked:
    """The office makes the proof."""


@dataclass(frozen=True, slots=True)
class PukProving:
    """The card checks it, and gives a challenge for the message."""


@dataclass(frozen=True, slots=True)
class MessageAsked:
    """The office makes the message."""


@dataclass(frozen=True, slots=True)
class Unblocking:
    """The card carries it out; its answer is waited for, come what may."""


Stage = (
    PresenceAsked | CardProving | PresenceChecked | Challenging | ProofAsked | PukProving | MessageAsked | Unblocking
)
