"""Where the port contract runs, and how it waits there: for changes, through the port alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from queue import SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import Protocol

from kiosk.card.port import CardSession, Failure, Fault, Port, Protocols, ReaderStatus

DEADLINE_S = 10.0  # until a change must have been told
LONG_S = 60.0  # no test may ever wait that long

Seen = Mapping[str, ReaderStatus]


class Place(Protocol):
    """Where the suite runs: one reader, and a hand for its card."""

    @property
    def reader(self) -> str:
        """The reader's name, as the port tells it."""
        ...

    @property
    def atr(self) -> bytes:
        """The card's."""
        ...

    @property
    def protocol(self) -> Protocols:
        """The card's."""
        ...

    def open_port(self) -> Port:
        """A port of one's own."""
        ...

    def insert(self) -> None:
        """Put the card in: a card as the bundled `normal`, PIN 135790, six attempts left."""
        ...

    def remove(self) -> None:
        """Pull it out. Like `insert`, it returns once the reader can't miss it any more."""
        ...


def seen(told: Seen | Failure, place: Place) -> ReaderStatus:
    """What is told of the reader."""
    assert not isinstance(told, Failure)
    return told[place.reader]


def settled(port: Port) -> Seen:
    """The readers as they are now, so that what comes after is a change."""
    known: Seen | Failure = port.wait_change({}, DEADLINE_S)
    while not isinstance(known, Failure):
        now = port.wait_change(known, 0.0)
        if now == known:
            return known
        known = now
    raise AssertionError(known)


def connection(port: Port, place: Place) -> CardSession:
    """A connection to the card that is in."""
    settled(port)
    session = port.connect(place.reader)
    assert not isinstance(session, Failure)
    return session


def said(session: CardSession, *apdus: bytes, reset: bool = False) -> bytes | Failure:
    """The last answer to commands in a transaction of their own."""
    assert session.begin() is None
    answer: bytes | Failure = b""
    for apdu in apdus:
        answer = session.transmit(apdu)
    session.end(reset=reset)
    return answer


def fault_of(result: object) -> Fault | None:
    """The fault of a failed call, None where it did not fail."""
    return result.fault if isinstance(result, Failure) else None


class Waiting:
    """A thread that waits for changes, one after the other, and tells each."""

    def __init__(self, port: Port, known: Seen) -> None:
        self._told: SimpleQueue[Seen | Failure] = SimpleQueue()
        self._stop = Event()
        self._port = port
        self._thread = Thread(target=self._run, args=(known,), daemon=True)
        self._thread.start()

    def until(self, holds: Callable[[ReaderStatus], bool], place: Place) -> ReaderStatus:
        """The first status for which `holds`."""
        try:
            while not holds(status := seen(self._told.get(timeout=DEADLINE_S), place)):
                pass
            return status
        finally:
            self.cancelled_in()

    def cancelled_in(self) -> float:
        """Cancel until the thread ends (a cancel before the wait began is lost to some); the seconds it took."""
        start = monotonic()
        self._stop.set()
        while self._thread.is_alive() and monotonic() - start < DEADLINE_S:
            self._port.cancel()
            self._thread.join(0.01)
        return monotonic() - start

    def _run(self, known: Seen) -> None:
        while not self._stop.is_set():
            told = self._port.wait_change(known, LONG_S)
            self._told.put(told)
            known = known if isinstance(told, Failure) else told
