"""The dock's view model: the cards beside the readers, and which goes into which. Lives on Qt's thread; never waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Property, QObject, Qt, Signal
from PySide6.QtCore import Slot as Invokable

from emulator.card.profile import CardProfile
from emulator.dock.readers import DockSlot
from emulator.dock.recorder import Recorder
from emulator.dock.slot_model import SlotModel
from emulator.reader.insertable import Insertable
from emulator.refusal import CardRefused
from emulator.store.sqlite import StoreRefused


class DockModel(QObject):
    """The readers and the cards beside them. A card is in one reader at most."""

    changed = Signal()
    _heard = Signal()  # from any thread

    def __init__(
        self, slots: Sequence[DockSlot], profiles: Sequence[CardProfile], make: Callable[[str], Insertable]
    ) -> None:
        """`make` gives the card with an id, ready to go in; it is called once a card, when it first goes in."""
        super().__init__()
        self._titles = {profile.card.id: profile.card.title for profile in profiles}
        self._make = make
        self._cards: dict[str, Recorder] = {}
        self._readers = [SlotModel(slot, self._titles, self._cards, self) for slot in slots]
        self._notice = ""
        self._heard.connect(self._look, Qt.ConnectionType.QueuedConnection)

    @Property("QVariantList", constant=True)  # type: ignore[arg-type]
    def readers(self) -> list[SlotModel]:
        """The readers, in the order in which they were given."""
        return self._readers

    @Property("QVariantList", constant=True)  # type: ignore[arg-type]
    def cards(self) -> list[dict[str, str]]:
        """The cards beside the readers: `id` and `title` of each."""
        return [{"id": card_id, "title": title} for card_id, title in self._titles.items()]

    @Property(str, notify=changed)
    def notice(self) -> str:
        """Why the card asked for last could not be made; empty where it could."""
        return self._notice

    @Invokable(str, int)
    def insert(self, card_id: str, reader: int = 0) -> None:
        """Put a card into the reader of that number; another one that is there comes out first.

        A card that is in a reader already, this one or another, stays as it is.
        """
        if card_id not in self._titles or any(card_id == other.card() for other in self._readers):
            return
        try:
            card = self._cards.get(card_id) or Recorder(self._make(card_id), self._heard.emit)
        except (CardRefused, StoreRefused) as refused:
            self._notice = str(refused)
        else:
            self._notice = ""
            self._cards[card_id] = card
            for other in self._readers:
                other.forget(card_id)
            self._readers[reader].put_in(card_id)
        self._look()

    def _look(self) -> None:
        for reader in self._readers:
            reader.look()
        self.changed.emit()
