"""What meets a slot in these tests: hosts on threads of their own, and a store that stops a card in mid-command."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event, Thread

from emulator.card.memory import Store
from emulator.reader.slot import Slot, SlotView

DEADLINE_S = 5.0


class Waiting(Thread):
    """A host that waits for a change."""

    def __init__(self, slot: Slot, seen: int) -> None:
        super().__init__(daemon=True)
        self._slot, self._seen = slot, seen
        self._view: SlotView | None = None
        self.start()

    def run(self) -> None:
        """Wait."""
        self._view = self._slot.wait(self._seen, timeout_s=60)

    def saw(self) -> SlotView | None:
        """What it saw; None where it still waits."""
        self.join(DEADLINE_S)
        return self._view


class Exchange(Thread):
    """A host's exchange on a thread of its own."""

    def __init__(self, slot: Slot, changes: int, command: str) -> None:
        super().__init__(daemon=True)
        self._slot, self._changes, self._command = slot, changes, command
        self._answer: bytes | None = b"still open"
        self.start()

    def run(self) -> None:
        """Exchange."""
        self._answer = self._slot.transmit(self._changes, bytes.fromhex(self._command))

    def answer(self) -> bytes | None:
        """What came of it."""
        self.join(DEADLINE_S)
        return self._answer


class HeldStore:
    """A store that keeps a write open until it is let go: the card is in the middle of a VERIFY."""

    def __init__(self, inner: Store) -> None:
        self._inner = inner
        self.begun, self.let_go = Event(), Event()

    def load(self) -> Mapping[str, bytes]:
        """The inner store's."""
        return self._inner.load()

    def write(self, cells: Mapping[str, bytes]) -> None:
        """Write, once it is let go."""
        self.begun.set()
        assert self.let_go.wait(DEADLINE_S)
        self._inner.write(cells)
