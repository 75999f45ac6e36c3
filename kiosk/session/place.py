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
