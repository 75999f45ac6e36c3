"""The desk between the session and the card: requests go to a worker in line, each with its deadline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from kiosk.card.outcome import CardGone, Released
from kiosk.card.port import Port
from kiosk.card.request import Release, pins_of, with_own_pins
from kiosk.card.trade import OutcomeT, RequestT, Trade
from kiosk.card.worker import Worker
from kiosk.line import Line


class Desk(Generic[RequestT, OutcomeT]):
    """Takes requests for the worker. Used from one thread; `tell` is called on the worker's."""

    def __init__(
        self,
        open_port: Callable[[], Port],
        tell: Callable[[int, OutcomeT | CardGone | Released], None],
        clock: Callable[[], float],
        trade: Trade[RequestT, OutcomeT],
    ) -> None:
        """`open_port` is called on the worker's thread; `clock` gives monotonic seconds."""
        self._trade = trade
        self._line = workers(open_port, tell, clock, trade)

    def submit(self, request: RequestT | Release) -> None:
        """Hand a request over, with PINs of its own."""
        self._line.submit(with_own_pins(request), self._trade.deadlines_s[type(request)])

    def settle(self, number: int) -> int | None:
        """The visit that request `number` belonged to; None where it was given up before its outcome came."""
        request = self._line.settle(number)
        return None if request is None else request.visit

    def is_writing(self) -> bool:
        """Whether a card is at work on its PIN, or may be, for somebody who waits for what comes of it."""
        return any(self._trade.is_writing(request) for request in self._line.open())

    def due(self) -> float | None:
        """When the first open request misses its deadline, in the clock's seconds."""
        return self._line.due()

    def expire(self) -> int | None:
        """Where a deadline is missed, the worker is given up: the latest visit that waits in vain."""
        given_up = self._line.expire()
        return given_up[-1].visit if given_up else None

    def stop(self, timeout_s: float) -> bool:
        """Let the worker finish and end; False where it hangs."""
        return self._line.stop(timeout_s)


def workers(
    open_port: Callable[[], Port],
    tell: Callable[[int, OutcomeT | CardGone | Released], None],
    clock: Callable[[], float],
    trade: Trade[RequestT, OutcomeT],
) -> Line[RequestT | Release, OutcomeT | CardGone | Released]:
    """The line to one worker after another. The PINs of a request are the worker's, and wiped when it is done."""

    def broken(request: RequestT | Release) -> OutcomeT | CardGone | Released:
        return Released() if isinstance(request, Release) else trade.broken(request)

    return Line(
        "card worker",
        lambda given_up: Worker(open_port(), trade, given_up),
        tell,
        clock,
        broken=broken,
        done=_wipe,
    )


def _wipe(request: RequestT | Release) -> None:
    for pin in pins_of(request):
        pin.wipe()
