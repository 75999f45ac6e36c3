"""The desk: each request has its time, and a worker that misses one is replaced. The clock is handed in."""

from __future__ import annotations

import pytest

from kiosk.card.outcome import CardRead, Counter, Verified
from kiosk.card.request import DEADLINES_S, CardRequest, ChangePin, ReadCard, ReadCounter, VerifyPin, pins_of
from tests.support import samples
from tests.support.cards import NEW, READER, holds, identification, pin, slot_with, virtual_card
from tests.support.hanging import counter, slot_of_a_hanging_card, workers_ended

CARD = identification()
READ = ReadCard(1, READER)


def test_outcomes_are_numbered_as_requests_were_submitted() -> None:
    with counter(slot_with(virtual_card())) as at:
        at.desk.submit(READ)
        at.desk.submit(ReadCounter(1, READER, CARD))
        outcomes = [at.outcome(), at.outcome()]

    assert [(number, type(outcome)) for number, outcome in outcomes] == [(1, CardRead), (2, Counter)]


def test_an_outcome_belongs_to_its_requests_visit_once() -> None:
    with counter(slot_with(virtual_card())) as at:
        at.desk.submit(ReadCard(7, READER))
        number, _ = at.outcome()
        settled = [at.desk.settle(number), at.desk.settle(number)]

    assert settled == [7, None]


def test_a_number_that_was_never_given_belongs_to_nobody() -> None:
    with counter(slot_with()) as at:
        assert at.desk.settle(99) is None


def test_there_is_a_deadline_for_every_request() -> None:
    assert set(DEADLINES_S) == samples.kinds(CardRequest)


@pytest.mark.parametrize("request_", samples.one_of_every_request(), ids=lambda request: type(request).__name__)
def test_each_request_is_due_by_its_deadline(request_: CardRequest) -> None:
    with counter(slot_with()) as at:
        at.desk.submit(request_)
        due = at.desk.due()
        at.outcome()

    assert due == at.clock.now + DEADLINES_S[type(request_)]


def test_with_nothing_open_nothing_is_due() -> None:
    with counter(slot_with(virtual_card())) as at:
        before = at.desk.due()
        at.desk.submit(READ)
        at.desk.settle(at.outcome()[0])

        assert (before, at.desk.due()) == (None, None)


def test_the_first_deadline_is_the_one_that_is_due() -> None:
    slot, card = slot_of_a_hanging_card(virtual_card())
    with counter(slot) as at:
        at.desk.submit(ReadCard(1, READER))
        first = at.desk.due()
        at.clock.now += 1.0
        at.desk.submit(ReadCounter(1, READER, CARD))
        both = at.desk.due()
        card.wake()

    assert (first, both) == (1005.0, 1005.0)


@pytest.mark.parametrize(("after_s", "missed"), [(0.0, None), (4.9, None), (5.0, 7), (60.0, 7)])
def test_a_deadline_is_missed_when_its_time_has_come(after_s: float, missed: int | None) -> None:
    slot, card = slot_of_a_hanging_card(virtual_card())
    with counter(slot) as at:
        at.desk.submit(ReadCard(7, READER))
        card.wait_until_it_hangs()
        at.clock.now += after_s
        expired = at.desk.expire()
        card.wake()

    assert expired == missed


def test_a_deadline_is_missed_once() -> None:
    slot, card = slot_of_a_hanging_card(virtual_card())
    with counter(slot, slot_with()) as at:
        at.desk.submit(READ)
        card.wait_until_it_hangs()
        at.clock.now += 5.0
        expired = [at.desk.expire(), at.desk.expire()]
        card.wake()

    assert (expired, at.desk.due()) == ([1, None], None)


def test_a_new_worker_serves_while_the_old_one_hangs() -> None:
    """electrum#7819: everybody waits for a device thread that waits for its device."""
    slot, card = slot_of_a_hanging_card(virtual_card())
    with counter(slot, slot_with(virtual_card())) as at:
        at.desk.submit(READ)
        card.wait_until_it_hangs()
        at.clock.now += 5.0
        at.desk.expire()
        at.desk.submit(ReadCard(2, READER))
        number, outcome = at.outcome()
        visit = at.desk.settle(number)
        card.wake()

    assert (visit, type(outcome)) == (2, CardRead)


def test_a_worker_given_up_says_nothing_more_to_the_card() -> None:
    """A change that comes after "the outcome is unknown" was settled would be the worst of all."""
    virtual = virtual_card()
    slot, card = slot_of_a_hanging_card(virtual, lambda apdu: apdu[1] == 0x20)
    with counter(slot, slot_with()) as at:
        at.desk.submit(ChangePin(1, READER, CARD, pin(), pin(NEW)))
        card.wait_until_it_hangs()
        heard = list(card.heard)
        at.clock.now += 6.0
        at.desk.expire()
        card.wake()
    ended = workers_ended()

    assert (ended, card.heard, holds(virtual, NEW)) == (True, heard, False)


def test_the_late_outcome_of_a_worker_given_up_is_dropped() -> None:
    slot, card = slot_of_a_hanging_card(virtual_card(), lambda apdu: apdu == bytes.fromhex("00200000"))
    with counter(slot, slot_with(virtual_card())) as at:
        at.desk.submit(ReadCounter(1, READER, CARD))
        card.wait_until_it_hangs()
        at.clock.now += 4.0
        at.desk.expire()
        card.wake()
        at.desk.submit(ReadCard(2, READER))
        number, _ = at.outcome()

    assert (workers_ended(), number, at.told.qsize()) == (True, 2, 0)


def test_an_outcome_that_was_told_just_before_its_deadline_passed_belongs_to_nobody() -> None:
    with counter(slot_with(virtual_card())) as at:
        at.desk.submit(READ)
        number, _ = at.outcome()
        at.clock.now += 5.0
        at.desk.expire()

        assert at.desk.settle(number) is None


def test_the_person_who_waits_now_is_told_of_a_worker_that_hung_with_the_one_before() -> None:
    """eid-mw#27: a kiosk stuck until replugged. What was queued behind the hung request is given up with it."""
    slot, card = slot_of_a_hanging_card(virtual_card())
    with counter(slot, slot_with()) as at:
        at.desk.submit(ReadCard(1, READER))
        card.wait_until_it_hangs()
        at.clock.now += 4.0
        at.desk.submit(ReadCard(2, READER))
        at.clock.now += 1.0
        expired = at.desk.expire()
        card.wake()

    assert (expired, at.desk.due()) == (2, None)


def test_the_sessions_pins_are_its_own() -> None:
    """The worker wipes its copies; the session needs its PINs until it leaves the state that holds them."""
    request = ChangePin(1, READER, CARD, pin(), pin(NEW))
    with counter(slot_with(virtual_card())) as at:
        at.desk.submit(request)
        at.outcome()

    assert [each.wiped for each in pins_of(request)] == [False, False]


def test_a_request_is_carried_out_though_the_session_wiped_its_pins() -> None:
    request = VerifyPin(1, READER, CARD, pin())
    slot, card = slot_of_a_hanging_card(virtual_card(), lambda apdu: apdu[1] == 0xA4)
    with counter(slot) as at:
        at.desk.submit(request)
        card.wait_until_it_hangs()
        request.present.wipe()
        card.wake()

        assert at.outcome() == (1, Verified(6))


def test_stop_tells_that_the_worker_hangs() -> None:
    slot, card = slot_of_a_hanging_card(virtual_card())
    with counter(slot) as at:
        at.desk.submit(READ)
        card.wait_until_it_hangs()
        stopped = at.desk.stop(0.01)
        card.wake()

        assert (stopped, at.desk.stop(5.0)) == (False, True)
