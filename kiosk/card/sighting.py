"""What the watcher sees of readers and cards."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.card.port import Failure


@dataclass(frozen=True, slots=True)
class ReaderFailed:
    """There is no way to a card now."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class CardOut:
    """A reader is there, without a card."""

    reader: str


@dataclass(frozen=True, slots=True)
class CardIn:
    """A card is in the reader; `visit` numbers its stay."""

    reader: str
    atr: bytes
    visit: int


@dataclass(frozen=True, slots=True)
class CardMute:
    """Something is in the reader that does not answer to reset: a card upside down, or none of ours."""

    reader: str


Sighting = ReaderFailed | CardOut | CardIn | CardMute
