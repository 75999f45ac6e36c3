"""A touch screen's own events: one finger, two fingers, a finger that slides away."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from tests.support.stage import BETWEEN_DIGITS_S, Stage
from tests.ui.routes import PRESENT, changed, to_the_menu, to_the_pad

BESIDE = QPoint(540, 250)  # below the header, above any control
SCREEN = QTest.createTouchDevice()


def touches(stage: Stage) -> Any:
    """The next touch event, to be put together and committed."""
    return QTest.touchEvent(stage.screen.window, SCREEN)


def finger(stage: Stage, at: QPoint) -> None:
    touches(stage).press(0, at).commit()
    touches(stage).release(0, at).commit()


def place(stage: Stage, name: str) -> QPoint:
    return stage.middle(stage.find(name))


def test_a_pin_is_changed_by_touch_events(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "tap_at", lambda at: finger(stage, at))
    changed(stage)
    stage.touch("退卡")
    stage.sees("take-card")


@pytest.mark.parametrize("first_up", ["1", "9"])
def test_two_fingers_that_overlap_are_two_digits(stage: Stage, first_up: str) -> None:
    to_the_pad(stage)
    one, nine = place(stage, "key-1"), place(stage, "key-9")
    stage.pause()
    touches(stage).press(0, one).commit()
    touches(stage).stationary(0).press(1, nine).commit()
    if first_up == "1":
        touches(stage).release(0, one).stationary(1).commit()
        stage.clock.advance(BETWEEN_DIGITS_S)
        touches(stage).release(1, nine).commit()
    else:
        touches(stage).stationary(0).release(1, nine).commit()
        stage.clock.advance(BETWEEN_DIGITS_S)
        touches(stage).release(0, one).commit()
    assert stage.digits() == 2


def test_a_finger_that_slides_off_a_key_types_nothing(stage: Stage) -> None:
    to_the_pad(stage)
    one, five = place(stage, "key-1"), place(stage, "key-5")
    stage.pause()
    touches(stage).press(0, one).commit()
    touches(stage).move(0, five).commit()
    touches(stage).release(0, five).commit()
    assert stage.digits() == 0


def test_a_finger_that_slides_off_a_control_no_longer_shows_and_back_on_it_does(stage: Stage) -> None:
    to_the_pad(stage)
    control, at = stage.find("English"), place(stage, "English")
    stage.pause()
    touches(stage).press(0, at).commit()
    shown = []
    for to in (BESIDE, at):
        touches(stage).move(0, to).commit()
        stage.settle()  # Qt keeps moves back until its next frame
        shown.append(bool(control.property("down")))
    touches(stage).release(0, at).commit()
    assert (shown, stage.look()[0]) == ([False, True], "en")


def test_a_finger_that_trembles_on_a_key_types_it(stage: Stage) -> None:
    to_the_pad(stage)
    five = place(stage, "key-5")
    stage.pause()
    touches(stage).press(0, five).commit()
    for dx, dy in ((25, 10), (-30, -15), (20, 20)):
        touches(stage).move(0, five + QPoint(dx, dy)).commit()
    touches(stage).release(0, five + QPoint(20, 20)).commit()
    assert stage.digits() == 1


def test_a_palm_on_the_glass_does_not_stop_a_finger(stage: Stage) -> None:
    to_the_pad(stage)
    palm, five = QPoint(20, 900), place(stage, "key-5")
    stage.pause()
    touches(stage).press(0, palm).commit()
    touches(stage).stationary(0).press(1, five).commit()
    touches(stage).stationary(0).release(1, five).commit()
    assert stage.digits() == 1
    touches(stage).release(0, palm).commit()


def test_a_palm_on_a_control_does_not_deaden_the_others(stage: Stage) -> None:
    to_the_pad(stage)
    palm = place(stage, "退卡")
    stage.pause()
    touches(stage).press(0, palm).commit()
    for name in (*(f"key-{digit}" for digit in PRESENT), "下一步"):
        at = place(stage, name)
        stage.pause()
        touches(stage).stationary(0).press(1, at).commit()
        touches(stage).stationary(0).release(1, at).commit()
    stage.sees("pin-new")
    at = place(stage, "English")
    stage.pause()
    touches(stage).stationary(0).press(1, at).commit()
    touches(stage).stationary(0).release(1, at).commit()
    assert stage.look()[0] == "en"
    touches(stage).release(0, palm).commit()
    stage.settle()
    assert stage.shown() == "pin-new"


def test_six_fingers_in_one_frame_are_six_digits(stage: Stage) -> None:
    to_the_pad(stage)
    places = [place(stage, f"key-{digit}") for digit in PRESENT]
    stage.pause()
    for part in ("press", "release"):
        frame = touches(stage)
        for number, at in enumerate(places):
            getattr(frame, part)(number, at)
        frame.commit()
    assert stage.digits() == 6


def test_two_fingers_on_two_controls_at_once_choose_one(stage: Stage) -> None:
    to_the_menu(stage)
    one, other = place(stage, "修改密码"), place(stage, "查询状态")
    stage.pause()
    touches(stage).press(0, one).press(1, other).commit()
    touches(stage).release(0, one).release(1, other).commit()
    stage.until(lambda: stage.shown() != "menu", "a choice")
    stage.settle()
    assert stage.shown() in ("reading", "pin-present", "standing")


def test_a_finger_lifted_and_put_down_at_once_confirms_once(stage: Stage) -> None:
    to_the_menu(stage)
    at = place(stage, "高对比")
    stage.pause()
    for _ in range(3):
        finger(stage, at)
        stage.clock.advance(0.05)
    assert stage.look() == ("zh_CN", "standard", "high")
