"""Every state has a screen and says something on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.card.port import Failure, Fault
from kiosk.rules.new_pin import Refusal
from kiosk.session import state as st
from kiosk.session.state import State
from kiosk.ui.narration import narrate
from kiosk.ui.screens import screen_of
from tests.unit.kiosk.samples import DIGITS, FACTS, INSIDE, VISIT, new, one_of_every_state, present
from tests.unit.kiosk.ui.test_words import is_chinese

TODAY = date(2026, 11, 22)
STATES = one_of_every_state()


def with_tries(left: int | None) -> st.Visit:
    return replace(VISIT, card=replace(FACTS, tries_left=left))


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
        (st.NotRecognised(st.Unrecognised.MUTE), "not-recognised"),
        (st.NotRecognised(st.Unrecognised.BANK_CARD), "bank-card-only"),
        (st.NotRecognised(st.Unrecognised.UNSUPPORTED), "unsupported-card"),
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
        (st.ChangeFailed(VISIT, st.NotChanged.UNSETTLED, INSIDE), "outcome-unknown"),
        (st.PinLocked(VISIT), "locked"),
        (st.UnlockExplained(VISIT), "unlock-explained"),
        (st.OutcomeUnknown(VISIT, present(), new(), INSIDE), "outcome-unknown"),
        (st.TakeCard(st.Farewell.ENDED), "take-card"),
        (st.CardLeftBehind(st.Reminder.LOUDER), "card-left-behind"),
        (st.StillThere(st.Menu(VISIT)), "still-there"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, st.State) else str(value),
)
def test_the_screen_of(state: State, screen: str) -> None:
    assert screen_of(state) == screen


@pytest.mark.parametrize("state", STATES, ids=lambda state: type(state).__name__)
def test_every_state_has_a_screen(state: State) -> None:
    assert screen_of(state).replace("-", "").isalpha()


@pytest.mark.parametrize("state", STATES, ids=lambda state: type(state).__name__)
def test_every_state_speaks_both_languages(state: State) -> None:
    said = narrate(state, TODAY)

    assert (any(map(is_chinese, said.zh)), said.en.strip() != "", [*filter(is_chinese, said.en)]) == (True, True, [])


@pytest.mark.parametrize("state", STATES, ids=lambda state: type(state).__name__)
def test_no_state_says_a_pin_or_a_whole_number(state: State) -> None:
    said = " ".join(narrate(state, TODAY))
    personal = [*(digits.decode() for digits in DIGITS), FACTS.number, FACTS.identification.hex().upper()]

    assert [value for value in personal if value in said] == []


@pytest.mark.parametrize(
    ("left", "en", "zh"),
    [
        (6, "6 attempts left.", "密码还可以输入 6 次。"),
        (1, "1 attempt left.", "密码还可以输入 1 次。"),
        (0, "The PIN is locked.", "密码已锁定。"),
    ],
)
def test_the_menu_says_how_many_attempts_are_left(left: int, en: str, zh: str) -> None:
    """DigiDoc4-Client#1058: the overview hides how many attempts are left until it is too late."""
    said = narrate(st.Menu(with_tries(left)), TODAY)

    assert (en in said.en, zh in said.zh) == (True, True)


def test_where_attempts_are_not_known_none_are_named() -> None:
    said = narrate(st.Menu(with_tries(None)), TODAY)

    assert ("attempt" in said.en, "次" in said.zh) == (False, False)


@pytest.mark.parametrize("wrong", [False, True])
def test_the_last_attempt_is_warned_of_and_a_wrong_pin_said(wrong: bool) -> None:
    said = narrate(st.LastAttempt(with_tries(1), wrong), TODAY)

    assert ("locks" in said.en, "Wrong PIN" in said.en, "不正确" in said.zh) == (True, wrong, wrong)


def test_every_reason_against_a_new_pin_is_said() -> None:
    said = narrate(st.PinNew(VISIT, present(), (Refusal.SAME, Refusal.RUN)), TODAY)

    assert ("present PIN" in said.en, "follow one another" in said.en) == (True, True)


def test_a_locked_pin_points_to_a_service_point_and_to_nothing_here() -> None:
    """autenticacao.gov#155: unlocking is for service points only, yet the dialogue asks and silently does nothing."""
    said = narrate(st.UnlockExplained(VISIT), TODAY)

    assert ("service point" in said.en, "this machine can't" in said.en) == (True, True)
