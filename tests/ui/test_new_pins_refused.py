"""A new PIN that is too simple is refused with its reason on the screen, and the card stays as it is."""

from __future__ import annotations

import pytest

from tests.support.cards import holds, profile
from tests.support.stage import Stage
from tests.ui.routes import NEW, PRESENT, enter, to_the_new_pin, to_the_second_entry

REASONS = {
    "888888": "这是发卡时的初始密码，请换一个",
    PRESENT: "与当前密码相同，请换一个",
    "777777": "六位数字全部相同，请换一个",
    "345678": "数字依次连续，请换一个",
    "987654": "数字依次连续，请换一个",
    "121212": "数字有规律地重复，请换一个",
    "427427": "数字有规律地重复，请换一个",
    "214356": "是卡号的一部分，请换一个",  # D2143569X
}
HOLDERS = {  # 610323188503120111, born on 1885-03-12
    "120385": "是您的出生日期，请换一个",
    "231885": "是社会保障号码的一部分，请换一个",
}


@pytest.mark.parametrize(("new", "reason"), REASONS.items())
def test_a_refused_new_pin_says_why(stage: Stage, new: str, reason: str) -> None:
    card = to_the_new_pin(stage)
    enter(stage, new, "pin-refused")
    stage.reads(reason)
    assert stage.digits() == 0
    assert holds(card, PRESENT.encode())


@pytest.mark.parametrize(("new", "reason"), HOLDERS.items())
def test_where_the_card_tells_its_holder_that_counts_as_well(stage: Stage, new: str, reason: str) -> None:
    card = to_the_new_pin(stage, stage.made(profile(version="2.00")))
    enter(stage, new, "pin-refused")
    stage.reads(reason)
    assert holds(card, PRESENT.encode())


def test_a_better_one_is_taken_after_a_refused_one(stage: Stage) -> None:
    to_the_new_pin(stage)
    enter(stage, "777777", "pin-refused")
    enter(stage, NEW, "pin-again")


def test_two_entries_that_differ_are_asked_for_anew(stage: Stage) -> None:
    card = to_the_second_entry(stage)
    enter(stage, "907153", "pin-refused", "确认修改")
    stage.reads("两次输入不一致，请重新输入")
    assert (holds(card, PRESENT.encode()), holds(card, NEW.encode())) == (True, False)
