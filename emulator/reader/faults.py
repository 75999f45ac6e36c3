"""What can go wrong between a card and a host, as decorators of a card."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition

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


class Held:
    """A card that carries commands out and, from `hold` to `release`, keeps back its answers to those that it `holds`.

    Nobody waits for ever: an answer goes out after `longest_s` seconds, and one whose card loses its power – pulled
    out, unplugged, reset – never does, so that the thread that waits for it ends at once. A reader's own reset or
    power-off waits its turn behind the exchange; to end a reader's thread, release the card or pull it out.
    """

    def __init__(self, card: Insertable, longest_s: float, holds: Callable[[bytes], bool] = lambda _: True) -> None:
        self._card = card
        self._longest_s = longest_s
        self._holds = holds
        self._told = Condition()
        self._holding = False
        self._releases = 0
        self._cuts = 0  # how often the power went

    def hold(self) -> None:
        """Keep answers back from now on."""
        with self._told:
            self._holding = True

    def release(self) -> None:
        """Let out what is kept back, and keep nothing back any more."""
        with self._told:
            self._holding = False
            self._releases += 1
            self._told.notify_all()

    @property
    def atr(self) -> bytes:
        """The card's."""
        return self._card.atr

    def reset(self) -> bytes:
        """The card's; what is kept back is lost."""
        self._cut()
        return self._card.reset()

    def power_off(self) -> None:
        """The card's; what is kept back is lost."""
        self._cut()
        self._card.power_off()

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response, late where it is kept back; None where the card lost its power meanwhile."""
        releases, cuts = self._releases, self._cuts
        response = self._card.transmit(apdu)
        if not self._holding or not self._holds(apdu):
            return response
        with self._told:
            self._told.wait_for(lambda: (self._releases, self._cuts) != (releases, cuts), self._longest_s)
            return response if self._cuts == cuts else None

    def _cut(self) -> None:
        with self._told:
            self._cuts += 1
            self._told.notify_all()
