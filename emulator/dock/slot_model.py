"""One reader's view model: what is in its slot, and what the card in it answered. Lives on Qt's thread; never waits."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtCore import Slot as Invokable

from emulator.dock.readers import DockSlot
from emulator.dock.recorder import Recorder

NOT_SAID = -1


class SlotModel(QObject):
    """A slot. It has no idea of its own about a card: slot and card are asked every time."""

    changed = Signal()

    def __init__(
        self, reader: DockSlot, titles: Mapping[str, str], cards: Mapping[str, Recorder], parent: QObject
    ) -> None:
        """`titles` of all the dock's cards, and those `cards` that have been in a reader; both by id."""
        super().__init__(parent)
        self._slot = reader.slot
        self._whose = reader.whose
        self._titles = titles
        self._cards = cards
        self._watched = ""

    @Property(str, constant=True)
    def title(self) -> str:
        """The reader's title."""
        return self._whose.title

    @Property(str, constant=True)
    def people(self) -> str:
        """Whose cards go in, in few words."""
        return self._whose.people

    @Property(str, notify=changed)
    def inserted(self) -> str:
        """The id of the card in the slot; empty where none of the dock's is in."""
        return self.card()

    @Property(str, notify=changed)
    def insertedTitle(self) -> str:
        """That card's title."""
        return self._titles.get(self.card(), "")

    @Property(bool, notify=changed)
    def occupied(self) -> bool:
        """True where any card is in the slot, also one that came from another hand."""
        return self._slot.look().atr is not None

    @Property(str, notify=changed)
    def watched(self) -> str:
        """The id of the card whose exchanges are shown: the one in the slot, or the last that was."""
        return self._watched

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def exchanges(self) -> list[str]:
        """The last exchanges of the watched card, a line each, oldest first."""
        card = self._cards.get(self._watched)
        return [str(exchange) for exchange in card.exchanges] if card else []

    @Property(int, notify=changed)
    def triesLeft(self) -> int:
        """The PIN attempts left as the card in the slot said last, 0 locked; -1 where it has not said."""
        card = self._cards.get(self.card())
        left = card.tries_left if card else None
        return NOT_SAID if left is None else left

    @Invokable()
    def remove(self) -> None:
        """Pull out whatever is in."""
        self._slot.remove()
        self.look()

    @Invokable()
    def powerCycle(self) -> None:
        """Pull the card out and put the same one in again."""
        card = self._cards.get(self.card())
        if card is not None:
            self._slot.remove()
            self._slot.insert(card)
            self.look()

    def card(self) -> str:
        """The id of the card in the slot; empty where none of the dock's is in."""
        view = self._slot.look()
        return next((card_id for card_id, card in self._cards.items() if card.is_in(view)), "")

    def put_in(self, card_id: str) -> None:
        """Put that one of `cards` in; another that is there comes out first."""
        self._slot.insert(self._cards[card_id])

    def forget(self, card_id: str) -> None:
        """Watch that card no longer: what it says from now on, it says in another reader."""
        if self._watched == card_id:
            self._watched = ""

    def look(self) -> None:
        """Ask slot and card again."""
        self._watched = self.card() or self._watched
        self.changed.emit()
