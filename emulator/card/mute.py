"""A card whose chip answers to reset and then to nothing more."""

from __future__ import annotations


class MuteCard:
    """A normal ATR, then silence."""

    def __init__(self, atr: bytes) -> None:
        self.atr = atr
        self.tries_left = None  # its chip tells nobody

    def reset(self) -> bytes:
        """The ATR, as any card."""
        return self.atr

    def power_off(self) -> None:
        """Nothing to forget."""

    def transmit(self, apdu: bytes) -> None:
        """No answer, ever."""
        return
