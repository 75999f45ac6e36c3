"""Without a finger: Tab in the order that is read, arrows to what lies on that side, Cancel, and whole journeys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickItem

from tests.support.cards import tries
from tests.support.stage import Stage
from tests.ui.routes import NEW, PRESENT, ROUTES, nobody_there, to_the_menu, to_the_pad, to_the_second_entry

Key = Qt.Key
MANY = 40
PLACES = {  # of each digit on the pad, from the one in the middle
    "4": (Key.Key_Left,),
    "6": (Key.Key_Right,),
    "2": (Key.Key_Up,),
    "8": (Key.Key_Down,),
    "1": (Key.Key_Up, Key.Key_Left),
    "9": (Key.Key_Down, Key.Key_Right),
    "0": (Key.Key_Down, Key.Key_Down),
}


def focused(stage: Stage) -> str:
    """Object name or text of the control that has the focus; empty where none of them has it."""
    item = stage.screen.window.activeFocusItem()
    return named(item) if item.property("activeFocusOnTab") else ""


def named(item: QQuickItem) -> str:
    return item.objectName() or str(item.property("text"))


def tab_to(stage: Stage, name: str) -> None:
    for _ in range(MANY):
        stage.press(Key.Key_Tab)
        if focused(stage) == name:
            return
    raise AssertionError(f"Tab does not lead to {name!r} on {stage.shown()}")


def choose(stage: Stage, name: str, sees: str) -> None:
    tab_to(stage, name)
    stage.press(Key.Key_Return)
    stage.sees(sees)


def key_in(stage: Stage, digits: str) -> None:
    """On the keys of the pad."""
    for digit in digits:
        tab_to(stage, f"key-{digit}")
        stage.press(Key.Key_Space)
    assert stage.digits() == 6


def order(stage: Stage) -> list[str]:
    """What Tab comes to, from where a page begins."""
    found: list[str] = []
    for _ in range(MANY):
        stage.press(Key.Key_Tab)
        if focused(stage) in found:
            break
        found.append(focused(stage))
    return found


def test_tab_goes_through_the_content_then_the_foot_then_the_header(stage: Stage) -> None:
    ROUTES["standing"](stage)
    found = order(stage)
    assert found[:4] == ["aside", "leave", "back", "on"]
    assert found[4:] == ["voice", "contrast", "type", "language", "lower"]


def test_tab_comes_to_every_key_of_the_pad(stage: Stage) -> None:
    to_the_pad(stage)
    keys = [f"key-{name}" for name in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "delete")]
    assert order(stage)[:15] == [*keys, "leave", "back", "other"]


def test_a_page_that_comes_is_begun_from_its_content(stage: Stage) -> None:
    to_the_menu(stage, "last-attempt")
    choose(stage, "change-pin", "last-attempt")
    assert focused(stage) == ""
    choose(stage, "on", "pin-present")
    assert focused(stage) == ""


@pytest.mark.parametrize("digit", PLACES)
def test_an_arrow_leads_to_what_lies_on_that_side(stage: Stage, digit: str) -> None:
    to_the_pad(stage)
    stage.find("key-5").forceActiveFocus()
    for key in PLACES[digit]:
        stage.press(key)
    assert focused(stage) == f"key-{digit}"


def test_arrows_walk_the_whole_page(stage: Stage) -> None:
    to_the_menu(stage)
    seen: list[str] = []
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Down, Key.Key_Down, Key.Key_Up):
        stage.press(key)
        seen.append(focused(stage))
    assert seen == ["change-pin", "standing", "unlock", "leave", "unlock"]


@pytest.mark.parametrize("screen", ["menu", "standing", "pin-present", "pin-again", "locked"])
def test_a_pin_pads_cancel_gives_the_card_back(stage: Stage, screen: str) -> None:
    ROUTES[screen](stage)
    stage.press(Key.Key_Escape)
    stage.sees("take-card")


def test_a_pin_pad_may_have_a_key_for_cancel_itself(stage: Stage) -> None:
    to_the_pad(stage)
    stage.pause()
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Cancel, Qt.KeyboardModifier.NoModifier)
    QGuiApplication.sendEvent(stage.screen.window, event)
    stage.sees("take-card")


def test_cancel_costs_no_attempt_and_keeps_no_digit(stage: Stage) -> None:
    card = to_the_pad(stage)
    for digit in PRESENT:
        stage.press(Key(Key.Key_0 + int(digit)))
    stage.press(Key.Key_Escape)
    stage.sees("take-card")
    assert (stage.digits(), tries(card)) == (0, 6)


@pytest.mark.parametrize("screen", ["attract", "take-card"])
def test_cancel_does_nothing_where_there_is_nothing_to_end(stage: Stage, screen: str) -> None:
    if screen in ROUTES:
        ROUTES[screen](stage)
    stage.press(Key.Key_Escape)
    stage.settle()
    assert stage.shown() == screen


def test_a_pin_is_changed_on_the_pads_keys(stage: Stage) -> None:
    to_the_menu(stage)
    choose(stage, "change-pin", "pin-present")
    for digits, sees in ((PRESENT, "pin-new"), (NEW, "pin-again"), (NEW, "pin-changed")):
        key_in(stage, digits)
        choose(stage, "on", sees)
    choose(stage, "leave", "take-card")


def test_a_card_is_looked_up_by_keys(stage: Stage) -> None:
    to_the_menu(stage)
    choose(stage, "standing", "standing")
    choose(stage, "back", "menu")
    choose(stage, "unlock", "unlock-explained")
    choose(stage, "leave", "take-card")


def test_somebody_says_by_a_key_that_they_are_there(stage: Stage) -> None:
    nobody_there(stage)
    stage.press(Key.Key_Down)
    stage.sees("pin-present")


def test_return_on_a_key_goes_on_once_six_digits_are_in(stage: Stage) -> None:
    to_the_second_entry(stage)
    key_in(stage, NEW)
    assert focused(stage) == f"key-{NEW[-1]}"
    stage.press(Key.Key_Return)
    stage.sees("pin-changed")
