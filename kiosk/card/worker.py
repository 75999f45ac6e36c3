"""The worker: the one thread that talks to cards. It takes requests from a queue and tells each outcome."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from typing import Generic

from kiosk.card.outcome import CardGone, Released
from kiosk.card.pin import Pin
from kiosk.card.port import CardSession, Failure, Port
from kiosk.card.request import Release, pins_of
from kiosk.card.trade import OutcomeT, RequestT, Trade


class Worker(Generic[RequestT, OutcomeT]):
    """A daemon thread with a port of its own.

    `tell` hears each outcome with its request's number, on that thread, and nothing after `abandon`.
    """

    def __init__(
        self,
        open_port: Callable[[], Port],
        tell: Callable[[int, OutcomeT | CardGone | Released], None],
        trade: Trade[RequestT, OutcomeT],
    ) -> None:
        self._open_port = open_port
        self._tell = tell
        self._trade = trade
        self._requests: SimpleQueue[tuple[int, RequestT | Release] | None] = SimpleQueue()
        self._abandoned = Event()
        self._session: CardSession | None = None
        self._visit = 0
        self._thread = Thread(target=self._run, name="card worker", daemon=True)
        self._thread.start()

    def submit(self, number: int, request: RequestT | Release) -> None:
        """Queue a request; its PINs are the worker's from now on, and wiped when it is done."""
        self._requests.put((number, request))

    def abandon(self) -> None:
        """Give this worker up: whatever it hangs in, it sends nothing more and tells nothing more."""
        self._abandoned.set()
        self._requests.put(None)

    def stop(self, timeout_s: float) -> bool:
        """Finish what is queued and end; False where it still hangs after `timeout_s`."""
        self._requests.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        port = self._open_port()
        try:
            while (queued := self._requests.get()) is not None:
                number, request = queued
                pins = pins_of(request)
                try:
                    outcome = self._outcome(port, request)
                finally:
                    _wipe(pins)
                if self._abandoned.is_set():
                    return
                self._tell(number, outcome)
        except _Abandoned:
            return
        finally:
            self._close()
            port.close()

    def _outcome(self, port: Port, request: RequestT | Release) -> OutcomeT | CardGone | Released:
        if isinstance(request, Release):
            self._close()
            return Released()
        session = self._connected(port, request.visit, request.reader)
        if isinstance(session, Failure):
            return CardGone(session)
        failed = session.begin()
        if failed:
            self._close()
            return CardGone(failed)
        outcome = self._trade.carry_out(request, _Guarded(session, self._abandoned))
        if isinstance(outcome, self._trade.lost):
            self._close()
        else:
            session.end(reset=self._trade.resets_after(request))
        return outcome

    def _connected(self, port: Port, visit: int, reader: str) -> CardSession | Failure:
        """The connection of this visit, made at its first request."""
        if self._session is not None and self._visit == visit:
            return self._session
        self._close()
        connected = port.connect(reader)
        if not isinstance(connected, Failure):
            self._session, self._visit = connected, visit
        return connected

    def _close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()


class _Abandoned(Exception):
    """Ends the thread of a worker that was given up, before it says anything more to a card."""


class _Guarded:
    """The card, as long as the worker was not given up."""

    def __init__(self, session: CardSession, abandoned: Event) -> None:
        self.atr = session.atr
        self.protocol = session.protocol
        self._session = session
        self._abandoned = abandoned

    def transmit(self, apdu: bytes) -> bytes | Failure:
        """As the session's, or the end of this thread."""
        if self._abandoned.is_set():
            raise _Abandoned
        return self._session.transmit(apdu)


def _wipe(pins: tuple[Pin, ...]) -> None:
    for pin in pins:
        pin.wipe()
