"""The watcher's thread, over a slot in this process and over readers that come and go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from queue import Empty, SimpleQueue
from threading import Event, current_thread
from time import monotonic

import pytest

from kiosk.card.in_process import InProcessPort
from kiosk.card.lookout import BREATH_S, POLL_S, SILENT_S
from kiosk.card.port import CardSession, Failure, Fault, Port, ReaderStatus
from kiosk.card.sighting import CardIn, CardOut, ReaderFailed, Sighting
from kiosk.card.watcher import FIRST_PAUSE_S, MOST_HUNG, Watcher
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


class Bursting(Unplugged):
    """Readers that fail in a way that nobody foresaw."""

    def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus] | Failure:
        """A library's own exception, with a person's name in it."""
        raise UnicodeError("Zhang San")


class Hanging(Unplugged):
    """Readers behind a service that does not answer, until it is freed."""

    def __init__(self) -> None:
        super().__init__(NO_READER)
        self.freed = Event()

    def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus] | Failure:
        """Nothing, for as long as it takes."""
        assert self.freed.wait(60)
        return NO_READER


@contextmanager
def watching_each(
    *ports: Port, silent_s: float = SILENT_S, first_pause_s: float = FIRST_PAUSE_S
) -> Iterator[tuple[SimpleQueue[Sighting], SimpleQueue[float]]]:
    """What a watcher tells whose lookouts have these ports, one after the other, the last for ever; when each began."""
    told: SimpleQueue[Sighting] = SimpleQueue()
    began: SimpleQueue[float] = SimpleQueue()
    left = list(ports)

    def open_port() -> Port:
        began.put(monotonic())
        return left.pop(0) if len(left) > 1 else left[0]

    watcher = Watcher(open_port, told.put, silent_s=silent_s, first_pause_s=first_pause_s)
    try:
        yield told, began
    finally:
        for port in ports:
            if isinstance(port, Hanging):
                port.freed.set()
        assert watcher.stop(DEADLINE_S)


def test_a_defect_is_told_put_down_without_its_words_and_the_readers_are_watched_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A reader's name in an unknown encoding ended the thread, and the screen asked for a card for ever."""
    port = InProcessPort(slot_with(virtual_card()))
    with watching_each(Bursting(NO_READER), port, first_pause_s=0.01) as (told, _):
        seen = [told.get(timeout=DEADLINE_S) for _ in range(2)]

    assert seen == [ReaderFailed(Failure(Fault.DEFECT)), CardIn(READER, ATR, 1)]
    assert "card lookout failed: UnicodeError in " in caplog.text
    assert "Zhang" not in caplog.text
    caplog.clear()


def test_a_defect_that_stays_is_told_once_and_tried_less_and_less_often(caplog: pytest.LogCaptureFixture) -> None:
    with watching_each(Bursting(NO_READER), first_pause_s=0.02) as (told, began):
        times = [began.get(timeout=DEADLINE_S) for _ in range(5)]
        seen = told.get(timeout=DEADLINE_S)

    pauses_s = [after - before for before, after in pairwise(times)]
    assert all(pause_s >= 0.02 * 2**nth for nth, pause_s in enumerate(pauses_s)), pauses_s
    assert (seen, told.empty()) == (ReaderFailed(Failure(Fault.DEFECT)), True)
    caplog.clear()


def test_a_service_that_hangs_is_told_and_the_readers_are_watched_by_another() -> None:
    """acsccid and others hang in the driver: nobody can end such a call, and nobody may wait for it."""
    port = InProcessPort(slot_with(virtual_card()))
    with watching_each(Hanging(), port, silent_s=0.05) as (told, _):
        seen = [told.get(timeout=DEADLINE_S) for _ in range(2)]

    assert seen == [ReaderFailed(Failure(Fault.SERVICE_SILENT)), CardIn(READER, ATR, 1)]


def test_of_lookouts_that_hang_there_are_a_few_and_what_the_last_sees_counts() -> None:
    hangs = Hanging()
    with watching_each(hangs, silent_s=0.005) as (told, began):
        for _ in range(MOST_HUNG + 1):
            began.get(timeout=DEADLINE_S)
        with pytest.raises(Empty):
            began.get(timeout=0.2)
        hangs.freed.set()
        seen = [told.get(timeout=DEADLINE_S) for _ in range(2)]

    assert seen == [ReaderFailed(Failure(Fault.SERVICE_SILENT)), ReaderFailed(NO_READER)]


def test_stop_does_not_wait_for_a_service_that_hangs() -> None:
    hangs = Hanging()
    watcher = Watcher(lambda: hangs, lambda _: None)
    assert watcher.stop(0.05) is False
    hangs.freed.set()
    assert watcher.stop(DEADLINE_S)


def test_a_defect_where_a_sighting_is_told_costs_that_sighting_and_no_other(caplog: pytest.LogCaptureFixture) -> None:
    slot, told = slot_with(), SimpleQueue[Sighting]()

    def tell(seen: Sighting) -> None:
        if isinstance(seen, CardOut):
            raise RuntimeError
        told.put(seen)

    watcher = Watcher(lambda: InProcessPort(slot), tell)
    slot.insert(virtual_card())
    seen = told.get(timeout=DEADLINE_S)
    watcher.stop(DEADLINE_S)

    assert isinstance(seen, CardIn)
    caplog.clear()


def test_readers_that_change_all_the_time_keep_no_processor_busy() -> None:
    looks: SimpleQueue[float] = SimpleQueue()

    class Restless(Unplugged):
        """A reader that counts a move a look."""

        moves = 0

        def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus]:
            """At once."""
            self.moves += 1
            looks.put(monotonic())
            return {READER: ReaderStatus(None, moves=self.moves)}

    with watching(Restless(NO_READER)):
        times = [looks.get(timeout=DEADLINE_S) for _ in range(6)]

    assert all(after - before >= BREATH_S for before, after in pairwise(times))
