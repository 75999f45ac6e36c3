"""The gateway: each question has its time, and a clerk that hangs is replaced. The clock is handed in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event, current_thread

import pytest

from kiosk.issuer.answers import Answer, Away, Denied, NotListed
from kiosk.issuer.gateway import DEADLINE_S, Asked, Gateway
from kiosk.issuer.office import OfficeAway
from kiosk.issuer.question import AskProof, AskRecord, Question, put
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing
from tests.support.cards import identification, profile
from tests.support.clock import Seconds
from tests.support.hanging import DEADLINE_S as AT_ONCE_S
from tests.support.office import KnownOffice

CARD = identification()
RECORD, OTHER = AskRecord(CARD), AskRecord(bytes(16))
IN_USE = Record(Standing.NORMAL, bank_active=True)


@dataclass(frozen=True)
class Window:
    """A gateway, its clock, and what it tells."""

    gateway: Gateway[KnownOffice, Question, Answer]
    clock: Seconds
    told: SimpleQueue[tuple[int, Answer]]

    def answer(self) -> tuple[int, Answer]:
        """The next answer, with its question's number."""
        return self.told.get(timeout=AT_ONCE_S)


@contextmanager
def window(*offices: KnownOffice, open_office: Callable[[], KnownOffice] | None = None) -> Iterator[Window]:
    """A gateway whose first clerk has the first office, the next one the next; the last one stays."""
    left = list(offices) or [KnownOffice(profile())]
    told: SimpleQueue[tuple[int, Answer]] = SimpleQueue()
    clock = Seconds()

    def opened() -> KnownOffice:
        return left.pop(0) if len(left) > 1 else left[0]

    gateway: Gateway[KnownOffice, Question, Answer] = Gateway(
        open_office or opened, put, lambda number, answer: told.put((number, answer)), clock
    )
    try:
        yield Window(gateway, clock, told)
    finally:
        for office in offices:
            office.let_go.set()
        gateway.stop(AT_ONCE_S)
        assert clerks_ended()


def clerks() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "office clerk"]


def clerks_ended() -> bool:
    """Wait for every clerk that was given up or stopped; True where all have ended."""
    for clerk in clerks():
        clerk.join(AT_ONCE_S)
    return clerks() == []


def hanging() -> KnownOffice:
    office = KnownOffice(profile())
    office.let_go.clear()
    return office


def test_answers_are_numbered_as_questions_were_asked() -> None:
    with window() as at:
        at.gateway.submit(7, RECORD)
        at.gateway.submit(7, OTHER)

        assert [at.answer(), at.answer()] == [(1, IN_USE), (2, NotListed())]


def test_an_answer_belongs_to_its_question_once() -> None:
    with window() as at:
        at.gateway.submit(7, RECORD)
        number, _ = at.answer()

        assert [at.gateway.settle(number), at.gateway.settle(number)] == [Asked(7, RECORD), None]


def test_before_the_first_question_there_is_no_thread_and_no_way_to_the_office() -> None:
    opened = Event()

    def open_office() -> KnownOffice:
        opened.set()
        return KnownOffice(profile())

    with window(open_office=open_office) as at:
        idle = (clerks(), at.gateway.due(), at.gateway.expire(), at.gateway.stop(0), opened.is_set())
        at.gateway.submit(7, RECORD)
        at.answer()

    assert (idle, opened.is_set()) == (([], None, (), True, False), True)


def test_the_office_is_opened_and_asked_on_a_daemon_thread_of_its_own_once() -> None:
    threads = SimpleQueue[tuple[str, bool]]()

    def open_office() -> KnownOffice:
        threads.put((current_thread().name, current_thread().daemon))
        return KnownOffice(profile())

    with window(open_office=open_office) as at:
        for _ in range(2):
            at.gateway.submit(7, RECORD)
            at.answer()

    assert (threads.get(), threads.qsize()) == (("office clerk", True), 0)


def test_where_the_office_can_not_be_opened_it_is_away_and_tried_again_at_the_next_question() -> None:
    tries = [False, False, True]

    def open_office() -> KnownOffice:
        if tries.pop(0):
            return KnownOffice(profile())
        raise OfficeAway

    with window(open_office=open_office) as at:
        for _ in range(3):
            at.gateway.submit(7, RECORD)

        assert [at.answer() for _ in range(3)] == [(1, Away()), (2, Away()), (3, IN_USE)]


@pytest.mark.parametrize(("after_s", "missed"), [(0.0, False), (1.9, False), (2.0, True), (60.0, True)])
def test_a_question_is_given_up_when_its_time_has_come(after_s: float, missed: bool) -> None:
    with window(hanging()) as at:
        at.gateway.submit(7, RECORD)
        due = at.gateway.due()
        at.clock.now += after_s

        assert (due, at.gateway.expire()) == (1000.0 + DEADLINE_S, (Asked(7, RECORD),) if missed else ())


def test_what_was_queued_behind_it_is_given_up_with_it() -> None:
    with window(hanging()) as at:
        at.gateway.submit(7, RECORD)
        at.clock.now += 1.0
        at.gateway.submit(8, AskProof(CARD))
        at.clock.now += 1.0

        assert at.gateway.expire() == (Asked(7, RECORD), Asked(8, AskProof(CARD)))
        assert (at.gateway.expire(), at.gateway.due()) == ((), None)


def test_another_clerk_asks_while_the_first_one_hangs() -> None:
    """electrum#7819: everybody waits for a thread that waits for its server."""
    office = hanging()
    with window(office, KnownOffice(profile())) as at:
        at.gateway.submit(7, RECORD)
        office.wait_until_it_is_asked()
        at.clock.now += DEADLINE_S
        at.gateway.expire()
        at.gateway.submit(8, RECORD)

        assert at.answer() == (2, IN_USE)


def test_a_clerk_given_up_asks_nothing_more_and_tells_nothing_more() -> None:
    office = hanging()
    with window(office, KnownOffice(profile())) as at:
        at.gateway.submit(7, RECORD)
        at.gateway.submit(7, AskProof(CARD))
        office.wait_until_it_is_asked()
        at.clock.now += DEADLINE_S
        at.gateway.expire()
        office.let_go.set()

        assert (clerks_ended(), at.told.qsize(), office.asked) == (True, 0, ["record"])


def test_an_answer_that_was_told_just_before_its_deadline_passed_belongs_to_nobody() -> None:
    with window() as at:
        at.gateway.submit(7, RECORD)
        number, _ = at.answer()
        at.clock.now += DEADLINE_S
        at.gateway.expire()

        assert at.gateway.settle(number) is None


def test_stop_tells_that_the_clerk_hangs() -> None:
    office = hanging()
    with window(office) as at:
        at.gateway.submit(7, RECORD)
        stopped = at.gateway.stop(0.01)
        office.let_go.set()

        assert (stopped, at.gateway.stop(AT_ONCE_S)) == (False, True)


def test_an_office_that_bursts_is_away_and_its_clerk_asks_on(caplog: pytest.LogCaptureFixture) -> None:
    """A standing that is no number kills the thread, and every later visitor waits for an answer that can't come."""
    bursts = [True, False]

    class Bursting(KnownOffice):
        """An office that fails once, with a person's name on its lips."""

        def record(self, card: bytes) -> Record | NotListed | Denied | Away:
            """Nothing, the first time."""
            if bursts.pop(0):
                raise ValueError("Zhang San")
            return super().record(card)

    with window(Bursting(profile())) as at:
        for _ in range(2):
            at.gateway.submit(7, RECORD)

        assert [at.answer(), at.answer()] == [(1, Away()), (2, IN_USE)]
    assert "office clerk failed: ValueError in " in caplog.text
    assert "Zhang" not in caplog.text
    caplog.clear()
