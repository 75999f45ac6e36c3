"""A locked card: it is said, and where to go; nothing on the way could unlock it.

autenticacao.gov#155: a dialogue offered an unlock that it could not do.
"""

from __future__ import annotations

import pytest

from tests.support.cards import Listening, tries
from tests.support.stage import Stage
from tests.ui.routes import enter, last_attempt, to_the_menu

NOT_HERE = "由工作人员核对身份后办理，自助机不能办理。"
CONTROLS = {"返回", "退卡"}
FOLDED = {"他人代办", "未成年人（监护人办理）"}  # what they bring
ONLY_ASKED = {bytes.fromhex(header) for header in ("00A4", "00B2", "00C0", "0020", "0088", "0084")}
READS_THE_HOLDER = bytes.fromhex("0082000A")  # EXTERNAL AUTHENTICATE with RKSSSE, which opens that file and no more


def test_the_last_wrong_entry_locks(stage: Stage) -> None:
    last_attempt(stage)
    stage.touch("我记得，继续")
    stage.sees("pin-present")
    enter(stage, "909091", "locked")
    stage.touch("怎样解锁")
    stage.sees("unlock-explained")
    stage.reads(NOT_HERE)


def test_a_card_that_comes_locked_is_asked_for_no_pin(stage: Stage) -> None:
    to_the_menu(stage, "locked")
    stage.reads("密码已锁定")
    stage.reads("密码已锁定，不能办理")
    stage.touch("修改密码")
    stage.touch("解锁与重置")
    stage.sees("unlock-explained")


@pytest.mark.parametrize("card", ["normal", "two-left", "locked"])
def test_the_explanation_offers_no_unlock(stage: Stage, card: str) -> None:
    to_the_menu(stage, card)
    stage.touch("解锁与重置")
    stage.sees("unlock-explained")
    stage.reads(NOT_HERE)
    assert set(stage.controls()) == {*CONTROLS, "打印办理单", *FOLDED}


@pytest.mark.parametrize("control", sorted(CONTROLS))
def test_no_control_of_it_says_anything_to_the_card_that_could_unlock(stage: Stage, control: str) -> None:
    card = Listening(stage.made("locked"))
    to_the_menu(stage, card)
    stage.touch("解锁与重置")
    stage.sees("unlock-explained")
    stage.touch(control)
    stage.sees("menu" if control == "返回" else "take-card")
    assert {apdu[:2] for apdu in card.heard if apdu[:4] != READS_THE_HOLDER} <= ONLY_ASKED
    assert all(len(apdu) <= 4 for apdu in card.heard if apdu[:2] == b"\x00\x20")  # the question, never a PIN
    assert tries(card) == 0
