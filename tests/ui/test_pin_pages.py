"""The pages with the digit pad: a way back, one for who forgot, dots at the pad, and nothing that blinks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.ui.look import PX_PER_MM, TYPES, Look
from kiosk.ui.measure import scene
from tests.support.cards import CHANGE_PIN, tries
from tests.support.hanging import Hanging
from tests.support.stage import Stage
from tests.ui.routes import NEW, PRESENT, enter, to_the_pad, to_the_second_entry

NEAR_MM = 30.0
A_MINUTE_MS = 60_000
VERIFY = 0x20


def pad(stage: Stage) -> QQuickItem:
    return stage.find("pad")


def test_back_from_the_present_pin_costs_no_attempt(stage: Stage) -> None:
    card = to_the_pad(stage)
    stage.key("13579")
    stage.touch("返回")
    stage.sees("menu")
    assert (stage.digits(), tries(card)) == (0, 6)


@pytest.mark.parametrize(("digits", "back"), [(PRESENT, "menu"), (PRESENT + NEW, "pin-new")])
def test_a_new_pin_has_a_way_back(stage: Stage, digits: str, back: str) -> None:
    to_the_pad(stage)
    enter(stage, digits[:6], "pin-new")
    if len(digits) > 6:
        enter(stage, digits[6:], "pin-again")
    stage.touch("返回")
    stage.sees(back)


def test_who_forgot_the_pin_is_told_what_to_do_and_comes_back_to_the_menu(stage: Stage) -> None:
    card = to_the_pad(stage)
    stage.touch("忘记密码")
    stage.sees("unlock-explained")
    stage.touch("返回")
    stage.sees("menu")
    assert tries(card) == 6


def test_a_new_pin_can_not_be_forgotten(stage: Stage) -> None:
    to_the_second_entry(stage)
    assert "忘记密码" not in stage.texts()


@pytest.mark.parametrize("size", PX_PER_MM, ids=str)
def test_dots_are_at_the_pad_and_digits_grow_with_the_type(stage: Stage, size: tuple[int, int]) -> None:
    first, dense = stage.screen.model.look, PX_PER_MM[size]
    away_mm: list[float] = []
    capitals: list[float] = []
    to_the_pad(stage)
    for size_of_type in TYPES:
        stage.screen.wear(Look(type=size_of_type, width=size[0], height=size[1], px_per_mm=dense, still=True))
        stage.settle()
        stage.screen.window.grabWindow()  # puts everything in its place
        away_mm.append((_box(pad(stage)).top() - _box(stage.find("dots")).bottom()) / dense)
        capitals.extend(text.capital_mm for text in scene(stage.screen.window, dense).texts if text.text == "5")
    stage.screen.wear(first)

    assert [away for away in away_mm if not 0 < away < NEAR_MM] == []
    assert capitals == sorted(set(capitals))
    assert len(capitals) == len(TYPES)


def test_from_one_pad_to_the_next_only_what_changes_moves(stage: Stage) -> None:
    usual = stage.screen.window.property("holds")
    stage.screen.window.setProperty("holds", A_MINUTE_MS)
    to_the_pad(stage)
    stage.rest(200)  # it has come
    first = pad(stage)
    page = first.parentItem()
    faded: list[float] = []
    page.opacityChanged.connect(lambda: faded.append(page.opacity()))
    enter(stage, PRESENT, "pin-new")
    stage.settle()

    stage.screen.window.setProperty("holds", usual)
    assert pad(stage) == first
    assert faded == []


def test_while_the_card_is_asked_the_pad_says_so(stage: Stage) -> None:
    to_a_pad_of_one_that_hangs(stage, lambda apdu: apdu[1] == VERIFY and len(apdu) > 5)
    stage.key(PRESENT)
    stage.touch("下一步")
    stage.sees("reading")
    assert "正在核对，请稍候" in stage.texts()
    assert pad(stage).isVisible()
    stage.reads("正在读卡")  # where it takes longer, a page of its own


def test_while_a_card_is_written_no_pad_is_shown(stage: Stage) -> None:
    to_a_pad_of_one_that_hangs(stage, lambda apdu: apdu.startswith(CHANGE_PIN))
    enter(stage, PRESENT, "pin-new")
    enter(stage, NEW, "pin-again")
    stage.key(NEW)
    stage.touch("确认修改")
    stage.sees("reading")
    assert "key-1" not in [item.objectName() for item in stage.items()]


def to_a_pad_of_one_that_hangs(stage: Stage, strikes: Callable[[bytes], bool]) -> None:
    card = Hanging(stage.made("normal"), strikes)
    stage.free_at_end(card.wake)
    to_the_pad(stage, card)


def _box(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
