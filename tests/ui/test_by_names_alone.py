"""Whole journeys by nothing but the names that assistive technology is told, and what it announces on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible

from tests.support.cards import holds, tries
from tests.support.stage import Stage
from tests.ui.by_name import key, names, press
from tests.ui.listening import listening
from tests.ui.routes import NEW, PRESENT, ROUTES, WRONG, to_the_menu
from tests.ui.service_point import STAFF_PIN, ServicePoint, service_point

TEXT, TITLE = QAccessible.Role.StaticText, QAccessible.Role.Heading


@pytest.fixture
def point(window: Stage, tmp_path: Path) -> Iterator[ServicePoint]:
    """A service point where nobody is signed in."""
    with service_point(window, tmp_path) as ready:
        yield ready


def to_the_pad(stage: Stage) -> None:
    press(stage, "修改密码")
    stage.sees("pin-present")


def enter(stage: Stage, digits: str, on: str, sees: str) -> None:
    key(stage, digits)
    press(stage, on)
    stage.sees(sees)


def test_a_pin_is_changed(stage: Stage) -> None:
    card = to_the_menu(stage)
    to_the_pad(stage)
    enter(stage, PRESENT, "下一步", "pin-new")
    enter(stage, NEW, "下一步", "pin-again")
    with listening() as heard:
        enter(stage, NEW, "确认修改", "pin-changed")
        stage.settle()
    assert holds(card, NEW.encode())
    assert any(told.startswith("社保密码已修改") for told in heard.announced)


def test_a_card_is_looked_up(stage: Stage) -> None:
    to_the_menu(stage)
    press(stage, "查询状态")
    stage.sees("standing")
    stage.settle()
    assert names(stage, TITLE)[0] == "卡的状态"
    assert {"卡的真伪：已通过核对", "登记状态：正常"} <= set(names(stage, TEXT))


def test_where_a_pin_is_unlocked_is_told(stage: Stage) -> None:
    to_the_menu(stage, "locked")
    press(stage, "解锁与重置")
    stage.sees("unlock-explained")
    stage.settle()
    assert names(stage, TITLE)[0] == "到服务网点解锁或重置"
    press(stage, "退卡")
    stage.sees("take-card")


def test_staff_unlock_a_pin(point: ServicePoint) -> None:
    stage = point.stage
    stage.sees("staff-sign-in")
    point.staff.put(point.made("operator"))
    stage.until(lambda: stage.value("stage") == "pin", "the pad for staff")
    enter(stage, STAFF_PIN, "登录", "attract")
    card = point.comes("locked")
    press(stage, "解锁与重置")
    stage.sees("case")
    press(stage, "持卡人身份证件")
    stage.until(lambda: stage.value("ready") is True, "a case that can be opened")
    with listening() as heard:
        press(stage, "开始办理")
        stage.sees("unlock-done")
        stage.settle()
    assert tries(card) == 6
    assert any(told.startswith("解锁已登记") for told in heard.announced)


def test_a_wrong_pin_is_announced_with_what_is_left(stage: Stage) -> None:
    to_the_menu(stage)
    to_the_pad(stage)
    with listening() as heard:
        enter(stage, WRONG, "下一步", "pin-wrong")
        stage.settle()
    assert heard.announced[-1] == "密码不正确，还可以输入 5 次"


def test_a_refusal_in_the_same_words_is_announced_again(stage: Stage) -> None:
    ROUTES["pin-refused"](stage)
    with listening() as heard:
        enter(stage, "777777", "下一步", "pin-refused")
        stage.settle()
    assert heard.announced[-1] == "六位数字全部相同，请换一个"


def test_whether_somebody_is_still_there_is_announced(stage: Stage) -> None:
    to_the_menu(stage)
    to_the_pad(stage)
    with listening() as heard:
        stage.passes(60)
        stage.sees("still-there")
        stage.settle()
    assert heard.announced[0].startswith("您还在吗？")


@pytest.mark.parametrize("screen", ["not-recognised", "bank-card-only", "locked", "last-attempt", "card-left-behind"])
def test_what_went_wrong_is_announced(stage: Stage, screen: str) -> None:
    with listening() as heard:
        ROUTES[screen](stage)
        stage.settle()
    assert heard.announced[-1].splitlines()[0] == names(stage, TITLE)[0]


@pytest.mark.parametrize("screen", ["standing", "pin-wrong", "unlock-explained", "locked", "still-there"])
def test_nothing_that_is_hidden_is_told(stage: Stage, screen: str) -> None:
    """Neither the seconds of a countdown that nobody sees, nor a leaf that was not turned to."""
    with listening() as heard:
        ROUTES[screen](stage)
        stage.settle()
    assert heard.events != []
    assert heard.of_the_hidden == []


@pytest.mark.parametrize("screen", sorted(ROUTES))
def test_every_screen_says_in_title_and_heading_what_it_is_about(stage: Stage, screen: str) -> None:
    ROUTES[screen](stage)
    stage.settle()
    first, *_ = stage.screen.window.title().split(" · ")
    assert first in names(stage, TITLE)


def test_the_step_is_told_with_how_many_there_are(stage: Stage) -> None:
    ROUTES["pin-new"](stage)
    stage.settle()
    assert "第 2 步，共 3 步，当前步骤：新密码" in names(stage, TEXT)
