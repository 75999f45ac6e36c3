"""pcscd dies and comes back: the terminal's window says so, and serves again by itself."""

from __future__ import annotations

from emulator.reader.private_pcscd import PrivatePcscd
from tests.pcsc.hand import Hand
from tests.support.cards import holds, tries
from tests.support.stage import Stage
from tests.ui.routes import NEW, PRESENT, enter, to_the_menu, to_the_pad

DOWN = "读卡服务没有运行"


def test_an_empty_terminal_is_out_of_service_and_back(stage: Stage, pcscd: PrivatePcscd) -> None:
    for _ in range(2):
        pcscd.kill()
        stage.sees("out-of-service")
        stage.reads(DOWN)
        assert stage.controls() == []
        pcscd.start()
        stage.sees("attract")


def test_at_the_pad_the_digits_go_and_the_card_is_read_anew(stage: Stage, hand: Hand, pcscd: PrivatePcscd) -> None:
    card = to_the_pad(stage)
    stage.key(PRESENT[:5])
    pcscd.kill()
    stage.sees("out-of-service")
    assert stage.digits() == 0
    pcscd.start()
    stage.sees("menu")
    stage.touch("修改密码")
    stage.sees("pin-present")
    assert stage.digits() == 0
    for digits, sees, button in (
        (PRESENT, "pin-new", "下一步"),
        (NEW, "pin-again", "下一步"),
        (NEW, "pin-changed", "确认修改"),
    ):
        enter(stage, digits, sees, button)
    hand.leave()
    assert (tries(card), holds(card, NEW.encode())) == (6, True)


def test_a_restart_at_once_starts_at_the_menu(stage: Stage, pcscd: PrivatePcscd) -> None:
    to_the_menu(stage)
    stage.touch("查询状态")
    stage.sees("standing")
    pcscd.restart()
    stage.sees("menu")
