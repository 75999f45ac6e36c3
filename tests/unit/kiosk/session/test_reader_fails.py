"""Where pcscd or the reader failed, nobody is told that the card was taken out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.card.outcome import CardGone, Locked, Outcome
from kiosk.card.port import Failure, Fault
from kiosk.card.request import Release
from kiosk.card.sighting import CardOut, ReaderFailed
from kiosk.session.event import Answered, Ended, Event, WentOn
from kiosk.session.place import Broken, Inside, Outside, Place
from kiosk.session.reason import NotChanged
from kiosk.session.state import ChangeFailed, Changing, OutOfService, State, TakeCard, Verifying
from kiosk.session.step import step
from kiosk.session.visit import with_tries
from tests.support.samples import VISIT, one_of_every_state

(CHANGING,) = (state for state in one_of_every_state() if isinstance(state, Changing))
VERIFYING = next(state for state in one_of_every_state() if isinstance(state, Verifying))
INSIDE = Inside(7, VISIT.reader)
DIED = Failure(Fault.NO_SERVICE)
WHY: list[tuple[Place, Outcome, NotChanged]] = [
    (INSIDE, CardGone(Failure(Fault.CARD_GONE)), NotChanged.NOT_SENT),
    (Outside(), CardGone(Failure(Fault.CARD_MUTE)), NotChanged.NOT_SENT),
    (Outside(), Locked(), NotChanged.NOT_SENT),
    (INSIDE, CardGone(DIED), NotChanged.CUT_OFF),
    (INSIDE, CardGone(Failure(Fault.NO_READER)), NotChanged.CUT_OFF),
    (INSIDE, CardGone(Failure(Fault.CARD_BUSY)), NotChanged.CUT_OFF),
    (Broken(DIED), CardGone(Failure(Fault.CARD_GONE)), NotChanged.CUT_OFF),
    (Broken(DIED), Locked(), NotChanged.CUT_OFF),
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


def test_a_visit_that_ends_beside_a_broken_reader_lets_its_card_go() -> None:
    after = step(ChangeFailed(VISIT, NotChanged.CUT_OFF, Broken(DIED)), Ended())

    assert after == (OutOfService(DIED), (Release(VISIT.number),))
