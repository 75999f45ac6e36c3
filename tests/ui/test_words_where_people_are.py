"""Words fit the place: nobody at a service point is sent to one, nor told to do what the screen has no way to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.back_office import back_office
from emulator.cards import bundled_cards
from kiosk.roles.view import Value, View
from tests.support.stage import Stage
from tests.ui.counter import at_the_counter
from tests.ui.routes import NEW, enter
from tests.ui.test_known_of_a_card_by_touch import PRESENT, Wire, at_work, known
from tests.ui.views import CARD, STAFF, VIEWS

LAST: dict[str, Value] = {**CARD, "triesLeft": 1, "wrong": True, "advice": ["pin-last-attempt"]}
UNCHECKED = "此卡暂时无法核对：如尚未启用，这次修改不会启用它。"
NOBODY: dict[str, Value] = {"staff": ""}


@pytest.fixture
def hall(window: Stage) -> Iterator[Stage]:
    """The window with nothing going on behind it."""
    with at_the_counter(window):
        yield window


@pytest.fixture
def stage(window: Stage, tmp_path: Path) -> Iterator[tuple[Stage, Wire]]:
    """A terminal at work, and its line to the office."""
    with back_office(None, bundled_cards()) as issuer:
        line = Wire(issuer)
        with at_work(window, line, tmp_path) as terminal:
            yield terminal, line


def said(hall: Stage, view: View) -> str:
    """All that is on the screen."""
    hall.screen.model.show(view)
    hall.settle()
    return " ".join(hall.texts())


@pytest.mark.parametrize("purpose", ["change", "list"])
@pytest.mark.parametrize(("staff", "sent_away"), [({}, True), (STAFF, False)], ids=["hall", "counter"])
def test_a_last_attempt_sends_to_a_service_point_whoever_is_not_at_one(
    hall: Stage, staff: dict[str, Value], sent_away: bool, purpose: str
) -> None:
    shown = said(hall, View("last-attempt", {**LAST, **staff, "purpose": purpose}))
    assert ("服务网点" in shown) == sent_away


@pytest.mark.parametrize(("staff", "sent_away"), [({}, True), (STAFF, False)], ids=["hall", "counter"])
def test_so_does_the_advice_about_it(hall: Stage, staff: dict[str, Value], sent_away: bool) -> None:
    assert ("服务网点" in said(hall, View("standing", {**LAST, **staff}))) == sent_away


@pytest.mark.parametrize(("staff", "self_service"), [({}, True), (NOBODY, False), (STAFF, False)])
def test_a_service_point_does_not_call_itself_self_service(
    hall: Stage, staff: dict[str, Value], self_service: bool
) -> None:
    shown = said(hall, View("attract", staff))
    assert ("自助" in shown, "自助" in hall.screen.window.title()) == (self_service, self_service)


def test_no_card_is_asked_for_where_no_reader_takes_it(hall: Stage) -> None:
    assert "请插入操作员卡" not in said(hall, VIEWS["staff-sign-in-insert-no-reader"])


@pytest.mark.parametrize("may_end", [True, False])
def test_how_to_stop_is_told_where_it_can_be_stopped(hall: Stage, may_end: bool) -> None:
    shown = said(hall, View("reading", {"mayEnd": may_end}))
    assert ("请点“退卡”" in shown, "退卡" in hall.controls()) == (may_end, may_end)


def test_a_card_of_another_province_is_called_by_its_name(hall: Stage) -> None:
    assert "内蒙古，尾号 812X" in said(hall, VIEWS["standing-far-away"])


def test_a_region_without_a_name_is_left_out(hall: Stage) -> None:
    shown = said(hall, VIEWS["standing-far-away"])
    assert ("尾号 4410" in shown, "999999" in shown) == (True, False)


def test_a_change_of_pin_while_nothing_can_be_checked_says_that_it_enables_no_card(
    stage: tuple[Stage, Wire],
) -> None:
    terminal, line = stage
    line.cut = True
    change_pin(terminal, "normal")
    assert any(UNCHECKED in text for text in terminal.texts())


def test_a_change_of_pin_of_a_card_in_use_speaks_of_no_enabling(stage: tuple[Stage, Wire]) -> None:
    terminal, _ = stage
    known(terminal, "normal")
    change_pin(terminal)
    assert not any(UNCHECKED in text for text in terminal.texts())


@pytest.mark.parametrize("card", ["normal", "last-attempt"])
def test_whoever_does_without_a_look_at_other_cards_is_back_at_the_standing(
    stage: tuple[Stage, Wire], card: str
) -> None:
    terminal, _ = stage
    known(terminal, card)
    terminal.touch("查询状态")
    terminal.sees("standing")
    terminal.touch("输入密码，看其他卡")
    terminal.sees("last-attempt" if card == "last-attempt" else "pin-present")
    terminal.touch("返回")
    terminal.sees("standing")


def change_pin(terminal: Stage, card: str = "") -> None:
    """From the menu, or from putting `card` in, to the end of a change."""
    if card:
        terminal.insert(card)
        terminal.sees("menu")
    terminal.touch("修改密码")
    terminal.sees("pin-present")
    enter(terminal, PRESENT, "pin-new")
    enter(terminal, NEW, "pin-again")
    enter(terminal, NEW, "pin-changed", "确认修改")
