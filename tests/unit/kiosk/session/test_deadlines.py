"""A card that hangs: what the person is told when a request's time is over, and how the terminal gets going again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.card.outcome import CardGone, Verified
from kiosk.card.port import Failure, Fault
from kiosk.issuer.answers import Away
from kiosk.session.event import ChosePinChange, DeadlineMissed, Event
from kiosk.session.place import Outside
from kiosk.session.reader import Reader
from kiosk.session.runner import CardSaid, OfficeSaid
from kiosk.session.state import (
    Attract,
    ChangeFailed,
    Changing,
    Counting,
    OutcomeUnknown,
    OutOfService,
    PinAgain,
    PinChanged,
    PinNew,
    PinPresent,
    Reading,
    Verifying,
)
from tests.support.cards import CHANGE_PIN, NEW, PRESENT, holds, virtual_card
from tests.support.hanging import Hanging, workers_ended
from tests.unit.kiosk.session.hall import Hall, hall

HUNG = OutOfService(Failure(Fault.CARD_HUNG))

HUNG_WITH_A_PIN = OutOfService(Failure(Fault.CARD_HUNG), attempt=True)

# Which VERIFY of a visit is whose; the fourth asks for the counter after the third.
COUNTING, VERIFYING, PROVING = 2, 3, 5

Strikes = Callable[[bytes], bool]


def nth_verify(number: int) -> Strikes:
    """Strikes at the `number`-th VERIFY with or without a PIN."""
    heard: list[bytes] = []

    def strikes(apdu: bytes) -> bool:
        heard.append(apdu)
        return apdu[1] == 0x20 and sum(each[1] == 0x20 for each in heard) == number

    return strikes


def is_change(apdu: bytes) -> bool:
    return apdu[:2] == CHANGE_PIN


def hangs_reading(at: Hall, card: Hanging) -> None:
    at.until(Reading)
    card.wait_until_it_hangs()


def hangs_counting(at: Hall, card: Hanging) -> None:
    at.menu()
    at.does(ChosePinChange())
    card.wait_until_it_hangs()
    assert isinstance(at.state, Counting)


def hangs_verifying(at: Hall, card: Hanging) -> None:
    at.to_pin_present()
    at.keys(PRESENT)
    card.wait_until_it_hangs()
    assert isinstance(at.state, Verifying)


def hangs_changing(at: Hall, card: Hanging) -> None:
    at.to_pin_again()
    at.keys(NEW)
    card.wait_until_it_hangs()
    assert isinstance(at.state, Changing)


OUT_OF_SERVICE: dict[str, tuple[Callable[[], Strikes], Callable[[Hall, Hanging], None], float, OutOfService]] = {
    "reading": (lambda: lambda _: True, hangs_reading, 5.0, HUNG),
    "counting": (lambda: nth_verify(COUNTING), hangs_counting, 4.0, HUNG),
    "verifying": (lambda: nth_verify(VERIFYING), hangs_verifying, 4.0, HUNG_WITH_A_PIN),
}


@pytest.mark.parametrize(("strikes", "go", "deadline_s", "out"), OUT_OF_SERVICE.values(), ids=OUT_OF_SERVICE)
def test_a_card_that_hangs_before_anything_is_changed_means_out_of_service(
    strikes: Callable[[], Strikes], go: Callable[[Hall, Hanging], None], deadline_s: float, out: OutOfService
) -> None:
    """Where a PIN was on its way it is said that an attempt may be gone."""
    card = Hanging(virtual_card(), strikes())
    with hall(card) as at:
        go(at, card)
        waiting = type(at.state)
        states = [type(at.passes(deadline_s - 0.1)), at.passes(0.1)]

    assert states == [waiting, out]


def test_a_card_that_hangs_while_it_changes_means_an_unknown_outcome() -> None:
    """vxsuite#2170: a write whose end nobody saw."""
    card = Hanging(virtual_card(), is_change)
    with hall(card) as at:
        hangs_changing(at, card)
        states = [type(at.passes(5.9)), type(at.passes(0.1))]

    assert states == [Changing, OutcomeUnknown]


@pytest.mark.parametrize(
    ("strikes", "go", "writes"),
    [
        pytest.param(lambda: lambda _: True, hangs_reading, False, id="reading"),
        pytest.param(lambda: nth_verify(VERIFYING), hangs_verifying, True, id="verifying"),
        pytest.param(lambda: is_change, hangs_changing, True, id="changing"),
    ],
)
def test_whoever_wants_to_leave_waits_for_a_card_at_work_on_its_pin_until_its_deadline(
    strikes: Callable[[], Strikes], go: Callable[[Hall, Hanging], None], writes: bool
) -> None:
    card = Hanging(virtual_card(), strikes())
    with hall(card) as at:
        go(at, card)
        meanwhile = at.runner.is_writing()
        at.passes(6)

        assert (meanwhile, at.runner.is_writing()) == (writes, False)


def test_while_the_card_is_at_work_nobody_is_asked_whether_they_are_there() -> None:
    card = Hanging(virtual_card(), lambda _: True)
    with hall(card) as at:
        hangs_reading(at, card)
        due = at.runner.due()

    assert due == at.clock.now + 5.0


@pytest.mark.parametrize(
    ("strikes", "shown"),
    [
        pytest.param(lambda: is_change, PinChanged, id="hung in CHANGE PIN"),
        pytest.param(lambda: nth_verify(PROVING), ChangeFailed, id="hung before it"),
    ],
)
def test_a_card_that_hung_while_it_changed_tells_when_it_is_put_back(
    strikes: Callable[[], Strikes], shown: type[PinChanged | ChangeFailed]
) -> None:
    """vxsuite#2419: removal during a write leaves an unrecoverable card."""
    virtual = virtual_card()
    card = Hanging(virtual, strikes())
    with hall(card) as at:
        hangs_changing(at, card)
        at.passes(6)
        card.wake()
        at.slot.remove()
        at.until(OutcomeUnknown, lambda lost: lost.place == Outside())
        at.slot.insert(virtual)

        assert at.until(shown).visit.card.tries_left == 6


def test_after_out_of_service_the_next_card_is_served() -> None:
    """eid-mw#27: a kiosk stuck until replugged."""
    card = Hanging(virtual_card())
    with hall(card) as at:
        hangs_reading(at, card)
        at.passes(5)
        out_of_service = at.state
        card.wake()
        at.slot.remove()
        at.until(Attract)
        at.slot.insert(virtual_card())

        assert (out_of_service, at.menu().visit.number) == (HUNG, 2)


def test_the_next_person_is_not_left_waiting_behind_the_card_before() -> None:
    """eid-mw#27: a kiosk stuck until replugged. Their request was queued behind the one that hangs."""
    card = Hanging(virtual_card())
    with hall(card) as at:
        hangs_reading(at, card)
        at.passes(3)
        at.slot.insert(virtual_card())
        at.until(Reading, lambda reading: reading.visit == 2)

        assert at.passes(2) == HUNG


def test_an_outcome_that_comes_too_late_is_no_event() -> None:
    card, events = Hanging(virtual_card(), nth_verify(VERIFYING)), list[Event]()
    with hall(card, observe=lambda _, event, __: events.append(event)) as at:
        hangs_verifying(at, card)
        at.passes(4)
        before = len(events)
        at.runner.deliver(CardSaid(Reader.HOLDER, 6, Verified(6)))

    assert (type(events[-1]), len(events)) == (DeadlineMissed, before)


def test_a_change_given_up_before_change_pin_was_sent_is_never_made_later() -> None:
    virtual = virtual_card()
    card = Hanging(virtual, nth_verify(PROVING))
    with hall(card) as at:
        at.to_pin_again()
        at.keys(NEW)
        card.wait_until_it_hangs()
        at.passes(6)
        card.wake()
    workers_ended()

    assert holds(virtual, PRESENT)


def test_screens_that_ask_wait_for_the_person_and_not_for_the_card() -> None:
    with hall(virtual_card()) as at:
        waits = []
        at.to_pin_present()
        waits.append(isinstance(at.passes(10), PinPresent))
        at.keys(PRESENT)
        at.until(PinNew)
        waits.append(isinstance(at.passes(10), PinNew))
        at.keys(NEW)
        waits.append(isinstance(at.passes(10), PinAgain))

    assert waits == [True, True, True]


def test_what_card_or_office_say_to_a_request_that_was_given_up_is_dropped() -> None:
    with hall(virtual_card()) as at:
        menu = at.menu()
        at.runner.deliver(OfficeSaid(999, Away()))
        at.runner.deliver(CardSaid(Reader.HOLDER, 999, CardGone(Failure(Fault.CARD_HUNG))))

        assert at.state == menu
