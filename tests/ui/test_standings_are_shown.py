"""What the registry and the card's own dates say of a card is shown, with what follows from it."""

from __future__ import annotations

import pytest

from tests.support.odd_cards import Misprinted
from tests.support.stage import Stage
from tests.ui.routes import to_the_menu

SHOWN = {
    "normal": ("正常", "此卡正常，可以使用。"),
    "sealed": (
        "未启用（封存）",
        "此卡尚未启用，参保缴费不受影响。修改密码即可启用，改过的请再改一次；也可到服务网点或拨打 12333。",
    ),
    "lost": ("已挂失", "此卡已挂失。请带身份证到社保服务网点或银行网点补卡。"),
    "temporarily-lost": ("临时挂失", "此卡临时挂失，到期自动解除。可到服务网点提前解除或正式挂失。"),
    "cancelled": ("已注销", "此卡已注销，不能再用。卡上的银行账户请到银行柜台销户。"),
    "expired": ("正常", "此卡已过有效期。请到服务网点或网上申请换卡。"),
    "expiring": ("正常", "此卡即将到期，已经可以到服务网点或网上申请换卡。"),
    "locked": ("正常", "社保密码已锁定。请带身份证到服务网点解锁或重置，自助机不能办理。"),
    "two-left": ("正常", "社保密码剩余次数不多。一次输对后，次数会恢复。"),
}
HERE = {  # what can be done about it right here
    **{card: {"修改密码"} for card in ("normal", "two-left")},
    "sealed": {"启用新卡"},
    **{card: {"修改密码", "怎样换卡"} for card in ("expired", "expiring")},
    "locked": {"解锁指引"},
    "lost": {"怎样补换卡"},
    "temporarily-lost": {"怎样恢复使用"},
}
NO_CHANGE = ("lost", "temporarily-lost", "cancelled")


@pytest.mark.parametrize(("card", "shown"), SHOWN.items(), ids=list(SHOWN))
def test_a_standing_is_shown_with_its_advice(stage: Stage, card: str, shown: tuple[str, str]) -> None:
    standing, advice = shown
    to_the_menu(stage, card)
    stage.touch("查询状态")
    stage.sees("standing")
    stage.reads(standing)
    stage.reads(advice)
    others = {"输入密码，看其他卡"} if stage.value("mayListOthers") else set()
    assert set(stage.controls()) == {"返回", "退卡", *HERE.get(card, ()), *others}


@pytest.mark.parametrize("card", NO_CHANGE)
def test_where_no_pin_may_be_changed_the_menu_says_why_before_a_tap_which_does_nothing(stage: Stage, card: str) -> None:
    to_the_menu(stage, card)
    said = f"{SHOWN[card][0]}，不能办理"
    stage.reads(said)
    stage.touch("修改密码")
    stage.settle()
    assert (stage.shown(), stage.texts().count(said)) == ("menu", 2)  # nor is it unlocked


@pytest.mark.parametrize(
    ("card", "standing"),
    [
        ("normal", "正常"),
        ("lost", "已挂失"),
        ("cancelled", "已注销"),
        ("sealed", "未启用（封存）"),
        ("expired", "已过期"),
    ],
)
def test_the_menu_has_it_at_a_glance(stage: Stage, card: str, standing: str) -> None:
    to_the_menu(stage, card)
    stage.reads(standing)


def test_who_chose_to_change_the_pin_before_the_card_was_in_is_told_why_it_cannot_be(stage: Stage) -> None:
    stage.sees("attract")
    stage.settle()  # everything takes its place
    stage.touch("修改密码")
    stage.until(lambda: stage.value("wish") == "change-pin", "the choice")
    stage.insert("lost")
    stage.sees("standing")
    stage.reads("已挂失，不能修改密码")


@pytest.mark.parametrize(("card", "mark"), [("expired", "（已过期）"), ("expiring", "（可以换卡）")])
def test_the_date_itself_is_marked(stage: Stage, card: str, mark: str) -> None:
    to_the_menu(stage, card)
    stage.touch("查询状态")
    stage.sees("standing")
    assert [text for text in stage.texts() if text.endswith(mark)]


def test_of_what_can_not_be_read_from_a_card_it_is_said_that_it_is_not_known(stage: Stage) -> None:
    undated, unnumbered = "0604FFFFFFFF9000", "0709FF31343335FF39589000"
    to_the_menu(stage, Misprinted(stage.made("normal"), {6: undated, 7: unnumbered}))
    stage.reads("卡号未知")
    stage.touch("查询状态")
    stage.sees("standing")
    stage.reads("无法读取此卡的有效期。请拨打 12333 或到服务网点查询。")
    assert (stage.texts().count("未知"), [text for text in stage.texts() if "\ufffd" in text]) == (2, [])


@pytest.mark.parametrize(
    ("card", "screen", "said"),
    [
        ("mute", "not-recognised", "请取出卡，芯片朝上，按箭头方向重新插入。"),
        ("bank-only", "bank-card-only", "银行卡业务请到银行办理。"),
    ],
)
def test_a_card_that_cannot_be_served_is_told_what_to_do(stage: Stage, card: str, screen: str, said: str) -> None:
    stage.insert(card)
    stage.sees(screen)
    stage.reads(said)
    assert stage.controls() == ["退卡"]
