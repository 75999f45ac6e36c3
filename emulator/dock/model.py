"""The dock's view model: what is in the slot, and what the card in it answered. Lives on Qt's thread; never waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Property, QObject, Qt, Signal
from PySide6.QtCore import Slot as Invokable

from emulator.card.profile import CardProfile
from emulator.cards import CardRefused
from emulator.dock.recorder import Recorder
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from emulator.store.sqlite import StoreRefused

NOT_SAID = -1


class DockModel(QObject):
    """A slot and the cards beside it. It has no idea of its own about a card: slot and card are asked every time."""

    changed = Signal()
    _heard = Signal()  # from any thread

    def __init__(self, slot: Slot, profiles: Sequence[CardProfile], make: Callable[[str], Insertable]) -> None:
        """`make` gives the card with an id, ready to go in; it is called once a card, when it first goes in."""
        super().__init__()
        self._slot = slot
        self._titles = {profile.card.id: profile.card.title for profile in profiles}
        self._make = make
        self._cards: dict[str, Recorder] = {}
        self._watched = ""
        self._notice = ""
        self._heard.connect(self._look, Qt.ConnectionType.QueuedConnection)

    @Property("QVariantList", constant=True)  # type: ignore[arg-type]
    def cards(self) -> list[dict[str, str]]:
        """The cards beside the reader: `id` and `title` of each."""
        return [{"id": card_id, "title": title} for card_id, title in self._titles.items()]

    @Property(str, notify=changed)
    def inserted(self) -> str:
        """The id of the card in the slot; empty where none of these is in."""
        return self._in_slot()

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
        card = self._cards.get(self._in_slot())
        left = card.tries_left if card else None
        return NOT_SAID if left is None else left

    @Property(str, notify=changed)
    def notice(self) -> str:
        """Why the card asked for last could not be made; empty where it could."""
        return self._notice

    @Invokable(str)
    def insert(self, card_id: str) -> None:
        """Put a card in; another one that is there comes out first. The card that is in already stays as it is."""
        if card_id not in self._titles or card_id == self._in_slot():
            return
        try:
            card = self._cards.get(card_id) or Recorder(self._make(card_id), self._heard.emit)
        except (CardRefused, StoreRefused) as refused:
            self._notice = str(refused)
        else:
            self._notice = ""
            self._cards[card_id] = card
            self._slot.insert(card)
        self._look()

    @Invokable()
    def remove(self) -> None:
        """Pull out whatever is in."""
        self._slot.remove()
        self._look()

    @Invokable()
    def powerCycle(self) -> None:
        """Pull the card out and put the same one in again."""
        card = self._cards.get(self._in_slot())
        if card is not None:
            self._slot.remove()
            self._slot.insert(card)
            self._look()

    def _look(self) -> None:
        self._watched = self._in_slot() or self._watched
        self.changed.emit()

    def _in_slot(self) -> str:
        view = self._slot.look()
        return next((card_id for card_id, card in self._cards.items() if card.is_in(view)), "")
