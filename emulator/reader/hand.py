"""A hand at a slot: puts cards in by name, in trouble or not, and takes them out."""

from __future__ import annotations

from collections.abc import Callable

from emulator.reader.faults import Held, PulledOut
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot

WRITES_PIN = (bytes.fromhex("805E"), bytes.fromhex("8424"))  # CHANGE PIN, PIN UNBLOCK


class Hand:
    """What a person can do at a reader. `make` gives a new card of a name; `longest_s` bounds how long one is held."""

    def __init__(self, slot: Slot, make: Callable[[str], Insertable], longest_s: float) -> None:
        self._slot = slot
        self._make = make
        self._longest_s = longest_s
        self._cards: dict[str, Insertable] = {}
        self._held: Held | None = None

    def insert(self, card: str) -> None:
        """Put a new card in."""
        self._slot.insert(self._new(card))

    def insert_held(self, card: str) -> None:
        """Put a new card in that keeps its answers back until `release`."""
        self._held = Held(self._new(card), self._longest_s)
        self._held.hold()
        self._slot.insert(self._held)

    def insert_to_lose(self, card: str, *, before_change: bool) -> None:
        """Put a new card in that is pulled out where its PIN is changed or unblocked: before that, or before its answer
        is heard."""
        self._slot.insert(
            PulledOut(self._new(card), self._slot.remove, lambda apdu: apdu[:2] in WRITES_PIN, before=before_change)
        )

    def put_back(self, card: str) -> None:
        """Put the card of this name in again, as it is by now."""
        self._slot.insert(self._cards[card])

    def hold(self) -> None:
        """Let the card that went in held keep its answers back again."""
        if self._held is not None:
            self._held.hold()

    def release(self) -> None:
        """Let it answer."""
        if self._held is not None:
            self._held.release()

    def remove(self) -> None:
        """Pull out whatever is in."""
        self._slot.remove()

    def unplug(self) -> None:
        """Pull the reader's cable."""
        self._slot.unplug()

    def plug(self) -> None:
        """Put it back."""
        self._slot.plug()

    def _new(self, card: str) -> Insertable:
        self._cards[card] = self._make(card)
        return self._cards[card]
