"""The main journey, touched through: the present PIN, a new one, the new one again."""

from __future__ import annotations

from tests.ui.stage import Stage

VERIFY_NEW = bytes.fromhex("0020000003624815")
SELECT = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
TRIES = bytes.fromhex("00200000")


def to_the_pad(stage: Stage) -> None:
    stage.sees("menu")
    stage.touch("修改密码")
    stage.sees("pin-present")


def test_a_pin_is_changed(stage: Stage) -> None:
    with stage.card("normal") as card:
        stage.slot.insert(card)
        to_the_pad(stage)
        stage.key("135790")
        stage.touch("下一步")
        stage.sees("pin-new")
        stage.key("624815")
        stage.touch("下一步")
        stage.sees("pin-again")
        stage.key("624815")
        stage.touch("确认修改")
        stage.sees("pin-changed")
        stage.touch("退卡")
        stage.sees("take-card")
        stage.slot.remove()
        stage.sees("attract")

        card.transmit(SELECT)
        assert card.transmit(VERIFY_NEW) == b"\x90\x00"


def test_a_wrong_pin_is_counted_on_the_screen_as_on_the_card(stage: Stage) -> None:
    """DigiDoc4-Client#1058: how many attempts are left was hidden until too late."""
    with stage.card("normal") as card:
        stage.slot.insert(card)
        to_the_pad(stage)
        for left in (5, 4, 3, 2):
            stage.key("909091")
            stage.touch("下一步")
            stage.until(lambda n=left: f"密码不正确，还可以输入 {n} 次" in stage.texts(), f"{left} left")  # type: ignore[misc]
        stage.key("909091")
        stage.touch("下一步")
        stage.sees("last-attempt")
        card.transmit(SELECT)
        assert card.transmit(TRIES) == b"\x63\xc1"


def test_a_last_wrong_pin_locks_and_only_explains_the_unlock(stage: Stage) -> None:
    """autenticacao.gov#155: a dialogue offered an unlock that it could not do."""
    with stage.card("last-attempt") as card:
        stage.slot.insert(card)
        stage.sees("menu")
        stage.touch("修改密码")
        stage.sees("last-attempt")
        stage.touch("我记得，继续")
        stage.sees("pin-present")
        stage.key("909091")
        stage.touch("下一步")
        stage.sees("locked")
        stage.touch("怎样解锁")
        stage.sees("unlock-explained")
        assert "由工作人员核对身份后办理，自助机不能办理。" in stage.texts()


def test_a_refused_new_pin_says_why(stage: Stage) -> None:
    with stage.card("normal") as card:
        stage.slot.insert(card)
        to_the_pad(stage)
        stage.key("135790")
        stage.touch("下一步")
        stage.sees("pin-new")
        stage.key("777777")
        stage.touch("下一步")
        stage.sees("pin-refused")
        assert "六位数字全部相同，请换一个" in stage.texts()


def test_a_card_pulled_out_at_the_pad_leaves_nothing_behind(stage: Stage) -> None:
    """vxsuite#1823: the next person inherited the session."""
    with stage.card("normal") as card, stage.card("lost") as other:
        stage.slot.insert(card)
        to_the_pad(stage)
        stage.key("135")
        stage.slot.remove()
        stage.sees("attract")
        assert stage.digits() == 0
        stage.slot.insert(other)
        stage.sees("menu")
        assert "已挂失" in stage.texts()
