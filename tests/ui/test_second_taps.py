"""A second tap, meant for the screen before: on the one that came nothing acts but digits, and a result is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.roles.self_service.projection import project
from kiosk.roles.service_point.projection import project as project_counter
from kiosk.roles.view import View
from kiosk.session.runner import CardSaid, OfficeSaid
from tests.support.cards import tries
from tests.support.sample import some
from tests.support.samples import one_of_every_state
from tests.support.stage import Stage
from tests.support.verdict import assert_none
from tests.ui.counter import Ear, at_the_counter, one_of_every_counter
from tests.ui.routes import (
    NEW,
    ONE_DIGIT,
    PRESENT,
    ROUTES,
    WRONG,
    Route,
    changed,
    enter,
    last_attempt,
    left_behind,
    locked,
    nobody_there,
    to_the_menu,
    to_the_new_pin,
    to_the_pad,
    to_the_second_entry,
)

TODAY = date(2026, 11, 22)
AFTER_S = (0.1, 0.3, 0.45)  # each too soon
SETTLED_S, SEEN_S = 0.51, 2.01
EMPTY = QPoint(540, 250)  # below the header, above any control
GLASS = QTest.createTouchDevice()
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def keyed(route: Route, digits: str) -> Route:
    """With six digits in."""

    def keys(stage: Stage) -> None:
        route(stage)
        stage.key(digits)

    return keys


def wrong_but_two(stage: Stage) -> None:
    """A card with two attempts left, and a wrong PIN keyed in."""
    to_the_pad(stage, "two-left")
    stage.key(WRONG)


def wrong_but_one(stage: Stage) -> None:
    """The last attempt, and a wrong PIN keyed in."""
    last_attempt(stage)
    stage.touch("我记得，继续")
    stage.sees("pin-present")
    stage.key(WRONG)


TRANSITIONS: dict[str, tuple[Route, str, str]] = {  # the way there, what is touched, what it leads to
    "menu, change": (to_the_menu, "修改密码", "pin-present"),
    "menu, standing": (to_the_menu, "查询状态", "standing"),
    "menu, unlock": (to_the_menu, "解锁与重置", "unlock-explained"),
    "menu, end": (to_the_menu, "退卡", "take-card"),
    "menu, last attempt": (lambda stage: to_the_menu(stage, "last-attempt"), "修改密码", "last-attempt"),
    "menu, locked": (lambda stage: to_the_menu(stage, "locked"), "解锁与重置", "unlock-explained"),
    "standing, back": (ROUTES["standing"], "返回", "menu"),
    "standing, change": (ROUTES["standing"], "修改密码", "pin-present"),
    "standing, end": (ROUTES["standing"], "退卡", "take-card"),
    "unlock, back": (ROUTES["unlock-explained"], "返回", "menu"),
    "unlock, end": (ROUTES["unlock-explained"], "退卡", "take-card"),
    "present, end": (to_the_pad, "退卡", "take-card"),
    "present, right": (keyed(to_the_pad, PRESENT), "下一步", "pin-new"),
    "present, wrong": (keyed(to_the_pad, WRONG), "下一步", "pin-wrong"),
    "present, last but one": (wrong_but_two, "下一步", "last-attempt"),
    "present, last": (wrong_but_one, "下一步", "locked"),
    "last attempt, on": (last_attempt, "我记得，继续", "pin-present"),
    "last attempt, end": (last_attempt, "退卡", "take-card"),
    "locked, how": (locked, "怎样解锁", "unlock-explained"),
    "locked, end": (locked, "退卡", "take-card"),
    "new, refused": (keyed(to_the_new_pin, ONE_DIGIT), "下一步", "pin-refused"),
    "new, good": (keyed(to_the_new_pin, NEW), "下一步", "pin-again"),
    "again, differs": (keyed(to_the_second_entry, WRONG), "确认修改", "pin-refused"),
    "again, same": (keyed(to_the_second_entry, NEW), "确认修改", "pin-changed"),
    "changed, on": (changed, "办理其他业务", "menu"),
    "changed, end": (changed, "退卡", "take-card"),
    "still there, on": (nobody_there, "继续", "pin-present"),
    "still there, end": (nobody_there, "退卡", "take-card"),
}
QUICK = ("menu, unlock", "menu, last attempt", "unlock, back", "present, last but one", "again, same", "locked, how")


def click(stage: Stage, at: QPoint) -> None:
    stage.tap_at(at)


def finger(stage: Stage, at: QPoint) -> None:
    touches: Any = QTest.touchEvent(stage.screen.window, GLASS)
    touches.press(0, at).commit()
    touches = QTest.touchEvent(stage.screen.window, GLASS)
    touches.release(0, at).commit()


def what(stage: Stage) -> tuple[View, object]:
    return stage.screen.model.view, stage.look()


@pytest.mark.parametrize("transition", some(TRANSITIONS, QUICK))
def test_at_the_same_spot_it_does_nothing_on_the_screen_that_came(stage: Stage, transition: str) -> None:
    way, control, after = TRANSITIONS[transition]
    way(stage)
    at = stage.middle(stage.find(control))
    stage.touch_at(at)
    stage.sees(after)
    stage.until(stage.knows_all, "what gets known of a card without anybody's doing")
    came, passed = what(stage), 0.0
    for after_s, tap in zip(AFTER_S, (click, finger, click), strict=True):
        stage.clock.advance(after_s - passed)
        tap(stage, at)
        stage.settle()
        assert what(stage) == came, f"after {after_s} s"
        passed = after_s


@pytest.mark.parametrize("tap", [click, finger], ids=["click", "finger"])
def test_once_the_screen_can_have_been_seen_a_touch_is_meant_for_it(
    stage: Stage, tap: Callable[[Stage, QPoint], None]
) -> None:
    ROUTES["unlock-explained"](stage)
    stage.clock.advance(SETTLED_S)
    tap(stage, stage.middle(stage.find("返回")))
    stage.sees("menu")


RESULTS: dict[str, tuple[Route, str, str]] = {
    "changed": (changed, "办理其他业务", "menu"),
    "last attempt": (last_attempt, "我记得，继续", "pin-present"),
    "locked": (locked, "怎样解锁", "unlock-explained"),
    "not changed": (ROUTES["pin-not-changed"], "返回菜单", "menu"),
}


@pytest.mark.parametrize("result", some(RESULTS, ["changed", "last attempt"]))
def test_a_result_stays_two_seconds(stage: Stage, result: str) -> None:
    way, control, after = RESULTS[result]
    way(stage)
    screen, at = stage.shown(), stage.middle(stage.find(control))
    stage.clock.advance(1.9)
    stage.tap_at(at)
    stage.settle()
    assert stage.shown() == screen
    stage.clock.advance(SEEN_S - 1.9)
    stage.tap_at(at)
    stage.sees(after)


def test_a_wrong_pin_is_told_for_two_seconds_and_the_next_can_be_keyed_in_at_once(stage: Stage) -> None:
    card = to_the_pad(stage)
    enter(stage, WRONG, "pin-wrong")
    stage.clock.advance(0.1)
    stage.key(PRESENT)
    assert stage.digits() == 6
    stage.tap(stage.find("下一步"))
    stage.settle()
    assert (stage.shown(), stage.digits(), tries(card)) == ("pin-wrong", 6, 5)
    stage.touch("下一步")
    stage.sees("pin-new")


def test_a_touch_too_soon_shows_nothing_and_one_later_does(stage: Stage) -> None:
    to_the_menu(stage)
    tile, at = stage.find("修改密码"), stage.middle(stage.find("修改密码"))
    shown = []
    for after_s in (0.45, 0.1):
        stage.clock.advance(after_s)
        QTest.mousePress(stage.screen.window, LEFT, NONE, at)
        shown.append(bool(tile.property("down")))
        QTest.mouseMove(stage.screen.window, EMPTY)
        QTest.mouseRelease(stage.screen.window, LEFT, NONE, EMPTY)
    assert shown == [False, True]


def test_a_finger_that_was_down_already_shows_and_does_nothing_on_the_next_screen(stage: Stage) -> None:
    """The pads of a new PIN's two entries are one to Qt, with the same controls."""
    to_the_new_pin(stage)
    stage.key(NEW)
    leaves, at = stage.find("退卡"), stage.middle(stage.find("退卡"))
    stage.pause()
    QTest.mousePress(stage.screen.window, LEFT, NONE, at)
    assert leaves.property("down") is True
    QTest.keyClick(stage.screen.window, Qt.Key.Key_Return)
    stage.sees("pin-again")
    stage.clock.advance(SETTLED_S)
    assert leaves.property("down") is False
    QTest.mouseRelease(stage.screen.window, LEFT, NONE, at)
    stage.settle()
    assert stage.shown() == "pin-again"


def test_another_look_is_another_screen_for_a_second_tap(stage: Stage) -> None:
    """Larger type is where the control for it was, and so is whatever it moved there."""
    to_the_menu(stage)
    stage.touch("大字")
    stage.clock.advance(0.45)
    stage.tap(stage.find("特大字"))
    assert stage.look()[1] == "larger"
    stage.clock.advance(0.2)
    stage.tap(stage.find("特大字"))
    assert stage.look()[1] == "largest"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space], ids=["return", "space"])
def test_a_key_too_soon_does_nothing(stage: Stage, key: Qt.Key) -> None:
    to_the_menu(stage)
    stage.find("English").forceActiveFocus()
    stage.press(key)
    assert stage.look()[0] == "en"
    stage.clock.advance(0.45)
    QTest.keyClick(stage.screen.window, key)
    assert stage.look()[0] == "en"
    stage.press(key)
    assert stage.look()[0] == "zh_CN"


@pytest.mark.parametrize(("route", "after"), [(nobody_there, "pin-present"), (left_behind, "take-card")])
def test_a_question_that_just_came_is_not_answered_by_a_touch_beside_it(stage: Stage, route: Route, after: str) -> None:
    route(stage)
    asked = stage.shown()
    stage.clock.advance(0.45)
    stage.tap_at(EMPTY)
    stage.settle()
    assert stage.shown() == asked
    stage.clock.advance(0.1)
    stage.tap_at(EMPTY)
    stage.sees(after)


VIEWS = {
    f"{view.screen} {view.pad[1]} {number}".replace("  ", " "): view
    for number, view in enumerate(
        (
            *(project(state, TODAY) for state in one_of_every_state()),
            *(project_counter(state, TODAY) for state in one_of_every_counter()),
        )
    )
}
FIRST_OF_A_PAGE = list({view.pad: name for name, view in reversed(VIEWS.items())}.values())


@pytest.fixture
def ear(window: Stage) -> Iterator[Ear]:
    """What the window says to a service point's session."""
    with at_the_counter(window) as heard:
        yield heard


def said(ear: Ear) -> list[object]:
    """What was touched; not what the threads of a terminal before it still have to say."""
    return [event for event in ear.heard if not isinstance(event, CardSaid | OfficeSaid)]


def controls(stage: Stage) -> list[QQuickItem]:
    """Whatever acts when it is touched, but digits."""
    return [
        item
        for item in stage.items()
        if item.property("role") == "button" or item.objectName() in ("key-clear", "key-delete")
    ]


@pytest.mark.parametrize(
    "names",
    [FIRST_OF_A_PAGE, pytest.param([*VIEWS], marks=pytest.mark.slow)],
    ids=["a screen of each kind", "every screen"],
)
def test_on_a_screen_that_just_came_no_control_acts_wherever_it_lies(window: Stage, ear: Ear, names: list[str]) -> None:
    def acted() -> Iterator[str]:
        for name in names:
            window.screen.model.show(View("attract" if VIEWS[name].screen != "attract" else "menu"))
            window.clock.advance(1)
            window.screen.model.show(VIEWS[name])
            window.settle()
            ear.heard.clear()
            page = window.screen.model.page
            window.clock.advance(0.45)
            for item in controls(window):
                window.tap(item)
                window.clock.advance(0.001)
            window.settle()
            if said(ear) or window.screen.model.page != page:
                yield f"{name}: {said(ear)}"

    assert_none(acted())


@pytest.mark.slow
def test_they_do_once_it_can_have_been_seen(window: Stage, ear: Ear) -> None:
    def dead() -> Iterator[str]:
        for name in FIRST_OF_A_PAGE:
            window.screen.model.show(View("attract" if VIEWS[name].screen != "attract" else "menu"))
            window.screen.model.show(VIEWS[name])
            window.settle()
            for item in [each for each in controls(window) if each.isEnabled() and each.property("text")]:
                ear.heard.clear()
                window.pause()
                if item.property("compact") is not True:
                    window.tap(item)
                    window.settle()
                    if len(said(ear)) < 2:  # it, and a sign of life
                        yield f"{name}: {item.property('text')}"

    assert_none(dead())
