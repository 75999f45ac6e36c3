"""The main journeys, touched through on the terminal's window behind a real pcscd."""

from __future__ import annotations

import pytest

from emulator.reader.faults import PulledOut
from tests.pcsc.exchanges import CHANGE_PIN, AtFirst
from tests.pcsc.hand import Hand
from tests.support.cards import holds, tries
from tests.support.stage import Stage
from tests.ui.routes import NEW, PRESENT, WRONG, changed, enter, to_the_pad, to_the_second_entry
from tests.ui.scene import everything


@pytest.mark.parametrize("card", ["normal", "t1"])
def test_a_pin_is_changed(stage: Stage, hand: Hand, card: str) -> None:
    inserted = changed(stage, card)
    stage.reads("社保密码已修改")
    stage.touch("退卡")
    stage.sees("take-card")
    hand.take_out()
    stage.sees("attract")
    assert (tries(inserted), holds(inserted, NEW.encode())) == (6, True)


def test_wrong_pins_are_counted_down_to_the_lock_and_the_unlock_is_only_explained(stage: Stage, hand: Hand) -> None:
    card = to_the_pad(stage)
    for left in (5, 4, 3, 2):
        stage.key(WRONG)
        stage.touch("下一步")
        stage.reads(f"密码不正确，还可以输入 {left} 次")
    enter(stage, WRONG, "last-attempt")
    stage.touch("我记得，继续")
    stage.sees("pin-present")
    enter(stage, WRONG, "locked")
    stage.touch("怎样解锁")
    stage.sees("unlock-explained")
    stage.reads("由工作人员核对身份后办理，自助机不能办理。")
    hand.take_out()
    stage.sees("attract")
    assert tries(card) == 0


def test_a_card_pulled_at_the_pad_leaves_nothing_to_the_next_person(stage: Stage, hand: Hand) -> None:
    card = to_the_pad(stage)
    stage.key(PRESENT[:5])
    hand.take_out()
    stage.sees("attract")
    assert stage.digits() == 0
    to_the_pad(stage, "two-left")
    assert stage.digits() == 0
    assert [text for text in everything(stage) if "569X" in text] == []
    assert tries(card) == 6


def test_pulled_while_it_is_written_the_same_card_put_back_tells(stage: Stage, hand: Hand) -> None:
    card = stage.made("normal")
    to_the_second_entry(stage, PulledOut(card, hand.pull, AtFirst(CHANGE_PIN)))
    enter(stage, NEW, "outcome-unknown", "确认修改")
    hand.wait_until_gone()
    stage.reads("请把刚才那张卡重新插入，马上为您核对。")
    stage.insert(card)
    stage.sees("pin-changed")
    hand.leave()
    assert (tries(card), holds(card, NEW.encode())) == (6, True)
