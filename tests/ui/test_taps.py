"""What counts as a tap: released inside, once, whatever the finger or the screen does twice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.support.cards import tries
from tests.support.stage import Stage
from tests.ui.routes import PRESENT, WRONG, to_the_menu, to_the_pad

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
BOUNCE_S = (0.0, 0.02, 0.06, 0.115)


def press(stage: Stage, at: QPoint) -> None:
    QTest.mousePress(stage.screen.window, LEFT, NONE, at)


def release(stage: Stage, at: QPoint) -> None:
    QTest.mouseMove(stage.screen.window, at)
    QTest.mouseRelease(stage.screen.window, LEFT, NONE, at)


@pytest.mark.parametrize("after_s", BOUNCE_S)
def test_a_double_fired_tap_toggles_once(stage: Stage, after_s: float) -> None:
    to_the_menu(stage)
    stage.touch("高对比")
    stage.clock.advance(after_s)
    stage.tap(stage.find("标准"))
    assert stage.look() == ("zh_CN", "standard", "high")


def test_two_taps_of_a_person_toggle_twice(stage: Stage) -> None:
    to_the_menu(stage)
    stage.touch("高对比")
    stage.touch("标准")
    assert stage.look() == ("zh_CN", "standard", "standard")


@pytest.mark.parametrize("after_s", BOUNCE_S)
def test_a_double_fired_confirmation_is_one_attempt(stage: Stage, after_s: float) -> None:
    card = to_the_pad(stage)
    stage.key(WRONG)
    confirm = stage.middle(stage.find("下一步"))
    stage.clock.advance(1)
    stage.tap_at(confirm)
    stage.clock.advance(after_s)
    stage.tap_at(confirm)
    stage.sees("pin-wrong")
    assert tries(card) == 5


@pytest.mark.parametrize("after_s", [0.0, 0.02])
def test_the_second_half_of_a_tap_does_nothing_on_the_screen_that_it_brought_up(stage: Stage, after_s: float) -> None:
    """The choice made way for the pad: the same place is a key now."""
    to_the_menu(stage)
    stage.touch("修改密码")
    stage.sees("pin-present")
    stage.clock.advance(after_s)
    stage.tap(stage.find("key-5"))
    assert stage.digits() == 0


def test_a_digit_after_it_counts_at_once(stage: Stage) -> None:
    to_the_menu(stage)
    stage.touch("修改密码")
    stage.sees("pin-present")
    stage.clock.advance(0.04)
    stage.tap(stage.find("key-5"))
    assert stage.digits() == 1


@pytest.mark.parametrize("key", ["delete", "clear"])
def test_a_double_fired_correction_is_one(stage: Stage, key: str) -> None:
    to_the_pad(stage)
    stage.key("1357")
    stage.touch(f"key-{key}")
    stage.clock.advance(0.1)
    stage.tap(stage.find(f"key-{key}"))
    assert stage.digits() == {"delete": 3, "clear": 0}[key]


def test_two_quick_taps_on_one_digit_are_two(stage: Stage) -> None:
    to_the_pad(stage)
    stage.key("1")
    stage.clock.advance(0.04)
    stage.tap(stage.find("key-1"))
    assert stage.digits() == 2


def test_a_digit_may_follow_a_correction_at_once(stage: Stage) -> None:
    to_the_pad(stage)
    stage.key("1")
    stage.touch("key-delete")
    stage.clock.advance(0.05)
    stage.tap(stage.find("key-3"))
    assert stage.digits() == 1


def test_what_no_finger_can_do_twice_is_one_digit(stage: Stage) -> None:
    to_the_pad(stage)
    stage.key("1")
    stage.clock.advance(0.01)
    stage.tap(stage.find("key-1"))
    assert stage.digits() == 1


@pytest.mark.parametrize("between_s", [0.0, 0.005, 0.029])
def test_six_different_digits_are_six_however_quick(stage: Stage, between_s: float) -> None:
    to_the_pad(stage)
    stage.clock.advance(1)
    for digit in PRESENT:
        stage.tap(stage.find(f"key-{digit}"))
        stage.clock.advance(between_s)
    assert stage.digits() == 6


def test_a_slow_finger_taps_as_well(stage: Stage) -> None:
    to_the_pad(stage)
    at = stage.middle(stage.find("key-5"))
    stage.clock.advance(1)
    press(stage, at)
    stage.rest(1000)  # by the clock of the events
    release(stage, at)
    assert stage.digits() == 1


@pytest.mark.parametrize("name", ["key-5", "退卡", "English"])
@pytest.mark.parametrize("outside", [QPoint(540, 250), QPoint(5, 5)], ids=["beside", "corner"])
def test_released_outside_it_does_nothing(stage: Stage, name: str, outside: QPoint) -> None:
    to_the_pad(stage)
    stage.clock.advance(1)
    press(stage, stage.middle(stage.find(name)))
    release(stage, outside)
    stage.settle()
    assert (stage.shown(), stage.digits(), stage.look()[0]) == ("pin-present", 0, "zh_CN")


@pytest.mark.parametrize("other", ["key-2", "key-delete", "退卡"])
def test_pressed_on_one_key_and_released_on_another_it_is_neither(stage: Stage, other: str) -> None:
    to_the_pad(stage)
    stage.key("7")
    stage.clock.advance(1)
    press(stage, stage.middle(stage.find("key-1")))
    release(stage, stage.middle(stage.find(other)))
    stage.settle()
    assert (stage.shown(), stage.digits()) == ("pin-present", 1)


def test_a_seventh_digit_is_ignored(stage: Stage) -> None:
    to_the_pad(stage)
    stage.key(PRESENT + "1")
    assert stage.digits() == 6
    stage.touch("下一步")
    stage.sees("pin-new")


@pytest.mark.parametrize("digits", ["", "1", "13579"])
def test_fewer_than_six_digits_are_not_confirmed(stage: Stage, digits: str) -> None:
    card = to_the_pad(stage)
    stage.key(digits)
    stage.touch("下一步")
    stage.settle()
    assert (stage.shown(), stage.digits(), tries(card)) == ("pin-present", len(digits), 6)
