"""What a reader asks of a card: four calls. A decorator of a card has the same four."""

from __future__ import annotations

from typing import Protocol


class Insertable(Protocol):
    """A card as a reader's contacts see it."""

    @property
    def atr(self) -> bytes:
        """The answer to reset, 2–33 bytes; asking for it changes nothing."""
        ...

    def reset(self) -> bytes:
        """Power on or reset; returns the ATR."""
        ...

    def power_off(self) -> None:
        """Take the power away."""
        ...

    def transmit(self, apdu: bytes) -> bytes | None:
        """The response to `apdu`, two bytes or more; None where the card does not answer."""
        ...
