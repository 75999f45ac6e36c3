"""A worker in its line over a slot, asked one request after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from queue import Empty, SimpleQueue

from emulator.reader.slot import Slot
from kiosk.card.desk import workers
from kiosk.card.in_process import InProcessPort
from kiosk.card.outcome import Outcome
from kiosk.card.port import Port
from kiosk.card.request import CardRequest, Exchanged
from kiosk.card.trade import SELF_SERVICE, Trade
from kiosk.line import Line
from tests.support.clock import Seconds
from tests.support.hanging import DEADLINE_S, workers_ended

LASTS_S = 4.0  # the deadline of each request, on a clock that is moved by hand


class Asked:
    """A worker's line, and the outcomes that it tells; `clock` counts its deadlines."""

    def __init__(
        self, line: Line[CardRequest, Outcome], told: SimpleQueue[tuple[int, Outcome]], clock: Seconds
    ) -> None:
        self.line = line
        self._told = told
        self._clock = clock
        self._number = 0

    def submit(self, request: CardRequest) -> None:
        """Queue a request; its PINs are the worker's."""
        self._number += 1
        self.line.submit(request, LASTS_S)

    def outcome(self, request: CardRequest) -> Outcome:
        """The outcome of `request`, which must come with the request's number."""
        self.submit(request)
        number, outcome = self._told.get(timeout=DEADLINE_S)
        assert self.line.settle(number) is request
        return outcome

    def give_up(self) -> None:
        """The first deadline is missed."""
        self._clock.now += LASTS_S
        assert self.line.expire()

    def more(self) -> bool:
        """True where something is told that nobody took."""
        try:
            self._told.get_nowait()
        except Empty:
            return False
        return True


@contextmanager
def worker_with(port: Port, trade: Trade[Exchanged, Outcome] = SELF_SERVICE) -> Iterator[Asked]:
    """A worker with this port."""
    told: SimpleQueue[tuple[int, Outcome]] = SimpleQueue()
    clock = Seconds()
    line = workers(lambda: port, lambda number, outcome: told.put((number, outcome)), clock, trade)
    try:
        yield Asked(line, told, clock)
    finally:
        assert line.stop(DEADLINE_S)
        workers_ended()


def worker_at(slot: Slot) -> AbstractContextManager[Asked]:
    """A worker with a port over `slot`."""
    return worker_with(InProcessPort(slot))
