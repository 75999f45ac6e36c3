"""The port over virtual slots in this process."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event
from typing import Protocol

from emulator.iso7816.atr import Atr, MalformedAtr
from kiosk.card.port import Failure, Fault, Protocols, ReaderStatus


class SlotView(Protocol):
    """A virtual slot at one moment."""

    @property
    def atr(self) -> bytes | None:
        """The card's ATR, None without a card."""
        ...

    @property
    def changes(self) -> int:
        """How often anything has changed."""
        ...

    @property
    def plugged(self) -> bool:
        """False where the reader is off its cable."""
        ...


class Slot(Protocol):
    """What this port needs of a virtual slot."""

    @property
    def name(self) -> str:
        """The reader's name."""
        ...

    def look(self) -> SlotView:
        """The slot now."""
        ...

    def wait(self, seen: int, timeout_s: float) -> SlotView:
        """The slot once it changed, was woken, or the time is over."""
        ...

    def wake(self) -> None:
        """End every wait."""
        ...

    def reset(self, changes: int) -> bool:
        """Reset the card that is there since `changes`."""
        ...

    def power_off(self, changes: int) -> None:
        """Power that card off."""
        ...

    def transmit(self, changes: int, apdu: bytes) -> bytes | None:
        """That card's response, None where there is none."""
        ...


class InProcessPort:
    """Readers that are objects in this process."""

    def __init__(self, slot: Slot) -> None:
        self._slot = slot
        self._cancelled = Event()

    def readers(self) -> tuple[str, ...]:
        """The one slot's name, while it is plugged in."""
        return (self._slot.name,) if self._slot.look().plugged else ()

    def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus]:
        """The slot once it is not as `known`; nothing while it is unplugged."""
        view = self._slot.look()
        if self._status(view) == known and not self._cancelled.is_set():
            view = self._slot.wait(view.changes, timeout_s)
        return self._status(view)

    def cancel(self) -> None:
        """End the wait; later ones return at once."""
        self._cancelled.set()
        self._slot.wake()

    def connect(self, reader: str) -> InProcessSession | Failure:
        """Power the card up."""
        if reader != self._slot.name:
            return Failure(Fault.NO_READER)
        view = self._slot.look()
        if view.atr is None or not self._slot.reset(view.changes):
            return _gone(self._slot, Fault.CARD_GONE)
        protocol = _protocol(view.atr)
        if protocol is None:
            return Failure(Fault.CARD_UNSUPPORTED)
        return InProcessSession(self._slot, view.atr, protocol, view.changes)

    def close(self) -> None:
        """Nothing is held."""

    def _status(self, view: SlotView) -> Mapping[str, ReaderStatus]:
        return {self._slot.name: ReaderStatus(view.atr, moves=view.changes)} if view.plugged else {}


class InProcessSession:
    """A connection to the card as it is in the slot since its `changes`-th change."""

    def __init__(self, slot: Slot, atr: bytes, protocol: Protocols, changes: int) -> None:
        self.atr = atr
        self.protocol: Protocols = protocol
        self._slot = slot
        self._changes = changes

    def begin(self) -> Failure | None:
        """The slot serves one host; only the card can be missing."""
        return None if self._slot.look().changes == self._changes else _gone(self._slot, Fault.CARD_GONE)

    def transmit(self, apdu: bytes) -> bytes | Failure:
        """The response, or what became of it."""
        response = self._slot.transmit(self._changes, apdu)
        if response is None:
            there = self._slot.look().changes == self._changes
            return Failure(Fault.CARD_MUTE) if there else _gone(self._slot, Fault.ANSWER_LOST)
        return response if len(response) >= 2 else Failure(Fault.ANSWER_LOST)

    def end(self, *, reset: bool) -> None:
        """Reset where asked."""
        if reset:
            self._slot.reset(self._changes)

    def close(self) -> None:
        """Power the card off."""
        self._slot.power_off(self._changes)


def _protocol(atr: bytes) -> Protocols | None:
    """The first that card and terminal both know; None where there is none, or the ATR is none."""
    try:
        offered = Atr.parse(atr).protocols
    except MalformedAtr:
        return None
    known: dict[int, Protocols] = {0: "t0", 1: "t1"}
    return next((known[number] for number in offered if number in known), None)


def _gone(slot: Slot, fault: Fault) -> Failure:
    """`fault` of a card that is not there any more, unless its reader isn't either."""
    return Failure(fault if slot.look().plugged else Fault.NO_READER)
