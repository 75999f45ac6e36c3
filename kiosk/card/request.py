"""What the session asks of the card: one request, one transaction, one outcome."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.card.pin import Pin


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
    """Is this the present PIN of `card` (its identification)."""

    visit: int
    reader: str
    card: bytes
    present: Pin


@dataclass(frozen=True, slots=True)
class ChangePin:
    """Verify the present PIN, then change it."""

    visit: int
    reader: str
    card: bytes
    present: Pin
    new: Pin


@dataclass(frozen=True, slots=True)
class AskWhichPin:
    """After a lost answer: which of the two PINs does `card` hold."""

    visit: int
    reader: str
    card: bytes
    present: Pin
    new: Pin


@dataclass(frozen=True, slots=True)
class Release:
    """Let the card go, with nothing proved left on it."""

    visit: int


Exchanged = ReadCard | ReadCounter | VerifyPin | ChangePin | AskWhichPin
CardRequest = Exchanged | Release

DEADLINES_S: dict[type[CardRequest], float] = {
    ReadCard: 5.0,
    ReadCounter: 4.0,
    VerifyPin: 4.0,
    ChangePin: 6.0,
    AskWhichPin: 6.0,
    Release: 3.0,
}


def with_own_pins(request: CardRequest) -> CardRequest:
    """The same request with PINs of its own, so that whoever carries it out may wipe them."""
    match request:
        case VerifyPin(visit, reader, card, present):
            return VerifyPin(visit, reader, card, present.copy())
        case ChangePin(visit, reader, card, present, new):
            return ChangePin(visit, reader, card, present.copy(), new.copy())
        case AskWhichPin(visit, reader, card, present, new):
            return AskWhichPin(visit, reader, card, present.copy(), new.copy())
        case _:
            return request


def pins_of(request: CardRequest) -> tuple[Pin, ...]:
    """The PINs that a request carries."""
    match request:
        case VerifyPin(present=present):
            return (present,)
        case ChangePin(present=present, new=new) | AskWhichPin(present=present, new=new):
            return (present, new)
        case _:
            return ()
