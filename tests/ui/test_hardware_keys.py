"""Hardware keys and PIN pads: they reach the pad whatever has the focus, and every control can be reached with them."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from tests.support.sample import some
from tests.support.stage import Stage
from tests.ui.routes import PRESENT, ROUTES, WRONG, enter, last_attempt, to_the_menu, to_the_new_pin, to_the_pad

Key = Qt.Key
Modifier: TypeAlias = Qt.KeyboardModifier
MANY = 30
NOT_YET = {"下一步", "确认修改"}  # before six digits are in
EMPTY = QPoint(540, 250)
WITHOUT_NUMLOCK = (  # 0 to 9
    *(Key.Key_Insert, Key.Key_End, Key.Key_Down, Key.Key_PageDown, Key.Key_Left),
    *(Key.Key_Clear, Key.Key_Right, Key.Key_Home, Key.Key_Up, Key.Key_PageUp),
)
HARMLESS = (Key.Key_F4, Key.Key_F11, Key.Key_Home, Key.Key_A, Key.Key_Q, Key.Key_Print, Key.Key_Menu)


def type_digits(stage: Stage, digits: str, modifier: Modifier = Modifier.NoModifier) -> None:
    for digit in digits:
        stage.press(Key(Key.Key_0 + int(digit)), modifier)


def focused(stage: Stage) -> str:
    """The text of the control that has the focus; empty where none of the controls has it."""
    item = stage.screen.window.activeFocusItem()
    return str(item.property("text")) if item.property("activeFocusOnTab") else ""


def tab_to(stage: Stage, name: str) -> None:
    for _ in range(MANY):
        if focused(stage) == name:
            return
        stage.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name!r} on {stage.shown()}")


@pytest.mark.parametrize("modifier", [Modifier.NoModifier, Modifier.KeypadModifier], ids=["main block", "keypad"])
def test_digits_of_both_blocks_are_keyed_in(stage: Stage, modifier: Modifier) -> None:
    to_the_pad(stage)
    type_digits(stage, "135790", modifier)
    assert stage.digits() == 6
    stage.press(Key.Key_Enter, modifier)
    stage.sees("pin-new")


@pytest.mark.parametrize("digits", ["135790", "246801"])
def test_a_keypad_counts_while_its_numlock_is_off(stage: Stage, digits: str) -> None:
    to_the_pad(stage)
    for digit in digits:
        stage.press(WITHOUT_NUMLOCK[int(digit)], Modifier.KeypadModifier)
    assert stage.digits() == 6
    stage.press(Key.Key_Enter, Modifier.KeypadModifier)
    stage.sees("pin-new" if digits == PRESENT else "pin-wrong")


def test_the_same_keys_beside_the_keypad_are_no_digits(stage: Stage) -> None:
    to_the_pad(stage)
    for key in WITHOUT_NUMLOCK:
        stage.press(key)
    assert stage.digits() == 0


def test_all_ten_digits_are_themselves(stage: Stage) -> None:
    """As a new PIN by keys and once more by touch."""
    for new in ("624815", "907351"):
        to_the_new_pin(stage)
        type_digits(stage, new)
        stage.press(Key.Key_Return)
        stage.sees("pin-again")
        enter(stage, new, "pin-changed", "确认修改")
        stage.slot.remove()


def test_backspace_takes_one_back_and_delete_all(stage: Stage) -> None:
    to_the_pad(stage)
    type_digits(stage, "13579")
    stage.press(Key.Key_Backspace)
    assert stage.digits() == 4
    stage.press(Key.Key_Delete)
    assert stage.digits() == 0


def test_enter_before_six_digits_does_nothing(stage: Stage) -> None:
    to_the_pad(stage)
    type_digits(stage, "13579")
    stage.press(Key.Key_Return)
    stage.settle()
    assert (stage.shown(), stage.digits()) == ("pin-present", 5)


def test_a_pin_is_changed_by_keys_alone(stage: Stage) -> None:
    to_the_menu(stage)
    tab_to(stage, "修改密码")
    stage.press(Key.Key_Return)
    stage.sees("pin-present")
    for digits, sees in (("135790", "pin-new"), ("624815", "pin-again"), ("624815", "pin-changed")):
        type_digits(stage, digits)
        stage.press(Key.Key_Return)
        stage.sees(sees)
    tab_to(stage, "退卡")
    stage.press(Key.Key_Space)
    stage.sees("take-card")


@pytest.mark.parametrize(
    "screen",
    some(
        [screen for screen in ROUTES if screen != "reading"],
        ["menu", "standing", "pin-present", "pin-refused", "pin-changed", "outcome-unknown", "locked", "still-there"],
    ),
)
def test_every_control_can_be_reached_with_tab(stage: Stage, screen: str) -> None:
    ROUTES[screen](stage)
    if screen in ("still-there", "card-left-behind"):  # where any key is an answer
        stage.press(Key.Key_Tab)
        stage.until(lambda: stage.shown() != screen, "the answer")
    reached = set()
    for _ in range(MANY):
        stage.press(Key.Key_Tab)
        reached.add(focused(stage))
    assert reached - {""} == {*stage.controls(), "English", "大字", "高对比", "语音", "页面下移"} - NOT_YET


@pytest.mark.parametrize("screen", ["attract", "menu", "pin-again", "last-attempt", "take-card"])
def test_keys_without_a_meaning_do_nothing(stage: Stage, screen: str) -> None:
    if screen in ROUTES:
        ROUTES[screen](stage)
    for key in HARMLESS:
        stage.press(key)
        stage.settle()
        assert (stage.shown(), stage.digits(), stage.screen.window.isVisible()) == (screen, 0, True), key.name


@pytest.mark.parametrize("modifier", [Modifier.ControlModifier, Modifier.AltModifier, Modifier.MetaModifier])
def test_a_shortcut_is_no_digit(stage: Stage, modifier: Modifier) -> None:
    to_the_pad(stage)
    type_digits(stage, "1", modifier)
    assert stage.digits() == 0


def test_a_key_held_down_is_one_digit(stage: Stage) -> None:
    to_the_pad(stage)
    for repeated in (False, True, True, True):
        stage.clock.advance(0.5)
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_1, Modifier.NoModifier, "1", repeated)
        QGuiApplication.sendEvent(stage.screen.window, event)
    assert stage.digits() == 1


def test_a_held_return_goes_one_step_only(stage: Stage) -> None:
    last_attempt(stage)
    tab_to(stage, "我记得，继续")
    for repeated in (False, True, True, True):
        stage.clock.advance(0.5)
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Modifier.NoModifier, "", repeated)
        QGuiApplication.sendEvent(stage.screen.window, event)
        stage.settle()
    assert stage.shown() == "pin-present"


def test_a_held_return_changes_the_contrast_once(stage: Stage) -> None:
    to_the_menu(stage)
    tab_to(stage, "高对比")
    for repeated in (False, True):
        stage.clock.advance(0.5)
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Modifier.NoModifier, "", repeated)
        QGuiApplication.sendEvent(stage.screen.window, event)
    assert stage.look() == ("zh_CN", "standard", "high")


@pytest.mark.parametrize("name", ["退卡", "English", "大字", "高对比"])
def test_digits_reach_the_pad_from_any_control(stage: Stage, name: str) -> None:
    to_the_pad(stage)
    tab_to(stage, name)
    type_digits(stage, "135790")
    assert stage.digits() == 6
    stage.press(Key.Key_Return)
    stage.sees("pin-new")


@pytest.mark.parametrize("choice", ["English", "大字", "高对比"])
def test_digits_reach_the_pad_after_a_choice_in_the_middle(stage: Stage, choice: str) -> None:
    to_the_pad(stage)
    type_digits(stage, "135")
    stage.touch(choice)
    type_digits(stage, "7")
    stage.tap_at(EMPTY)
    type_digits(stage, "9")
    tab_to(stage, "中文" if choice == "English" else "English")
    stage.press(Key.Key_Space)
    type_digits(stage, "0")
    stage.press(Key.Key_Return)
    stage.sees("pin-new")


def test_digits_reach_every_next_pad(stage: Stage) -> None:
    """After a wrong PIN, a refused one, a step back and the question whether somebody is there."""
    to_the_pad(stage)
    for digits, sees in ((WRONG, "pin-wrong"), ("135790", "pin-new"), ("777777", "pin-refused")):
        type_digits(stage, digits)
        stage.press(Key.Key_Return)
        stage.sees(sees)
    stage.passes(60)
    stage.sees("still-there")
    stage.touch("继续")
    stage.sees("pin-refused")
    for digits, sees in (("624815", "pin-again"), ("624815", "pin-changed")):
        type_digits(stage, digits)
        stage.press(Key.Key_Return)
        stage.sees(sees)


@pytest.mark.parametrize("screen", ["menu", "standing", "locked", "unlock-explained", "take-card", "attract"])
def test_digits_typed_where_no_pin_is_asked_for_are_not_kept(stage: Stage, screen: str) -> None:
    if screen in ROUTES:
        ROUTES[screen](stage)
    type_digits(stage, "135790")
    stage.press(Key.Key_Enter)
    stage.settle()
    assert (stage.shown(), stage.digits()) == (screen, 0)
