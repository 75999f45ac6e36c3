"""The worker: one thread, one connection a visit, one outcome a request."""

from __future__ import annotations

from dataclasses import replace
from queue import SimpleQueue
from threading import current_thread

import pytest

from kiosk.card.desk import workers
from kiosk.card.in_process import InProcessPort, InProcessSession
from kiosk.card.outcome import (
    CardGone,
    CardRead,
    Changed,
    Counter,
    NoInquiry,
    Outcome,
    Released,
    Unknown,
    Verified,
    WrongPin,
)
from kiosk.card.pin import Pin
from kiosk.card.port import Channel, Failure, Fault, Port
from kiosk.card.request import (
    CardRequest,
    ChangePin,
    Exchanged,
    ReadCard,
    ReadChallenge,
    ReadCounter,
    Release,
    VerifyPin,
    pins_of,
)
from kiosk.card.trade import SELF_SERVICE
from tests.support.cards import NEW, READER, WRONG, Listening, identification, pin, slot_with, virtual_card
from tests.support.clock import Seconds
from tests.support.hanging import DEADLINE_S
from tests.unit.kiosk.card.asked import worker_at, worker_with

CARD = identification()
DEFECT = Failure(Fault.DEFECT)


def verify(digits: bytes, visit: int = 1) -> VerifyPin:
    return VerifyPin(visit, READER, CARD, Pin(digits))


def test_each_request_has_its_outcome() -> None:
    with worker_at(slot_with(virtual_card())) as asked:
        outcomes = [
            asked.outcome(request)
            for request in (
                ReadCounter(1, READER, CARD),
                verify(WRONG),
                verify(b"135790"),
                ChangePin(1, READER, CARD, pin(), pin(NEW)),
                verify(NEW),
                Release(1),
            )
        ]

    assert outcomes == [Counter(6), WrongPin(5), Verified(6), Changed(6), Verified(6), Released()]


def test_without_a_card_the_card_is_gone() -> None:
    with worker_at(slot_with()) as asked:
        assert asked.outcome(ReadCard(1, READER)) == CardGone(Failure(Fault.CARD_GONE))


def test_without_its_reader_there_is_no_reader() -> None:
    with worker_at(slot_with(virtual_card())) as asked:
        assert asked.outcome(ReadCard(1, "unplugged")) == CardGone(Failure(Fault.NO_READER))


def test_a_card_that_went_between_two_requests_is_gone_and_nothing_is_sent_to_the_next() -> None:
    """vxsuite#1823: the next person inherits the session."""
    slot, next_card = slot_with(virtual_card()), Listening(virtual_card())
    with worker_at(slot) as asked:
        asked.outcome(ReadCard(1, READER))
        slot.insert(next_card)
        outcome = asked.outcome(ReadCounter(1, READER, CARD))

    assert (outcome, next_card.heard) == (CardGone(Failure(Fault.CARD_GONE)), [])


def test_after_a_card_that_went_the_next_visit_is_served() -> None:
    slot = slot_with(virtual_card())
    with worker_at(slot) as asked:
        asked.outcome(ReadCard(1, READER))
        slot.remove()
        asked.outcome(ReadCounter(1, READER, CARD))
        slot.insert(virtual_card("t1"))
        outcome = asked.outcome(ReadCard(2, READER))

    assert isinstance(outcome, CardRead)


@pytest.mark.parametrize(
    "request_",
    [verify(b"135790"), verify(WRONG), ChangePin(1, READER, CARD, pin(), pin(NEW))],
    ids=["right", "wrong", "change"],
)
def test_pins_are_wiped_when_the_outcome_is_told(request_: CardRequest) -> None:
    with worker_at(slot_with(virtual_card())) as asked:
        asked.outcome(request_)

    assert [each.wiped for each in pins_of(request_)] == [True] * len(pins_of(request_))


def test_pins_are_wiped_where_there_is_no_card() -> None:
    request = verify(b"135790")
    with worker_at(slot_with()) as asked:
        asked.outcome(request)

    assert request.present.wiped


def test_a_verified_pin_does_not_stay_on_the_card() -> None:
    """vxsuite#1823: the next person inherits the session."""
    resets: list[int] = []

    class Resetting(Listening):
        """A card that notes after how many commands it was reset."""

        def reset(self) -> bytes:
            """Noted."""
            resets.append(len(self.heard))
            return super().reset()

    card = Resetting(virtual_card())
    with worker_at(slot_with(card)) as asked:
        asked.outcome(verify(b"135790"))

        assert resets[-1] == len(card.heard) > 0


def test_a_card_let_go_has_nothing_selected() -> None:
    card = virtual_card()
    with worker_at(slot_with(card)) as asked:
        asked.outcome(ReadCard(1, READER))
        asked.outcome(Release(1))

        assert card.transmit(bytes.fromhex("00200000")) == bytes.fromhex("6985")


def test_the_card_is_let_go_when_the_worker_stops() -> None:
    card = virtual_card()
    with worker_at(slot_with(card)) as asked:
        asked.outcome(ReadCard(1, READER))

    assert card.transmit(bytes.fromhex("00200000")) == bytes.fromhex("6985")


class CountingPort(InProcessPort):
    """A port that counts the connections made."""

    connections = 0

    def connect(self, reader: str) -> InProcessSession | Failure:
        """One more."""
        self.connections += 1
        return super().connect(reader)


def test_a_visit_has_one_connection() -> None:
    port = CountingPort(slot_with(virtual_card()))
    with worker_with(port) as asked:
        for visit in (1, 1, 2):
            asked.outcome(ReadCounter(visit, READER, CARD))

    assert port.connections == 2


def test_after_a_card_that_did_not_answer_the_same_visit_connects_anew() -> None:
    class SilentOnce(Listening):
        """A card whose first command gets no answer."""

        def transmit(self, apdu: bytes) -> bytes | None:
            """Nothing, the first time."""
            answer = super().transmit(apdu)
            return answer if len(self.heard) > 1 else None

    port = CountingPort(slot_with(SilentOnce(virtual_card())))
    with worker_with(port) as asked:
        outcomes = [asked.outcome(ReadCounter(1, READER, CARD)) for _ in range(2)]

    assert (outcomes, port.connections) == ([CardGone(Failure(Fault.CARD_MUTE)), Counter(6)], 2)


def test_stop_waits_for_what_is_queued() -> None:
    with worker_at(slot_with(virtual_card())) as asked:
        asked.submit(ReadCard(1, READER))
        asked.submit(ReadCounter(1, READER, CARD))
        stopped = asked.line.stop(DEADLINE_S)

        assert (stopped, asked.more(), asked.more()) == (True, True, True)


def test_outcomes_are_told_on_a_daemon_thread_of_its_own() -> None:
    threads: SimpleQueue[tuple[str, bool]] = SimpleQueue()
    line = workers(
        lambda: InProcessPort(slot_with()),
        lambda *_: threads.put((current_thread().name, current_thread().daemon)),
        Seconds(),
        SELF_SERVICE,
    )
    line.submit(Release(1), 1.0)
    told_on = threads.get(timeout=DEADLINE_S)
    line.stop(DEADLINE_S)

    assert told_on == ("card worker", True)


class Bursting(Exception):
    """What nobody foresaw; its text names a person."""


@pytest.mark.parametrize(
    ("request_", "outcome"),
    [
        (ReadCard(1, READER), CardGone(DEFECT)),
        (verify(b"135790"), CardGone(DEFECT, attempt=True)),
        (ChangePin(1, READER, CARD, pin(), pin(NEW)), Unknown(DEFECT)),
        (ReadChallenge(1, READER, CARD), NoInquiry()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_driver_that_bursts_is_an_outcome_and_the_worker_serves_on(
    request_: CardRequest, outcome: Outcome, caplog: pytest.LogCaptureFixture
) -> None:
    bursts = [True, False]

    def carry_out(request: Exchanged, card: Channel) -> Outcome:
        if bursts.pop(0):
            raise Bursting("Zhang San, 135790")
        return SELF_SERVICE.carry_out(request, card)

    port = CountingPort(slot_with(virtual_card()))
    with worker_with(port, replace(SELF_SERVICE, carry_out=carry_out)) as asked:
        outcomes = [asked.outcome(request_), asked.outcome(ReadCounter(1, READER, CARD))]

    assert (outcomes, port.connections) == ([outcome, Counter(6)], 2)
    assert all(each.wiped for each in pins_of(request_))
    assert "Bursting in " in caplog.text
    assert "Zhang" not in caplog.text
    caplog.clear()


def test_a_port_that_can_not_be_opened_is_an_outcome_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    tries = [False, True]

    def open_port() -> Port:
        if tries.pop(0):
            return InProcessPort(slot_with(virtual_card()))
        raise Bursting

    told: SimpleQueue[Outcome] = SimpleQueue()
    line = workers(open_port, lambda _, outcome: told.put(outcome), Seconds(), SELF_SERVICE)
    for _ in range(2):
        line.submit(ReadCounter(1, READER, CARD), 1.0)
    outcomes = [told.get(timeout=DEADLINE_S) for _ in range(2)]
    line.stop(DEADLINE_S)

    assert outcomes == [CardGone(DEFECT), Counter(6)]
    caplog.clear()
