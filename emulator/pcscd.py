"""Virtual cards in a real pcscd of a test's own, for whatever speaks PC/SC."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread, current_thread
from time import monotonic
from typing import Self

from emulator.given import count_of
from emulator.reader.private_pcscd import READERS, PrivatePcscd
from emulator.reader.vpcd import VpcdLink
from emulator.virtual import NoAnswer, VirtualCard

NOTICED_WITHIN_S = 5.0  # vpcd looks every 0.4 s
LOOK_EVERY_S = 0.01


class Pcscd:
    """The two readers of a running pcscd: empty at first, and again at the end of a `with` block.

    `readers` are PC/SC's names of them. A program that is started with `environment()` sees these and no others.
    """

    def __init__(self, daemon: PrivatePcscd) -> None:
        self._daemon = daemon
        self.readers = READERS
        self._slots = [_Slot(daemon, number) for number in range(len(READERS))]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for slot in self._slots:
            slot.remove()

    def environment(self) -> dict[str, str]:
        """The environment of a process that shall reach this pcscd."""
        return self._daemon.environment()

    def insert(self, card: VirtualCard, slot: int = 0) -> bytes:
        """Put `card` into reader 0 or 1, out of wherever it is; PC/SC programs see it on return. Returns the ATR.

        Raises NoAnswer where the card is closed, or pcscd doesn't notice it within 5 s; TypeError or ValueError for
        what is no card or no reader.
        """
        if not isinstance(card, VirtualCard):
            raise TypeError("what goes in is a card from emulator.card")
        return self._slot(slot).insert(card)

    def remove(self, slot: int = 0) -> None:
        """Pull out whatever is in reader 0 or 1; PC/SC programs see that on return."""
        self._slot(slot).remove()

    def _slot(self, slot: int) -> _Slot:
        if count_of("slot", slot) not in range(len(self._slots)):
            raise ValueError(f"the readers are 0 and 1: there is no {slot}")
        return self._slots[slot]


class _Slot:
    """One slot of vpcd, and the link that keeps a card in it. What pcscd noticed is told by its log."""

    def __init__(self, daemon: PrivatePcscd, number: int) -> None:
        self.name = READERS[number]
        self._port = daemon.ports[number]
        self._daemon = daemon
        self._card: VirtualCard | None = None
        self._link: tuple[VpcdLink, Thread] | None = None
        self._removals = 0  # how many pcscd must have noticed before it can notice a new card

    def holds(self, card: VirtualCard) -> bool:
        """True while `card` is in."""
        return self._card is card

    def insert(self, card: VirtualCard) -> bytes:
        """As Pcscd.insert."""
        contacts = card.leave_for(self)
        self.remove()
        inserted = self._noticed("inserted into")
        link = VpcdLink(contacts, "127.0.0.1", self._port, lambda _: None)
        thread = Thread(target=link.run, name=self.name, daemon=True)
        self._card, self._link = card, (link, thread)
        thread.start()
        if not self._until(lambda: self._noticed("inserted into") > inserted):
            link.stop()
            self._card, self._link = None, None
            raise NoAnswer(f"pcscd did not notice the card {card.name} in {self.name}")
        return card.atr

    def remove(self) -> None:
        """As Pcscd.remove; in the midst of a command of its card, where only the link's thread is, it doesn't wait."""
        if self._link is not None:
            (link, thread), self._card, self._link = self._link, None, None
            self._removals = self._noticed("Removed From") + 1
            link.stop()
            if thread is current_thread():
                return
            thread.join(NOTICED_WITHIN_S)
        self._until(lambda: self._noticed("Removed From") >= self._removals)

    def _noticed(self, event: str) -> int:
        return self._daemon.log.read_text("utf-8", "replace").count(f"Card {event} {self.name}")

    def _until(self, so: Callable[[], bool]) -> bool:
        deadline, look = monotonic() + NOTICED_WITHIN_S, Event()
        while not so():
            if monotonic() > deadline or not self._daemon.alive:
                return False
            look.wait(LOOK_EVERY_S)
        return True
