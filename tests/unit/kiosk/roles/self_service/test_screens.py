"""Every state has a screen."""

from __future__ import annotations

import pytest

from kiosk.card.port import Failure, Fault
from kiosk.roles.self_service.screens import screen_of
from kiosk.rules.new_pin import Refusal
from kiosk.session import state as st
from kiosk.session.reason import Farewell, NotChanged, Unrecognised
from kiosk.session.state import State
from tests.support.samples import INSIDE, VISIT, new, one_of_every_state, present


@pytest.mark.parametrize(
    ("state", "screen"),
    [
        (st.Starting(), "attract"),
        (st.Attract(), "attract"),
        (st.OutOfService(Failure(Fault.NO_READER)), "out-of-service"),
        (st.Reading(7, "r"), "reading"),
        (st.Counting(VISIT), "reading"),
        (st.Verifying(VISIT, present()), "reading"),
        (st.Changing(VISIT, present(), new(), INSIDE), "reading"),
        (st.Settling(VISIT, present(), new(), 8, INSIDE), "reading"),
        (st.NotRecognised(Unrecognised.MUTE), "not-recognised"),
        (st.NotRecognised(Unrecognised.BANK_CARD), "bank-card-only"),
        (st.NotRecognised(Unrecognised.UNSUPPORTED), "unsupported-card"),
        (st.Menu(VISIT), "menu"),
        (st.StandingShown(VISIT), "standing"),
        (st.PinPresent(VISIT), "pin-present"),
        (st.PinPresent(VISIT, wrong=True), "pin-wrong"),
        (st.LastAttempt(VISIT), "last-attempt"),
        (st.LastAttempt(VISIT, wrong=True), "last-attempt"),
        (st.PinNew(VISIT, present()), "pin-new"),
        (st.PinNew(VISIT, present(), (Refusal.RUN,)), "pin-refused"),
        (st.PinAgain(VISIT, present(), new()), "pin-again"),
        (st.PinChanged(VISIT, INSIDE), "pin-changed"),
        (st.ChangeFailed(VISIT, NotChanged.REFUSED, INSIDE), "pin-not-changed"),
        (st.ChangeFailed(VISIT, NotChanged.UNSETTLED, INSIDE), "outcome-unknown"),
        (st.PinLocked(VISIT), "locked"),
        (st.UnlockExplained(VISIT), "unlock-explained"),
        (st.OutcomeUnknown(VISIT, present(), new(), INSIDE), "outcome-unknown"),
        (st.TakeCard(Farewell.ENDED), "take-card"),
        (st.CardLeftBehind(st.Reminder.LOUDER), "card-left-behind"),
        (st.StillThere(st.Menu(VISIT)), "still-there"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, st.State) else str(value),
)
def test_the_screen_of(state: State, screen: str) -> None:
    assert screen_of(state) == screen


def test_every_state_has_a_screen(subtests: pytest.Subtests) -> None:
    for state in one_of_every_state():
        with subtests.test(state=state):
            assert screen_of(state).replace("-", "").isalpha()
