"""The main journey, touched through: the present PIN, a new one, the new one again."""

from __future__ import annotations

from tests.support.cards import holds
from tests.support.stage import Stage
from tests.ui.routes import NEW, PRESENT, changed, to_the_menu


def test_a_pin_is_changed(stage: Stage) -> None:
    card = changed(stage)
    stage.reads("社保密码已修改")
    stage.touch("退卡")
    stage.sees("take-card")
    stage.slot.remove()
    stage.sees("attract")
    assert holds(card, NEW.encode())


def test_afterwards_one_may_go_on_with_something_else(stage: Stage) -> None:
    changed(stage)
    stage.touch("办理其他业务")
    stage.sees("menu")


def test_one_may_leave_before_the_last_confirmation(stage: Stage) -> None:
    """And the card is as it was."""
    card = to_the_menu(stage)
    stage.touch("修改密码")
    stage.sees("pin-present")
    for sees in ("pin-new", "pin-again"):
        stage.key(PRESENT if sees == "pin-new" else NEW)
        stage.touch("下一步")
        stage.sees(sees)
    stage.key(NEW)
    stage.touch("退卡")
    stage.sees("take-card")
    assert (stage.digits(), holds(card, PRESENT.encode())) == (0, True)


def test_a_card_on_t1_is_changed_as_well(stage: Stage) -> None:
    card = changed(stage, "t1")
    assert holds(card, NEW.encode())
