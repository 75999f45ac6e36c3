"""Language, size of type and contrast change at every screen, which stays what it is, with the digits keyed in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.support.stage import Stage
from tests.ui.routes import PRESENT, ROUTES, enter, to_the_pad

FIRST_LOOK = ("zh_CN", "standard", "standard")
CHINESE = ("\u4e00", "\u9fff")


@pytest.mark.parametrize("screen", [screen for screen in ROUTES if screen not in ("still-there", "card-left-behind")])
def test_all_choices_work_and_lead_nowhere_else(stage: Stage, screen: str) -> None:
    ROUTES[screen](stage)
    before = stage.texts()
    for choice, look in (
        ("大字", ("zh_CN", "larger", "standard")),
        ("特大字", ("zh_CN", "largest", "standard")),
        ("高对比", ("zh_CN", "largest", "high")),
        ("English", ("en", "largest", "high")),
    ):
        stage.touch(choice)
        assert (stage.look(), stage.shown()) == (look, screen)
    for choice in ("中文", "标准", "标准字"):
        stage.touch(choice)
    assert (stage.look(), stage.shown()) == (FIRST_LOOK, screen)
    assert sorted(stage.texts()) == sorted(before)


@pytest.mark.parametrize("screen", ["menu", "standing", "pin-present", "pin-refused", "locked", "unlock-explained"])
def test_in_english_no_chinese_is_left_but_the_way_back(stage: Stage, screen: str) -> None:
    ROUTES[screen](stage)
    stage.touch("English")
    chinese = [text for text in stage.texts() if any(CHINESE[0] <= letter <= CHINESE[1] for letter in text)]
    assert [text for text in chinese if "*" not in text] == ["中文"]  # a masked name stays what it is


def test_digits_stay_whatever_is_chosen(stage: Stage) -> None:
    to_the_pad(stage)
    stage.key(PRESENT[:3])
    for digits, choice in ((3, "大字"), (3, "高对比"), (3, "English")):
        stage.touch(choice)
        assert stage.digits() == digits
    stage.key(PRESENT[3:])
    stage.press(Qt.Key.Key_Return)
    stage.sees("pin-new")


@pytest.mark.parametrize("choice", ["大字", "特大字"])
def test_no_key_moves_while_messages_come_and_go(stage: Stage, choice: str) -> None:
    to_the_pad(stage)
    stage.touch("大字")
    if choice == "特大字":
        stage.touch(choice)
    places = [stage.middle(stage.find(f"key-{digit}")) for digit in "1234567890"]
    enter(stage, "909091", "pin-wrong")
    assert [stage.middle(stage.find(f"key-{digit}")) for digit in "1234567890"] == places
    enter(stage, PRESENT, "pin-new")
    enter(stage, "777777", "pin-refused")
    assert [stage.middle(stage.find(f"key-{digit}")) for digit in "1234567890"] == places


@pytest.mark.parametrize("screen", ["still-there", "card-left-behind"])
def test_where_any_touch_is_an_answer_a_choice_is_one_too(stage: Stage, screen: str) -> None:
    ROUTES[screen](stage)
    stage.touch("English")
    stage.sees({"still-there": "pin-present", "card-left-behind": "take-card"}[screen])
    assert stage.look() == ("en", "standard", "standard")
