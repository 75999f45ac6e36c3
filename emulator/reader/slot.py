"""A virtual reader's slot in this process: a card goes in and out, a host waits for changes and exchanges APDUs."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Condition, Lock

from emulator.reader.insertable import Insertable


@dataclass(frozen=True, slots=True)
class SlotView:
    """What a host sees of a slot: the card's ATR or None, and how often anything has changed so far.

    A card in or out, the plug in or out: each is a change. Of a slot that is not `plugged` no host sees a card.
    """

    atr: bytes | None
    changes: int
    plugged: bool = True


class Slot:
    """One slot, safe to use from any thread.

    `insert`, `remove`, `unplug` and `plug` are the hand; the rest is the host.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._card: Insertable | None = None
        self._changes = 0
        self._plugged = True
        self._changed = Condition()
        self._contacts = Lock()  # one exchange at a time, and never held while a host waits for a change

    def insert(self, card: Insertable) -> None:
        """Put `card` in; one that is there already is taken out first."""
        with self._changed:
            if self._card is not None:
                self._card.power_off()
                self._changes += 1
            self._card = card
            self._changes += 1
            self._changed.notify_all()

    def remove(self) -> None:
        """Pull the card out; an exchange under way loses its answer."""
        with self._changed:
            if self._card is not None:
                self._card.power_off()
                self._card = None
                self._changes += 1
                self._changed.notify_all()

    def unplug(self) -> None:
        """Pull the reader off its cable: a card in it loses its power, an exchange under way its answer."""
        with self._changed:
            if self._plugged:
                if self._card is not None:
                    self._card.power_off()
                self._plugged = False
                self._changes += 1
                self._changed.notify_all()

    def plug(self) -> None:
        """Plug the reader in again, with whatever card is in it by now."""
        with self._changed:
            if not self._plugged:
                self._plugged = True
                self._changes += 1
                self._changed.notify_all()

    def look(self) -> SlotView:
        """The slot as it is now."""
        with self._changed:
            seen = self._card if self._plugged else None
            return SlotView(seen.atr if seen else None, self._changes, self._plugged)

    def wait(self, seen: int, timeout_s: float) -> SlotView:
        """The slot once `changes` is not `seen`, after `wake()`, or after `timeout_s` seconds, whichever is first."""
        with self._changed:
            if self._changes == seen:
                self._changed.wait(timeout_s)
        return self.look()

    def wake(self) -> None:
        """End every wait."""
        with self._changed:
            self._changed.notify_all()

    def reset(self, changes: int) -> bool:
        """Reset the card that went in with the `changes`-th change; False where it is gone."""
        card = self._at(changes)
        if card is None:
            return False
        with self._contacts:
            card.reset()
        return self._at(changes) is card

    def power_off(self, changes: int) -> None:
        """Power that card off, if it is still there."""
        card = self._at(changes)
        if card is not None:
            with self._contacts:
                card.power_off()

    def transmit(self, changes: int, apdu: bytes) -> bytes | None:
        """That card's response; None where it is silent, is gone, or went before its answer was out."""
        card = self._at(changes)
        if card is None:
            return None
        with self._contacts:
            response = card.transmit(apdu)
            if self._at(changes) is card:
                return response
            card.power_off()  # pulled out meanwhile: what the command proved must not outlive it
            return None

    def _at(self, changes: int) -> Insertable | None:
        with self._changed:
            return self._card if self._changes == changes and self._plugged else None
