"""The dock of a service point, clicked off-screen: the holder's reader and the staff's, and one pile of cards."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtQuick import QQuickItem

from emulator.dock.readers import HOLDER, STAFF
from tests.support.stage import Stage
from tests.ui.desk import ASK, REFUSED, RIGHT, SELECT, WRONG, Desk, settle

HOLDERS, STAFFS = 0, 1
LEFT = {6: "PIN: 6 attempts left", 5: "PIN: 5 attempts left"}
COME_AND_GO = """
from emulator.dock.readers import HOLDER, STAFF
from kiosk.ui.window import application
from tests.ui.desk import Desk
qt = application(offscreen=True)
desk = Desk(HOLDER, STAFF)
desk.click("card-normal-0")
desk.click("card-operator-1")
"""


@pytest.fixture
def desk(window: Stage) -> Iterator[Desk]:
    """A desk with two empty readers. What Qt and QML complain about fails the test."""
    window.qt_said.clear()
    made = Desk(HOLDER, STAFF)
    yield made
    made.dock.window.close()
    assert window.qt_said == []


def test_each_reader_says_whose_it_is_and_that_it_is_empty(desk: Desk) -> None:
    titles = [desk.says(f"reader-{number}/title") for number in (HOLDERS, STAFFS)]
    assert titles == ["持卡人读卡器 · Holder's reader", "工作人员读卡器 · Staff's reader"]
    assert [desk.says(f"reader-{number}/reader") for number in (HOLDERS, STAFFS)] == ["○ reader empty"] * 2


@pytest.mark.parametrize(("reader", "other"), [(HOLDERS, STAFFS), (STAFFS, HOLDERS)])
def test_a_card_goes_into_the_reader_whose_button_is_clicked(desk: Desk, reader: int, other: int) -> None:
    desk.click(f"card-operator-{reader}")
    assert [slot.look().atr is None for slot in (desk.slots[reader], desk.slots[other])] == [False, True]
    assert desk.says(f"reader-{reader}/reader") == "● operator"
    assert desk.says(f"reader-{other}/reader") == "○ reader empty"


def test_two_cards_are_in_two_readers_and_answer_there(desk: Desk) -> None:
    desk.click("card-two-left-0")
    desk.click("card-operator-1")
    assert desk.exchange(SELECT, ASK, reader=HOLDERS) == ["9000", "63C2"]
    assert desk.exchange(SELECT, ASK, reader=STAFFS) == ["9000", "63C6"]


@pytest.mark.parametrize(("reader", "other"), [(HOLDERS, STAFFS), (STAFFS, HOLDERS)])
def test_a_card_that_is_in_one_reader_goes_into_no_other(desk: Desk, reader: int, other: int) -> None:
    desk.click(f"card-normal-{reader}")
    desk.click(f"card-t1-{other}")
    before = [slot.look() for slot in desk.slots]
    desk.click(f"card-normal-{other}")
    desk.dock.model.insert("normal", other)  # nor by another way than the button
    assert [slot.look() for slot in desk.slots] == before
    assert [desk.item(f"card-normal-{number}").isEnabled() for number in (reader, other)] == [True, False]


def test_a_second_click_leaves_the_card_as_it_is(desk: Desk) -> None:
    desk.click("card-normal-1")
    before = desk.slots[STAFFS].look()
    desk.click("card-normal-1")
    assert desk.slots[STAFFS].look() == before


def test_a_card_pulled_out_of_one_reader_goes_into_the_other_as_it_is_by_now(desk: Desk) -> None:
    desk.click("card-normal-0")
    desk.exchange(SELECT, WRONG, reader=HOLDERS)
    desk.click("reader-0/pull")
    desk.click("card-normal-1")
    assert desk.exchange(SELECT, ASK, reader=STAFFS) == ["9000", "63C5"]
    assert desk.made == ["normal"]


@pytest.mark.parametrize("does", ["pull", "power-cycle"])
@pytest.mark.parametrize(("reader", "other"), [(HOLDERS, STAFFS), (STAFFS, HOLDERS)])
def test_what_is_done_at_one_reader_leaves_the_other_alone(desk: Desk, reader: int, other: int, does: str) -> None:
    desk.click(f"card-normal-{reader}")
    desk.click(f"card-two-left-{other}")
    desk.exchange(SELECT, reader=other)
    before = desk.slots[other].look()
    desk.click(f"reader-{reader}/{does}")
    assert desk.slots[other].look() == before
    assert desk.exchange(ASK, reader=other) == ["63C2"]  # still powered, and still selected
    assert desk.says(f"reader-{other}/reader") == "● two-left"


def test_another_card_takes_the_place_of_the_one_in_that_reader_only(desk: Desk) -> None:
    desk.click("card-normal-0")
    desk.click("card-operator-1")
    desk.click("card-t1-0")
    assert [desk.says(f"reader-{number}/reader") for number in (HOLDERS, STAFFS)] == ["● t1", "● operator"]


def test_exchanges_and_attempts_are_shown_at_the_reader_where_they_were(desk: Desk) -> None:
    desk.click("card-normal-0")
    desk.click("card-operator-1")
    desk.exchange(SELECT, ASK, reader=HOLDERS)
    desk.exchange(SELECT, WRONG, reader=STAFFS)
    assert [desk.lines(f"reader-{number}/exchanges") for number in (HOLDERS, STAFFS)] == [
        ["00 A4 04 0C SELECT → 9000 done", "00 20 00 00 VERIFY → 63C6 6 attempts left"],
        ["00 A4 04 0C SELECT → 9000 done", "00 20 00 00 VERIFY → 63C5 wrong, 5 attempts left"],
    ]
    assert [desk.says(f"reader-{number}/pin") for number in (HOLDERS, STAFFS)] == [LEFT[6], LEFT[5]]


def test_the_exchanges_outlast_the_card_until_it_goes_into_the_other_reader(desk: Desk) -> None:
    desk.click("card-normal-0")
    desk.exchange(SELECT, reader=HOLDERS)
    desk.click("reader-0/pull")
    assert desk.lines("reader-0/exchanges") == ["00 A4 04 0C SELECT → 9000 done"]
    desk.click("card-normal-1")
    desk.exchange(SELECT, reader=STAFFS)
    assert desk.lines("reader-0/exchanges") == []
    assert desk.lines("reader-1/exchanges") == ["00 A4 04 0C SELECT → 9000 done"] * 2


def test_a_card_that_goes_by_another_hand_is_shown_gone_and_free(desk: Desk) -> None:
    desk.click("card-normal-0")
    desk.slots[HOLDERS].remove()
    settle()
    assert desk.says("reader-0/reader") == "○ reader empty"
    desk.click("card-normal-1")
    assert desk.exchange(SELECT, RIGHT, reader=STAFFS) == ["9000", "9000"]


def test_a_card_that_cannot_be_made_says_why_and_leaves_both_readers_alone(desk: Desk) -> None:
    desk.click("card-normal-0")
    desk.click("card-operator-1")
    before = [slot.look() for slot in desk.slots]
    desk.click(f"card-{REFUSED}-1")
    assert [slot.look() for slot in desk.slots] == before
    assert desk.says("notice") == f"card {REFUSED}: its file is not right"


@pytest.mark.parametrize("height", [640, 700, 1024, 1900])
def test_list_and_readers_lie_one_below_the_other_at_any_height(desk: Desk, height: int) -> None:
    desk.dock.show(40, 60, height)
    settle()
    parts = [desk.item(name) for name in ("cards", "reader-0", "reader-1")]
    edges = [edge for part in parts for edge in (_top(desk, part), _top(desk, part) + part.height())]
    assert edges == sorted(edges)
    assert edges[-1] <= desk.dock.window.height()
    assert all(desk.item(f"reader-{number}/exchanges").height() >= 30 for number in (HOLDERS, STAFFS))  # two lines


def test_the_dock_goes_without_a_word() -> None:
    root = Path(__file__).parents[2]
    command = (sys.executable, "-c", COME_AND_GO)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    gone = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert (gone.returncode, gone.stderr) == (0, "")


def _top(desk: Desk, part: QQuickItem) -> float:
    return part.mapToItem(desk.dock.window.contentItem(), QPointF(0, 0)).y()
