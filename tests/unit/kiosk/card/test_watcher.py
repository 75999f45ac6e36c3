"""The watcher's thread, over a slot in this process and over readers that come and go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Event, current_thread

import pytest

from kiosk.card.in_process import InProcessPort
from kiosk.card.port import CardSession, Failure, Fault, Port, ReaderStatus
from kiosk.card.sighting import CardIn, CardOut, ReaderFailed, Sighting
from kiosk.card.watcher import POLL_S, Watcher
from tests.support.cards import READER, slot_with, virtual_card

DEADLINE_S = 5.0
ATR = virtual_card().atr
NO_READER = Failure(Fault.NO_READER)


@contextmanager
def watching(port: Port, wanted: str = "") -> Iterator[SimpleQueue[Sighting]]:
    """What a watcher over `port` tells."""
    told: SimpleQueue[Sighting] = SimpleQueue()
    watcher = Watcher(lambda: port, told.put, wanted)
    try:
        yield told
    finally:
        assert watcher.stop(DEADLINE_S)


class Unplugged:
    """Readers that show this, one look after the other; the last stays."""

    def __init__(self, *seen: Mapping[str, ReaderStatus] | Failure) -> None:
        self.closed = Event()
        self._seen = list(seen)
        self._last = seen[0]
        self._cancelled = Event()

    def readers(self) -> tuple[str, ...] | Failure:
        """Not asked by a watcher."""
        raise NotImplementedError

    def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus] | Failure:
        """What is next; after the last, nothing changes."""
        if self._seen:
            self._last = self._seen.pop(0)
        else:
            self._cancelled.wait(timeout_s)
        return self._last

    def cancel(self) -> None:
        """End the wait."""
        self._cancelled.set()

    def connect(self, reader: str) -> CardSession | Failure:
        """Not done by a watcher."""
        raise NotImplementedError

    def close(self) -> None:
        """Noted."""
        self.closed.set()


def test_a_card_comes_and_goes() -> None:
    slot, card = slot_with(), virtual_card()
    with watching(InProcessPort(slot)) as told:
        seen = [told.get(timeout=DEADLINE_S)]
        slot.insert(card)
        seen.append(told.get(timeout=DEADLINE_S))
        slot.remove()
        seen.append(told.get(timeout=DEADLINE_S))
        slot.insert(card)
        seen.append(told.get(timeout=DEADLINE_S))

    assert seen == [CardOut(READER), CardIn(READER, ATR, 1), CardOut(READER), CardIn(READER, ATR, 2)]


def test_a_card_present_at_start_is_told() -> None:
    """pyscard#231: CardMonitor misses cards present at start."""
    with watching(InProcessPort(slot_with(virtual_card()))) as told:
        assert told.get(timeout=DEADLINE_S) == CardIn(READER, ATR, 1)


def test_a_reader_that_is_not_wanted_is_none() -> None:
    with watching(InProcessPort(slot_with(virtual_card())), wanted="another") as told:
        assert told.get(timeout=DEADLINE_S) == ReaderFailed(NO_READER)


def test_a_reader_unplugged_and_back_is_seen_again() -> None:
    """eid-mw#27: a kiosk stuck on "reader unplugged" until replugged."""
    card = {READER: ReaderStatus(ATR, moves=1)}
    with watching(Unplugged(card, NO_READER, card)) as told:
        seen = [told.get(timeout=DEADLINE_S) for _ in range(3)]

    assert seen == [CardIn(READER, ATR, 1), ReaderFailed(NO_READER), CardIn(READER, ATR, 2)]


def test_a_slot_off_its_cable_and_back_is_seen_again_with_its_card() -> None:
    """eid-mw#27: a kiosk stuck on "reader unplugged" until replugged."""
    slot = slot_with(virtual_card())
    with watching(InProcessPort(slot)) as told:
        seen = [told.get(timeout=DEADLINE_S)]
        slot.unplug()
        seen.append(told.get(timeout=DEADLINE_S))
        slot.plug()
        seen.append(told.get(timeout=DEADLINE_S))

    assert seen == [CardIn(READER, ATR, 1), ReaderFailed(NO_READER), CardIn(READER, ATR, 2)]


def test_off_and_on_between_two_looks_the_card_is_on_another_visit() -> None:
    """vxsuite#1823: the next person inherits the session."""
    slot = slot_with(virtual_card())
    with watching(InProcessPort(slot)) as told:
        first = told.get(timeout=DEADLINE_S)
        slot.unplug()
        slot.plug()
        seen = [told.get(timeout=DEADLINE_S) for _ in range(2)]

    assert first == CardIn(READER, ATR, 1)
    assert seen in ([CardOut(READER), CardIn(READER, ATR, 2)], [ReaderFailed(NO_READER), CardIn(READER, ATR, 2)])


def test_without_a_reader_at_the_start_that_is_told_at_once() -> None:
    slot = slot_with()
    slot.unplug()
    waits: list[float] = []

    class Noting(InProcessPort):
        """A port that notes how long it may wait."""

        def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus]:
            """As it is."""
            waits.append(timeout_s)
            return super().wait_change(known, timeout_s)

    with watching(Noting(slot)) as told:
        assert told.get(timeout=DEADLINE_S) == ReaderFailed(NO_READER)

    assert (waits[0], set(waits[1:]) <= {POLL_S}) == (0.0, True)


@pytest.mark.parametrize("seen", [{READER: ReaderStatus(None)}, NO_READER], ids=["waiting", "failed"])
def test_it_stops_when_asked_and_lets_its_port_go(seen: Mapping[str, ReaderStatus] | Failure) -> None:
    port = Unplugged(seen)
    with watching(port) as told:
        told.get(timeout=DEADLINE_S)

    assert port.closed.is_set()


def test_it_stops_while_it_waits_in_the_slot() -> None:
    told: SimpleQueue[Sighting] = SimpleQueue()
    watcher = Watcher(lambda: InProcessPort(slot_with()), told.put)
    told.get(timeout=DEADLINE_S)

    assert watcher.stop(DEADLINE_S)


def test_a_watcher_that_hangs_is_told_by_stop() -> None:
    """electrum#7819: the one waits for the device thread which waits for the other."""
    entered, release = Event(), Event()

    def hang(_: Sighting) -> None:
        entered.set()
        release.wait(DEADLINE_S)

    watcher = Watcher(lambda: InProcessPort(slot_with()), hang)
    entered.wait(DEADLINE_S)
    stopped = watcher.stop(0.01)
    release.set()

    assert (stopped, watcher.stop(DEADLINE_S)) == (False, True)


def test_sightings_are_told_on_its_own_daemon_thread() -> None:
    threads: SimpleQueue[tuple[str, bool]] = SimpleQueue()
    watcher = Watcher(
        lambda: InProcessPort(slot_with()), lambda _: threads.put((current_thread().name, current_thread().daemon))
    )
    told_on = threads.get(timeout=DEADLINE_S)
    watcher.stop(DEADLINE_S)

    assert told_on == ("card watcher", True)
