"""Where pcscd or the reader failed, nobody is told that the card was taken out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.card.outcome import CardGone, Locked, Outcome, WrongPin
from kiosk.card.port import Failure, Fault
from kiosk.card.request import Release
from kiosk.card.sighting import CardIn, CardOut, ReaderFailed
from kiosk.session.enabling import Enabling
from kiosk.session.event import Answered, Ended, Event, TimedOut, WentOn
from kiosk.session.place import Broken, Inside, Outside, Place
from kiosk.session.reason import NotChanged
from kiosk.session.state import (
    Attract,
    ChangeFailed,
    Changing,
    LastAttempt,
    OutOfService,
    PinChanged,
    PinLocked,
    PinPresent,
    Reading,
    State,
    StillThere,
    TakeCard,
    Verifying,
)
from kiosk.session.step import step
from kiosk.session.visit import with_tries
from tests.support.samples import ATR, READER, VISIT, one_of_every_state

(CHANGING,) = (state for state in one_of_every_state() if isinstance(state, Changing))
VERIFYING = next(state for state in one_of_every_state() if isinstance(state, Verifying))
INSIDE = Inside(7, VISIT.reader)
DIED = Failure(Fault.NO_SERVICE)
WHY: list[tuple[Place, Outcome, NotChanged]] = [
    (INSIDE, CardGone(Failure(Fault.CARD_GONE)), NotChanged.NOT_SENT),
    (Outside(), CardGone(Failure(Fault.CARD_MUTE)), NotChanged.NOT_SENT),
    (Outside(), Locked(), NotChanged.LOCKED),
    (Outside(), WrongPin(4), NotChanged.WRONG_PIN),
    (INSIDE, CardGone(DIED), NotChanged.CUT_OFF),
    (INSIDE, CardGone(Failure(Fault.NO_READER)), NotChanged.CUT_OFF),
    (INSIDE, CardGone(Failure(Fault.CARD_BUSY)), NotChanged.CUT_OFF),
    (Broken(DIED), CardGone(Failure(Fault.CARD_GONE)), NotChanged.CUT_OFF),
    (Broken(DIED), Locked(), NotChanged.LOCKED),
    *((place, CardGone(DIED, attempt=True), NotChanged.CUT_OFF_AT_PIN) for place in (INSIDE, Outside(), Broken(DIED))),
]


@pytest.mark.parametrize(("place", "outcome", "why"), WHY, ids=str)
def test_why_a_pin_was_not_changed(place: Place, outcome: Outcome, why: NotChanged) -> None:
    after, _ = step(replace(CHANGING, place=place), Answered(VISIT.number, outcome))

    assert isinstance(after, ChangeFailed)
    assert (after.why, after.place) == (why, place)


def test_a_reader_that_fails_after_the_answer_explains_it_and_after_the_card_went_does_not() -> None:
    failed = ReaderFailed(DIED)
    told = [step(ChangeFailed(VISIT, NotChanged.NOT_SENT, place), failed)[0] for place in (INSIDE, Outside())]

    assert told == [ChangeFailed(VISIT, why, Broken(DIED)) for why in (NotChanged.CUT_OFF, NotChanged.NOT_SENT)]


def test_a_verification_that_pcscd_died_in_asks_for_no_card_to_be_taken_out() -> None:
    assert step(VERIFYING, Answered(VISIT.number, CardGone(DIED))) == (
        OutOfService(DIED, attempt=True),
        (Release(VISIT.number),),
    )


def test_a_reader_that_fails_before_the_answer_to_a_pin_says_that_an_attempt_may_be_gone() -> None:
    assert step(VERIFYING, ReaderFailed(DIED)) == (OutOfService(DIED, attempt=True), (Release(VISIT.number),))


ANSWERED = Answered(VISIT.number, CardGone(Failure(Fault.ANSWER_LOST)))
WENT = CardOut(VISIT.reader)


@pytest.mark.parametrize("seen", [(WENT,), (WENT, ANSWERED), (ANSWERED, WENT)], ids=len)
def test_a_card_that_goes_before_it_answers_to_a_pin_says_the_same_whoever_sees_it_first(seen: tuple[Event]) -> None:
    state: State = VERIFYING
    for event in seen:
        state, _ = step(state, event)

    assert state == ChangeFailed(with_tries(VISIT, None), NotChanged.ATTEMPT_LOST, Outside())


def test_one_that_stays_in_is_to_be_taken_and_read_anew() -> None:
    told, released = step(VERIFYING, ANSWERED)
    after, _ = step(told, WentOn())

    assert (told, released) == (
        ChangeFailed(with_tries(VISIT, None), NotChanged.ATTEMPT_LOST, VISIT.inside),
        (Release(VISIT.number),),
    )
    assert isinstance(after, TakeCard)


def test_a_change_cut_off_at_its_verify_says_that_an_attempt_may_be_gone_until_the_card_was_read_anew() -> None:
    lost = Answered(VISIT.number, CardGone(Failure(Fault.ANSWER_LOST), attempt=True))
    told, _ = step(replace(CHANGING, place=INSIDE), lost)
    pulled, _ = step(told, WENT)
    after, _ = step(told, WentOn())

    assert isinstance(told, ChangeFailed)
    assert (told.why, told.visit.card.tries_left, told.visit.presence) == (NotChanged.CUT_OFF_AT_PIN, None, b"")
    assert pulled == replace(told, place=Outside())
    assert isinstance(after, TakeCard)


CHANGED = PinChanged(VISIT, INSIDE, Enabling.ON_ITS_WAY)
RESULTS: tuple[PinChanged | ChangeFailed, ...] = (
    CHANGED,
    *(ChangeFailed(VISIT, why, INSIDE) for why in NotChanged),
)


@pytest.mark.parametrize("result", RESULTS, ids=lambda state: getattr(state, "why", None) or "changed")
def test_what_became_of_a_pin_is_told_though_its_card_left_with_the_answer(result: PinChanged | ChangeFailed) -> None:
    told, effects = step(result, WENT)

    assert (told, effects) == (replace(result, place=Outside()), ())
    assert step(told, TimedOut())[0] == Attract()


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        (PinPresent(VISIT, wrong=True), NotChanged.WRONG_PIN),
        (LastAttempt(VISIT, wrong=True), NotChanged.WRONG_PIN),
        (PinLocked(VISIT), NotChanged.LOCKED),
    ],
)
def test_a_verdict_on_a_pin_is_told_though_its_card_left_with_it(shown: State, why: NotChanged) -> None:
    assert step(shown, WENT) == (ChangeFailed(VISIT, why, Outside()), (Release(VISIT.number),))


def test_the_next_card_does_not_wait_for_a_result_to_be_read() -> None:
    told, _ = step(CHANGED, WENT)

    assert step(told, CardIn(READER, ATR, 8))[0] == Reading(8, READER)


def test_a_result_behind_still_there_is_told_when_its_card_leaves() -> None:
    assert step(StillThere(CHANGED), WENT)[0] == replace(CHANGED, place=Outside())


def test_a_visit_that_ends_beside_a_broken_reader_lets_its_card_go() -> None:
    after = step(ChangeFailed(VISIT, NotChanged.CUT_OFF, Broken(DIED)), Ended())

    assert after == (OutOfService(DIED), (Release(VISIT.number),))
