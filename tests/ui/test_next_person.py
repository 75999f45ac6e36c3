"""The next person meets the terminal as if nobody had been there: no digits, no values, no choices."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from emulator.reader.insertable import Insertable
from kiosk.session.timeouts import RESULT_WITHOUT_CARD_S
from tests.support.cards import profile
from tests.support.stage import Stage
from tests.ui.routes import ROUTES, changed, nobody_there, outcome_unknown, to_the_menu, to_the_pad
from tests.ui.scene import everything

FIRST_LOOK = ("zh_CN", "standard", "standard")
OF_THE_FIRST = ("569X", "2143569", "2034-03-17", "李", "明轩", "1885", "188503120111", "135790", "624815")


def told_its_holder(stage: Stage) -> Insertable:
    """A card that tells its holder's name and number, at the menu."""
    card = to_the_menu(stage, stage.made(profile(version="2.00")))
    assert "李**" in stage.texts()
    return card


def ended(stage: Stage) -> None:
    told_its_holder(stage)
    stage.touch("退卡")
    stage.sees("take-card")
    stage.slot.remove()


def pulled(stage: Stage) -> None:
    told_its_holder(stage)
    stage.touch("查询状态")
    stage.sees("standing")
    stage.slot.remove()


def pulled_while_typing(stage: Stage) -> None:
    to_the_pad(stage, stage.made(profile(version="2.00")))
    stage.key("13579")
    stage.slot.remove()


def finished(stage: Stage) -> None:
    changed(stage, stage.made(profile(version="2.00")))
    stage.touch("退卡")
    stage.sees("take-card")
    stage.slot.remove()


def left_behind(stage: Stage) -> None:
    nobody_there(stage)
    stage.passes(20)
    stage.sees("card-left-behind")
    stage.slot.remove()


def gave_up_on_an_unknown_outcome(stage: Stage) -> None:
    outcome_unknown(stage)
    stage.touch("直接结束")


def locked(stage: Stage) -> None:
    ROUTES["locked"](stage)
    stage.slot.remove()
    stage.until(lambda: stage.value("cardInside") is False, "the card is out")
    stage.passes(RESULT_WITHOUT_CARD_S)


ENDS: dict[str, Callable[[Stage], None]] = {
    "ended": ended,
    "pulled": pulled,
    "pulled while typing": pulled_while_typing,
    "finished": finished,
    "left behind": left_behind,
    "gave up on an unknown outcome": gave_up_on_an_unknown_outcome,
    "locked": locked,
}
each_end = pytest.mark.parametrize("end", ENDS)


@each_end
def test_nothing_of_the_first_is_left_anywhere(stage: Stage, end: str) -> None:
    ENDS[end](stage)
    stage.sees("attract")
    stage.settle()
    assert stage.digits() == 0
    assert [text for text in everything(stage) if any(part in text for part in OF_THE_FIRST)] == []


@each_end
def test_the_second_persons_card_alone_is_shown(stage: Stage, end: str) -> None:
    ENDS[end](stage)
    stage.sees("attract")
    to_the_menu(stage, "two-left")
    stage.reads("卡号末四位 9157")
    stage.touch("修改密码")
    stage.sees("pin-present")
    assert stage.digits() == 0
    assert [text for text in everything(stage) if any(part in text for part in OF_THE_FIRST)] == []


@pytest.mark.parametrize("end", ["taken", "left behind"])
def test_the_firsts_choices_are_not_the_seconds(stage: Stage, end: str) -> None:
    to_the_menu(stage)
    for choice in ("大字", "高对比", "English"):
        stage.touch(choice)
    stage.until(lambda: stage.look() == ("en", "larger", "high"), "the choices")
    if end == "left behind":
        stage.passes(60)
        stage.sees("still-there")
        stage.passes(20)
        stage.sees("card-left-behind")
    stage.slot.remove()
    stage.sees("attract")
    assert stage.look() == FIRST_LOOK
    stage.reads("请插入社会保障卡")


def test_one_card_straight_after_another_is_a_new_visit(stage: Stage) -> None:
    told_its_holder(stage)
    stage.touch("English")
    stage.insert("two-left")
    stage.reads("卡号末四位 9157")
    assert stage.look() == FIRST_LOOK
    assert [text for text in everything(stage) if any(part in text for part in OF_THE_FIRST)] == []


def test_a_card_put_in_while_the_last_ones_result_is_still_seen_is_a_new_persons(stage: Stage) -> None:
    changed(stage)
    for choice in ("大字", "English"):
        stage.touch(choice)
    stage.slot.remove()
    stage.until(lambda: stage.value("cardInside") is False, "the card is out")
    to_the_menu(stage, "two-left")
    assert stage.look() == FIRST_LOOK


@pytest.mark.parametrize("choice", ["Change PIN", "Look up status"])
def test_who_chooses_what_to_do_before_the_card_goes_in_keeps_the_language(stage: Stage, choice: str) -> None:
    stage.sees("attract")
    stage.touch("English")
    stage.settle()  # everything takes its place
    stage.touch(choice)
    stage.until(lambda: stage.value("wish") is not None, "the choice")
    assert stage.look() == ("en", "standard", "standard")


def test_who_reads_how_to_unlock_without_a_card_keeps_the_language(stage: Stage) -> None:
    stage.sees("attract")
    stage.touch("English")
    stage.touch("How to unlock")
    stage.sees("unlock-explained")
    stage.touch("Back")
    stage.sees("attract")
    assert stage.look() == ("en", "standard", "standard")


def test_choices_made_before_the_card_goes_in_are_that_persons(stage: Stage) -> None:
    stage.sees("attract")
    stage.touch("大字")
    stage.touch("English")
    to_the_menu(stage)
    assert stage.look() == ("en", "larger", "standard")


def test_choices_of_one_who_left_without_putting_a_card_in_end_after_a_minute(stage: Stage) -> None:
    stage.reads("请插入社会保障卡")
    stage.touch("大字")
    stage.touch("English")
    stage.settle()
    stage.passes(59.5)
    stage.settle()
    assert stage.look() == ("en", "larger", "standard")
    stage.passes(0.5)
    stage.until(lambda: stage.look() == FIRST_LOOK, "the first look")
