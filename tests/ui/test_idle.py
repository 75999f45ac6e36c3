"""A person who does nothing: asked after a minute, and twenty seconds later no longer there."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.session.timeouts import RESULT_WITHOUT_CARD_S
from tests.support.stage import Stage
from tests.ui.routes import ROUTES, changed, nobody_there, to_the_menu, to_the_pad
from tests.ui.scene import everything

IDLE_S, ANSWER_S, LOUDER_S, RECORDED_S = 60, 20, 10, 20
WAITING = (
    "menu",
    "standing",
    "unlock-explained",
    "pin-present",
    "pin-wrong",
    "last-attempt",
    "pin-new",
    "pin-refused",
    "pin-again",
    "pin-changed",
    "pin-not-changed",
    "locked",
)
EMPTY = QPoint(540, 250)  # below the header, above any control
TIMES = 12


def test_a_minute_less_a_moment_is_not_idle(stage: Stage) -> None:
    to_the_menu(stage)
    stage.passes(IDLE_S - 0.1)
    stage.settle()
    assert stage.shown() == "menu"


@pytest.mark.parametrize("screen", WAITING)
def test_after_a_minute_one_is_asked_and_goes_on_where_one_was(stage: Stage, screen: str) -> None:
    ROUTES[screen](stage)
    before = stage.texts()
    stage.passes(IDLE_S)
    stage.sees("still-there")
    assert set(stage.controls()) == {"退卡", "继续"}
    stage.touch("继续")
    stage.sees(screen)
    assert stage.texts() == before


def test_one_may_go_on_again_and_again(stage: Stage) -> None:
    to_the_pad(stage)
    for _ in range(TIMES):
        stage.passes(IDLE_S)
        stage.sees("still-there")
        stage.passes(ANSWER_S - 1)
        stage.touch("继续")
        stage.sees("pin-present")


def test_or_take_the_card(stage: Stage) -> None:
    nobody_there(stage)
    stage.touch("退卡")
    stage.sees("take-card")
    stage.slot.remove()
    stage.sees("attract")


def test_the_question_shows_nothing_personal_and_keeps_no_digits(stage: Stage) -> None:
    to_the_pad(stage)
    stage.key("1357")
    stage.passes(IDLE_S)
    stage.sees("still-there")
    said = "".join(everything(stage))
    assert [part for part in ("569X", "2034", "持卡人", "李") if part in said] == []
    stage.touch("继续")
    stage.sees("pin-present")
    assert stage.digits() == 0


def test_without_an_answer_the_card_is_left_behind(stage: Stage) -> None:
    nobody_there(stage)
    stage.passes(ANSWER_S)
    stage.sees("card-left-behind")
    assert stage.value("loud") is False
    stage.passes(LOUDER_S)
    assert stage.value("loud") is True
    assert "card-left-behind" not in recorded(stage)
    stage.passes(RECORDED_S)
    stage.until(lambda: recorded(stage)[-1:] == ["card-left-behind"], "a journal entry")
    stage.slot.remove()
    stage.sees("attract")


def test_a_card_that_nobody_takes_is_left_behind(stage: Stage) -> None:
    to_the_menu(stage)
    stage.touch("退卡")
    stage.sees("take-card")
    stage.passes(10)
    stage.sees("card-left-behind")
    stage.touch_at(EMPTY)
    stage.sees("take-card")


def test_a_result_without_its_card_makes_room(stage: Stage) -> None:
    changed(stage)
    stage.slot.remove()
    stage.until(lambda: stage.value("cardInside") is False, "the card is out")
    stage.passes(RESULT_WITHOUT_CARD_S)
    stage.sees("attract")


@pytest.mark.parametrize("sign", ["tap beside everything", "tap on a control", "a key", "Tab"])
def test_any_sign_of_life_starts_the_minute_anew(stage: Stage, sign: str) -> None:
    to_the_pad(stage)
    stage.press(Qt.Key.Key_Tab)  # a control has the focus, not the pad
    stage.settle()
    stage.passes(IDLE_S - 1)
    give(stage, sign)
    stage.settle()
    stage.passes(IDLE_S - 1)
    stage.settle()
    assert stage.shown() == "pin-present"
    stage.passes(1)
    stage.sees("still-there")


@pytest.mark.parametrize("sign", ["tap beside everything", "a key", "Tab"])
def test_any_sign_of_life_answers_the_question(stage: Stage, sign: str) -> None:
    nobody_there(stage)
    give(stage, sign)
    stage.sees("pin-present")


def test_a_seventh_digit_is_a_sign_of_life_as_well(stage: Stage) -> None:
    to_the_pad(stage)
    stage.key("135790")
    stage.passes(IDLE_S - 1)
    stage.key("1")
    stage.settle()
    stage.passes(IDLE_S - 1)
    stage.settle()
    assert (stage.shown(), stage.digits()) == ("pin-present", 6)


def give(stage: Stage, sign: str) -> None:
    match sign:
        case "tap beside everything":
            stage.touch_at(EMPTY)
        case "tap on a control":
            stage.touch("大字")
        case "a key":
            stage.press(Qt.Key.Key_F9)
        case _:
            stage.press(Qt.Key.Key_Tab)


def recorded(stage: Stage) -> list[str]:
    """What the journal holds so far."""
    return [json.loads(line)["what"] for line in stage.journal.read_text("utf-8").splitlines()]


def test_a_hand_that_lies_on_the_glass_is_a_sign_of_life_once(stage: Stage) -> None:
    to_the_menu(stage)
    stage.passes(30)
    QTest.mousePress(stage.screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, EMPTY)
    stage.passes(59)
    QTest.mouseMove(stage.screen.window, EMPTY + QPoint(3, 3))
    assert stage.shown() == "menu"
    stage.passes(1)
    stage.sees("still-there")
    QTest.mouseRelease(stage.screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, EMPTY)
    stage.settle()
    assert stage.shown() == "still-there"
