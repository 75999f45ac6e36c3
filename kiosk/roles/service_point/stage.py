"""The stages of a case, in their order: whose turn it is, the office's or a card's."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.issuer.answers import ProofWanted

# --- a case is opened


@dataclass(frozen=True, slots=True)
class HolderProving:
    """What the holder's card proved is too old: it proves itself anew, as it did at first."""


@dataclass(frozen=True, slots=True)
class OperatorAsked:
    """The office is asked what the operator card is to prove itself with."""


@dataclass(frozen=True, slots=True)
class OperatorProving:
    """The operator card, in the staff's reader, answers the office's question of this number."""

    number: str


@dataclass(frozen=True, slots=True)
class Recording:
    """The office checks the answer and records the case."""


Opening = HolderProving | OperatorAsked | OperatorProving | Recording

# --- the card is unblocked


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

    presence: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PukProving:
    """The card checks it, and gives a challenge for the message."""

    presence: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class MessageAsked:
    """The office makes the message."""


@dataclass(frozen=True, slots=True)
class Unblocking:
    """The card carries it out, and PIK answers what is `wanted`; its answer is waited for, come what may."""

    wanted: ProofWanted | None


Stage = (
    PresenceAsked | CardProving | PresenceChecked | Challenging | ProofAsked | PukProving | MessageAsked | Unblocking
)

# --- a card that was put back after a lost answer


@dataclass(frozen=True, slots=True)
class CounterChecked:
    """The office checks what the card proved in the hold in which it said that it has `left` attempts."""

    left: int | None


Returning = PresenceAsked | CardProving | CounterChecked
