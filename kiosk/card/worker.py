"""The worker: what the one thread that talks to cards does with a request."""

from __future__ import annotations

from threading import Event
from typing import Generic

from kiosk.card.outcome import CardGone, Released
from kiosk.card.port import CardSession, Failure, Port
from kiosk.card.request import Release
from kiosk.card.trade import OutcomeT, RequestT, Trade
from kiosk.line import GivenUp


class Worker(Generic[RequestT, OutcomeT]):
    """One port, and one connection a visit. It serves a `kiosk.line.Line`."""

    def __init__(self, port: Port, trade: Trade[RequestT, OutcomeT], given_up: Event) -> None:
        """Once `given_up` is set, nothing more is said to any card."""
        self._port = port
        self._trade = trade
        self._given_up = given_up
        self._session: CardSession | None = None
        self._visit = 0

    def serve(self, request: RequestT | Release) -> OutcomeT | CardGone | Released:
        """The outcome, in a transaction of its own. Raises GivenUp."""
        if isinstance(request, Release):
            self._let_go()
            return Released()
        session = self._connected(request.visit, request.reader)
        if isinstance(session, Failure):
            return CardGone(session)
        failed = session.begin()
        if failed:
            self._let_go()
            return CardGone(failed)
        outcome = self._trade.carry_out(request, _Guarded(session, self._given_up))
        if isinstance(outcome, self._trade.lost):
            self._let_go()
        else:
            session.end(reset=self._trade.resets_after(request))
        return outcome

    def close(self) -> None:
        """Let the card and the port go."""
        self._let_go()
        self._port.close()

    def _connected(self, visit: int, reader: str) -> CardSession | Failure:
        """The connection of this visit, made at its first request."""
        if self._session is not None and self._visit == visit:
            return self._session
        self._let_go()
        connected = self._port.connect(reader)
        if not isinstance(connected, Failure):
            self._session, self._visit = connected, visit
        return connected

    def _let_go(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()


class _Guarded:
    """The card, as long as the worker was not given up."""

    def __init__(self, session: CardSession, given_up: Event) -> None:
        self.atr = session.atr
        self.protocol = session.protocol
        self._session = session
        self._given_up = given_up

    def transmit(self, apdu: bytes) -> bytes | Failure:
        """As the session's. Raises GivenUp before a worker that was given up says anything more to a card."""
        if self._given_up.is_set():
            raise GivenUp
        return self._session.transmit(apdu)
