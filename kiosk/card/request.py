"""What the session asks of the card: one request, one transaction, one outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, TypeVar

from kiosk.card.pin import Pin

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a key of the card is to answer: the issuer's factor and info, 8 bytes each."""

    factor: bytes
    info: bytes


@dataclass(frozen=True, slots=True)
class EnablingChallenge:
    """What a sealed card proves around a change of its PIN: IRK over `before`, then over `after` PIK, or IRK again.

    `number` is the office's name for it; `evidence`: the office has a PIK of this card.
    """

    number: str
    before: Evidence
    after: Evidence
    evidence: bool


@dataclass(frozen=True, slots=True)
class ReadCard:
    """Which card is it, and how many attempts are left."""

    visit: int
    reader: str


@dataclass(frozen=True, slots=True)
class ReadCounter:
    """The attempts left, from the chip, now."""

    visit: int
    reader: str
    card: bytes


@dataclass(frozen=True, slots=True)
class VerifyPin:
    """Is this the present PIN of `card` (its identification); if so, PIK answers `evidence` in the same hold."""

    visit: int
    reader: str
    card: bytes
    present: Pin
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class ChangePin:
    """Verify the present PIN, then change it.

    `presence`: the office's word that the card proved itself; with it, success is reported, since it may enable the
    card. With `enabling` the card proves itself once more before the first PIN, and the new PIN is verified for what
    comes after.
    """

    visit: int
    reader: str
    card: bytes
    present: Pin
    new: Pin
    presence: bytes = field(default=b"", repr=False)
    enabling: EnablingChallenge | None = None


@dataclass(frozen=True, slots=True)
class AskWhichPin:
    """After a lost answer: which of the two PINs does `card` hold; with `presence` the new one is reported.

    If it is the new one, PIK answers `evidence` in the same hold.
    """

    visit: int
    reader: str
    card: bytes
    present: Pin
    new: Pin
    presence: bytes = field(default=b"", repr=False)
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class ProveCard:
    """INTERNAL AUTHENTICATE with IRK over the issuer's factor and info, 8 bytes each: is `card` what it says it is."""

    visit: int
    reader: str
    card: bytes
    factor: bytes
    info: bytes


@dataclass(frozen=True, slots=True)
class ReadChallenge:
    """A fresh challenge of `card`, 8 bytes, for the issuer to answer."""

    visit: int
    reader: str
    card: bytes


@dataclass(frozen=True, slots=True)
class ReadHolder:
    """The holder of a card that shows it only after the issuer's `proof`, 16 bytes for EXTERNAL AUTHENTICATE."""

    visit: int
    reader: str
    card: bytes
    proof: bytes


@dataclass(frozen=True, slots=True)
class Release:
    """Let the card go, with nothing proved left on it."""

    visit: int


Inquiry = ProveCard | ReadChallenge | ReadHolder  # beside what the person does; nothing waits for them
Exchanged = ReadCard | ReadCounter | VerifyPin | ChangePin | AskWhichPin | Inquiry
CardRequest = Exchanged | Release

DEADLINES_S: dict[type[CardRequest], float] = {
    ReadCard: 5.0,
    ReadCounter: 4.0,
    VerifyPin: 4.0,
    ChangePin: 6.0,
    AskWhichPin: 6.0,
    ProveCard: 4.0,
    ReadChallenge: 4.0,
    ReadHolder: 4.0,
    Release: 3.0,
}


def with_own_pins(request: R) -> R:
    """The same request with PINs of its own, so that whoever carries it out may wipe them."""
    own = {name: pin.copy() for name, pin in _pins(request)}
    return replace(request, **own) if own else request


def pins_of(request: DataclassInstance) -> tuple[Pin, ...]:
    """The PINs that a request carries."""
    return tuple(pin for _, pin in _pins(request))


def _pins(request: DataclassInstance) -> Iterator[tuple[str, Pin]]:
    values = ((each.name, getattr(request, each.name)) for each in fields(request))
    return ((name, value) for name, value in values if isinstance(value, Pin))
