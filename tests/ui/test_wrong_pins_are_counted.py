"""Wrong entries are counted on the screen as on the card, and the last one is warned of.

DigiDoc4-Client#1058: how many attempts are left was hidden until too late.
"""

from __future__ import annotations

import pytest

from tests.support.cards import tries
from tests.support.stage import Stage
from tests.ui.routes import PRESENT, WRONG, attempt_lost, enter, to_the_menu, to_the_pad


def test_each_wrong_entry_is_one_less_on_both(stage: Stage) -> None:
    card = to_the_pad(stage)
    stage.reads("还可以输入 6 次")
    for left in (5, 4, 3, 2):
        stage.key(WRONG)
        stage.touch("下一步")
        stage.reads(f"密码不正确，还可以输入 {left} 次")
        assert stage.digits() == 0
    enter(stage, WRONG, "last-attempt")
    stage.reads("密码不正确，只剩最后一次")
    assert tries(card) == 1


def test_before_the_last_attempt_one_is_warned_and_may_leave(stage: Stage) -> None:
    card = to_the_menu(stage, "last-attempt")
    stage.touch("修改密码")
    stage.sees("last-attempt")
    stage.reads("只能再输入一次")
    assert set(stage.controls()) == {"退卡", "我记得，继续"}
    stage.touch("退卡")
    stage.sees("take-card")
    assert tries(card) == 1


def test_the_right_pin_at_the_last_attempt_gives_all_attempts_back(stage: Stage) -> None:
    card = to_the_menu(stage, "last-attempt")
    stage.touch("修改密码")
    stage.touch("我记得，继续")
    stage.sees("pin-present")
    enter(stage, PRESENT, "pin-new")
    stage.touch("退卡")
    stage.sees("take-card")
    assert tries(card) == 6


@pytest.mark.parametrize(("wrong", "counted"), [(1, "密码还可以输入 5 次"), (4, "密码还可以输入 2 次")])
def test_the_menu_shows_what_is_left_afterwards(stage: Stage, wrong: int, counted: str) -> None:
    card = to_the_pad(stage)
    for _ in range(wrong):
        enter(stage, WRONG, "pin-wrong")
    stage.touch("退卡")
    stage.sees("take-card")
    stage.slot.remove()
    stage.sees("attract")
    to_the_menu(stage, card)
    stage.reads(counted)


def test_of_a_card_pulled_out_before_it_answered_the_next_visit_says_what_is_left(stage: Stage) -> None:
    card = attempt_lost(stage)
    stage.reads("刚才的密码可能用掉了一次机会。")
    stage.reads("重新插卡后，可以看到剩余次数。")
    to_the_menu(stage, card)
    stage.reads("密码还可以输入 5 次")
    assert tries(card) == 5
