"""Where the card is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from kiosk.card.port import Failure
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed, Sighting


@dataclass(frozen=True, slots=True)
class Inside:
    """A card is in the reader, since the visit of this number."""

    visit: int
    reader: str


@dataclass(frozen=True, slots=True)
class Outside:
    """The reader is empty."""


@dataclass(frozen=True, slots=True)
class Broken:
    """There is no way to a card."""

    failure: Failure


Place = Inside | Outside | Broken


def place_of(sighting: Sighting) -> Place:
    """Where the card is after a sighting. A mute card counts as one of visit 0, which no card has."""
    match sighting:
        case CardIn(reader, _, visit):
            return Inside(visit, reader)
        case CardMute(reader):
            return Inside(0, reader)
        case CardOut():
            return Outside()
        case ReaderFailed(failure):
            return Broken(failure)
        case _:
            assert_never(sighting)


def came_after(visit: int, place: Place) -> Inside | None:
    """A card that went in after that visit, and can be asked; None without one."""
    return place if isinstance(place, Inside) and place.visit not in (0, visit) else None


def leaves_result(seen: Sighting) -> bool:
    """True where what became of the PIN is still to be read: no other card is there, whoever took this one, and when.

    A card may leave with its last answer: nobody has read yet what that said.
    """
    return isinstance(seen, ReaderFailed | CardOut)
