"""A worker over a slot, asked one request after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from queue import Empty, SimpleQueue

from emulator.reader.slot import Slot
from kiosk.card.in_process import InProcessPort
from kiosk.card.outcome import Outcome
from kiosk.card.port import Port
from kiosk.card.request import CardRequest, Exchanged
from kiosk.card.trade import SELF_SERVICE
from kiosk.card.worker import Worker
from tests.support.hanging import DEADLINE_S


class Asked:
    """A worker, and the outcomes it tells."""

    def __init__(self, worker: Worker[Exchanged, Outcome], told: SimpleQueue[tuple[int, Outcome]]) -> None:
        self.worker = worker
        self._told = told
        self._number = 0

    def outcome(self, request: CardRequest) -> Outcome:
        """The outcome of `request`, which must come with the request's number."""
        self._number += 1
        self.worker.submit(self._number, request)
        number, outcome = self._told.get(timeout=DEADLINE_S)
        assert number == self._number
        return outcome

    def more(self) -> bool:
        """True where something is told that nobody took."""
        try:
            self._told.get_nowait()
        except Empty:
            return False
        return True


@contextmanager
def worker_with(port: Port) -> Iterator[Asked]:
    """A worker with this port."""
    told: SimpleQueue[tuple[int, Outcome]] = SimpleQueue()
    worker = Worker(lambda: port, lambda number, outcome: told.put((number, outcome)), SELF_SERVICE)
    try:
        yield Asked(worker, told)
    finally:
        assert worker.stop(DEADLINE_S)


def worker_at(slot: Slot) -> AbstractContextManager[Asked]:
    """A worker with a port over `slot`."""
    return worker_with(InProcessPort(slot))
