"""The service point's journeys behind a real pcscd, with both cards in two slots."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.card.pcsc import PcscPort
from tests.pcsc.contacts import reader_name
from tests.pcsc.hand import Hand
from tests.support.cards import holds, tries
from tests.support.stage import Stage
from tests.ui.service_point import Reader, ServicePoint, service_point

PRESENT, NEW = "135790", "624815"  # invented, for test cards


@pytest.fixture
def point(window: Stage, hand: Hand, staff_hand: Hand, tmp_path: Path) -> Iterator[ServicePoint]:
    """A service point over PC/SC: the holder's reader is slot 0, the staff's slot 1."""
    holder = Reader(PcscPort, hand.insert, hand.take_out, reader_name(0))
    staff = Reader(PcscPort, staff_hand.insert, staff_hand.take_out, reader_name(1))
    with service_point(window, tmp_path, holder, staff) as ready:
        yield ready


def test_locked_to_unlocked_with_six_attempts_and_the_old_pin(point: ServicePoint) -> None:
    point.signs_in()
    card = point.comes("locked")
    point.opens_a_case()
    point.stage.sees("unlock-done")
    assert (point.stage.value("result"), tries(card), holds(card, PRESENT.encode())) == ("reported", 6, True)
    assert point.cases() == [("unlock", "reported")]


def test_forgotten_to_reset(point: ServicePoint) -> None:
    point.signs_in()
    card = point.comes("two-left")
    point.opens_a_case("重置")
    point.stage.sees("reset-pin")
    point.stage.key(NEW)
    point.stage.touch("下一步")
    point.stage.until(lambda: point.stage.value("stage") == "again", "the second entry")
    point.stage.key(NEW)
    point.stage.touch("确认重置")
    point.stage.sees("unlock-done")
    assert (point.stage.value("result"), tries(card), holds(card, NEW.encode())) == ("done", 6, True)


def test_the_operator_card_pulled_out_ends_the_case_and_the_card_stays_locked(point: ServicePoint) -> None:
    point.signs_in()
    card = point.comes("locked")
    point.stage.touch("解锁与重置")
    point.stage.sees("case")
    point.staff.take()
    point.stage.until(lambda: point.stage.shown() != "case", "the end")
    assert (tries(card), "unblock-command" in point.answered()) == (0, False)


def test_a_sealed_card_is_enabled_by_its_first_change_of_pin(point: ServicePoint) -> None:
    point.signs_in()
    card = point.comes("initial-pin")
    stage = point.stage
    stage.touch("启用新卡")
    for screen, digits, button in (
        ("pin-present", "123456", "下一步"),
        ("pin-new", NEW, "下一步"),
        ("pin-again", NEW, "确认修改"),
    ):
        stage.sees(screen)
        stage.key(digits)
        stage.touch(button)
    stage.sees("enabled")
    stage.until(lambda: point.standing("initial-pin") == 1, "the registry")
    assert holds(card, NEW.encode())


def test_several_cards_are_listed_only_after_the_pin(point: ServicePoint) -> None:
    point.signs_in()
    point.comes("second-card")
    stage = point.stage
    stage.until(lambda: stage.value("genuine") == "genuine", "that the card is genuine")
    stage.touch("查询状态")
    stage.sees("standing")
    assert stage.value("others") == []
    stage.touch("输入密码，看其他卡")
    stage.sees("pin-present")
    stage.key(PRESENT)
    stage.touch("下一步")
    stage.sees("standing")
    stage.until(lambda: stage.value("othersAre") == "known", "the list")
    others = stage.value("others")
    assert isinstance(others, list)
    assert len(others) == 1
