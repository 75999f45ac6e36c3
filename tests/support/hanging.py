"""A card that hangs, and a desk that waits for it: for what happens to deadlines."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event

from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.card.desk import Desk
from kiosk.card.in_process import InProcessPort
from kiosk.card.outcome import Outcome
from kiosk.card.port import Port
from kiosk.card.request import Exchanged
from kiosk.card.trade import SELF_SERVICE
from tests.support.cards import Listening, slot_with
from tests.support.clock import Seconds

DEADLINE_S = 5.0  # for what must happen at once


class Hanging(Listening):
    """A card that hangs in the first command for which `strikes`, until it is woken."""

    def __init__(self, card: Insertable, strikes: Callable[[bytes], bool] = lambda _: True) -> None:
        super().__init__(card)
        self._strikes = strikes
        self._hangs, self._woken, self._went_on = Event(), Event(), Event()

    def wait_until_it_hangs(self) -> None:
        """Return once it does."""
        assert self._hangs.wait(DEADLINE_S)

    def wake(self) -> None:
        """Let it answer; returns when it has."""
        self._woken.set()
        if self._hangs.is_set():
            assert self._went_on.wait(DEADLINE_S)

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response, late where it hung."""
        if self._woken.is_set() or not self._strikes(apdu):
            return super().transmit(apdu)
        self.heard.append(apdu)
        self._hangs.set()
        assert self._woken.wait(60)
        response = self._card.transmit(apdu)
        self._went_on.set()
        return response


@dataclass(frozen=True)
class Counter:
    """A desk, its clock, and what it tells."""

    desk: Desk[Exchanged, Outcome]
    clock: Seconds
    told: SimpleQueue[tuple[int, Outcome]]

    def outcome(self) -> tuple[int, Outcome]:
        """The next outcome, with its request's number."""
        return self.told.get(timeout=DEADLINE_S)


@contextmanager
def counter(*slots: Slot) -> Iterator[Counter]:
    """A desk whose first worker has the first slot, the next one the next; the last one stays."""
    left = list(slots)
    told: SimpleQueue[tuple[int, Outcome]] = SimpleQueue()
    clock = Seconds()

    def open_port() -> Port:
        return InProcessPort(left.pop(0) if len(left) > 1 else left[0])

    desk = Desk(open_port, lambda number, outcome: told.put((number, outcome)), clock, SELF_SERVICE)
    try:
        yield Counter(desk, clock, told)
    finally:
        desk.stop(DEADLINE_S)
        workers_ended()


def slot_of_a_hanging_card(card: Insertable, strikes: Callable[[bytes], bool] = lambda _: True) -> tuple[Slot, Hanging]:
    """A reader with such a card in it."""
    hanging = Hanging(card, strikes)
    return slot_with(hanging), hanging


def workers_ended() -> bool:
    """Wait for every worker that has been given up or stopped; True where all have ended."""
    workers = [thread for thread in threading.enumerate() if thread.name == "card worker"]
    for worker in workers:
        worker.join(DEADLINE_S)
    return not any(worker.is_alive() for worker in workers)
