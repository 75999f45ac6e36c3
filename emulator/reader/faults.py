"""What can go wrong between a card and a host, as decorators of a card."""

from __future__ import annotations

from collections.abc import Callable

from emulator.reader.insertable import Insertable


class PulledOut:
    """A card that `pull` takes out at a command for which `strikes`: when it is carried out, or `before` it is."""

    def __init__(
        self, card: Insertable, pull: Callable[[], None], strikes: Callable[[bytes], bool], *, before: bool = False
    ) -> None:
        self._card = card
        self._pull = pull
        self._strikes = strikes
        self._before = before

    @property
    def atr(self) -> bytes:
        """The card's."""
        return self._card.atr

    def reset(self) -> bytes:
        """The card's."""
        return self._card.reset()

    def power_off(self) -> None:
        """The card's."""
        self._card.power_off()

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response, which nobody hears where the card was pulled out."""
        if not self._strikes(apdu):
            return self._card.transmit(apdu)
        response = None if self._before else self._card.transmit(apdu)
        self._pull()
        return response
