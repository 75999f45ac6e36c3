"""The desk between the session and the worker: each request has a deadline, a worker that misses it is replaced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from kiosk.card.outcome import CardGone, Released
from kiosk.card.port import Port
from kiosk.card.request import Release, with_own_pins
from kiosk.card.trade import OutcomeT, RequestT, Trade
from kiosk.card.worker import Worker


class Desk(Generic[RequestT, OutcomeT]):
    """Takes requests for the worker, and counts their time. Used from one thread; `tell` is called on the worker's."""

    def __init__(
        self,
        open_port: Callable[[], Port],
        tell: Callable[[int, OutcomeT | CardGone | Released], None],
        clock: Callable[[], float],
        trade: Trade[RequestT, OutcomeT],
    ) -> None:
        """`clock` gives monotonic seconds."""
        self._open_port = open_port
        self._tell = tell
        self._clock = clock
        self._trade = trade
        self._worker = Worker(open_port, tell, trade)
        self._submitted = 0
        self._open: dict[int, tuple[int, float]] = {}  # number → visit, due

    def submit(self, request: RequestT | Release) -> None:
        """Hand a request over, with PINs of its own."""
        self._submitted += 1
        self._open[self._submitted] = (request.visit, self._clock() + self._trade.deadlines_s[type(request)])
        self._worker.submit(self._submitted, with_own_pins(request))

    def settle(self, number: int) -> int | None:
        """The visit that request `number` belonged to; None where it was given up before its outcome came."""
        visit, _ = self._open.pop(number, (None, 0.0))
        return visit

    def due(self) -> float | None:
        """When the first open request misses its deadline, in the clock's seconds."""
        return min((due for _, due in self._open.values()), default=None)

    def expire(self) -> int | None:
        """Where a deadline is missed: give the worker up, start another, and say which visit waits in vain: the latest.

        All that is open is given up, for what was queued behind a request that hangs will never be carried out.
        """
        now = self._clock()
        if not any(due <= now for _, due in self._open.values()):
            return None
        *_, (latest, _) = self._open.values()
        self._open.clear()
        self._worker.abandon()
        self._worker = Worker(self._open_port, self._tell, self._trade)
        return latest

    def stop(self, timeout_s: float) -> bool:
        """Let the worker finish and end; False where it hangs."""
        return self._worker.stop(timeout_s)
