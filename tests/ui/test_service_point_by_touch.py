"""Unlock and reset at a service point, by real clicks, with both cards in two readers and the issuer's real office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal

from emulator.issuer.staff import IDLE
from emulator.reader.insertable import Insertable
from tests.support.cards import holds, tries
from tests.support.odd_cards import Wrapped
from tests.support.sample import some
from tests.support.stage import Stage
from tests.ui.service_point import STAFF_PIN, ServicePoint, service_point

PRESENT, NEW, OTHER_NEW = "135790", "624815", "907264"  # invented, for test cards


@pytest.fixture
def point(window: Stage, tmp_path: Path) -> Iterator[ServicePoint]:
    """A service point where nobody is signed in."""
    with service_point(window, tmp_path) as ready:
        yield ready


def reset(point: ServicePoint, new: str = NEW) -> None:
    """The holder keys the new PIN in twice."""
    point.stage.sees("reset-pin")
    point.stage.key(new)
    point.stage.touch("下一步")
    point.stage.until(lambda: point.stage.value("stage") == "again", "the second entry")
    point.stage.key(new)
    point.stage.touch("确认重置")


def test_a_locked_pin_is_unlocked_with_six_attempts_and_stays_what_it_was(point: ServicePoint) -> None:
    point.signs_in()
    card = point.comes("locked")
    point.opens_a_case()
    point.stage.sees("unlock-done")
    assert (point.stage.value("result"), tries(card), holds(card, PRESENT.encode())) == ("reported", 6, True)


@pytest.mark.parametrize("name", some(["two-left", "locked", "v2-3des", "t1"], ["locked", "t1"]))
def test_a_forgotten_pin_is_reset_to_the_one_that_the_holder_keys_in_twice(point: ServicePoint, name: str) -> None:
    point.signs_in()
    card = point.comes(name)
    point.opens_a_case("重置")
    reset(point)
    point.stage.sees("unlock-done")
    assert (point.stage.value("result"), tries(card), holds(card, NEW.encode())) == ("done", 6, True)


class ToldToEnd(QObject):
    """A terminal that is told to end in the instant in which a card answers a command that begins so."""

    _answered = Signal()

    def __init__(self, window: Stage, command: str) -> None:
        super().__init__()
        self.left: list[str] = []  # the screen at which it leaves
        self.command = bytes.fromhex(command)
        self._window = window
        self._answered.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def at(self, card: Insertable) -> Insertable:
        """The card, to be put in."""
        return _Telling(card, self)

    def hear(self) -> None:
        """On the worker's thread: the card has answered."""
        self._answered.emit()

    def _end(self) -> None:
        self._window.loop.leave(lambda: self.left.append(self._window.shown()))


class _Telling(Wrapped):
    def __init__(self, card: Insertable, told: ToldToEnd) -> None:
        super().__init__(card)
        self._told = told

    def transmit(self, apdu: bytes) -> bytes | None:
        response = super().transmit(apdu)
        if apdu.startswith(self._told.command):
            self._told.hear()
        return response


UNBLOCK, VERIFY_SIX_DIGITS = "842400", "0020000003"


@pytest.mark.parametrize(
    ("command", "matter", "done"),
    [
        (UNBLOCK, "", "pin-unlocked"),
        pytest.param(UNBLOCK, "重置", "pin-reset", marks=pytest.mark.slow),
        pytest.param(VERIFY_SIX_DIGITS, "重置", "pin-reset", marks=pytest.mark.slow),
    ],
    ids=["an unlock", "a reset", "a look whether the new PIN holds"],
)
def test_told_to_end_while_a_card_is_unblocked_it_leaves_once_it_is_put_down_what_came_of_it(
    point: ServicePoint, tmp_path: Path, command: str, matter: str, done: str
) -> None:
    """It waited for the card, but not for the office's word, and the journal ended with a case that was opened."""
    end = ToldToEnd(point.stage, command)
    point.signs_in()
    point.comes(end.at(point.made("locked")))
    point.opens_a_case(matter)
    if matter:
        reset(point)
    point.stage.until(lambda: bool(end.left), "the end")
    journal = tmp_path / "journal.jsonl"
    point.stage.until(lambda: done in journal.read_text(), "the entry")

    assert end.left == ["unlock-done"]


def test_told_to_end_while_the_operator_card_checks_its_pin_it_leaves_once_that_is_put_down(
    point: ServicePoint,
) -> None:
    end = ToldToEnd(point.stage, VERIFY_SIX_DIGITS)
    point.signs_in(end.at(point.made("operator")))
    point.stage.until(lambda: bool(end.left), "the end")

    assert end.left == ["attract"]


@pytest.mark.parametrize(
    ("name", "who", "documents"),
    [
        ("two-left", "他人代办", ("持卡人身份证件", "代办人身份证件")),
        ("child", "未成年人的监护人", ("监护人身份证件", "户口簿（持卡人页）")),
    ],
    ids=["somebody for an adult", "guardian of a minor"],
)
def test_somebody_else_comes_with_the_documents_that_the_rules_name(
    point: ServicePoint, name: str, who: str, documents: tuple[str, ...]
) -> None:
    point.signs_in()
    card = point.comes(name)
    point.stage.touch("解锁与重置")
    point.stage.sees("case")
    point.stage.touch("重置")
    point.stage.touch(who)
    for document in documents:
        assert point.stage.value("ready") is False
        point.stage.touch(document)
        point.stage.settle()
    point.stage.touch("开始办理")
    reset(point)
    point.stage.sees("unlock-done")
    assert holds(card, NEW.encode())


def test_a_poor_new_pin_is_refused_before_the_office_hears_of_it(point: ServicePoint) -> None:
    point.signs_in()
    card = point.comes("two-left")
    point.opens_a_case("重置")
    point.stage.sees("reset-pin")
    point.stage.key("121212")
    point.stage.touch("下一步")
    point.stage.until(lambda: point.stage.value("stage") == "refused", "the refusal")
    assert (tries(card), "unblock-command" in point.answered()) == (2, False)


def test_card_registry_and_audit_agree_afterwards(point: ServicePoint) -> None:
    point.signs_in()
    point.comes("locked")
    point.opens_a_case()
    point.stage.sees("unlock-done")
    point.stage.until(lambda: point.cases() == [("unlock", "reported")], "the end of the case")
    assert point.answered()[-2:] == ["unblock-command", "report-case"]


@pytest.mark.parametrize("name", some(["lost", "cancelled", "temporarily-lost"], ["lost"]))
def test_no_case_is_opened_for_a_card_that_may_not_be_unlocked(point: ServicePoint, name: str) -> None:
    point.signs_in()
    point.comes(name)
    point.stage.until(lambda: any(text.endswith("，不能办理") for text in point.stage.texts()), "why none is")
    point.stage.touch("解锁与重置")
    point.stage.settle()
    assert (point.stage.shown(), point.cases()) == ("menu", [])


def test_a_wrong_operator_pin_signs_nobody_in(point: ServicePoint) -> None:
    operator = point.made("operator")
    point.stage.sees("staff-sign-in")
    point.staff.put(operator)
    point.stage.until(lambda: point.stage.value("stage") == "pin", "the pad for staff")
    point.stage.key("909091")
    point.stage.touch("登录")
    point.stage.until(lambda: point.stage.value("wrong") is True, "the refusal")
    assert (tries(operator), "open-session" in point.answered()) == (5, False)


def test_a_holders_card_in_the_staffs_reader_signs_nobody_in(point: ServicePoint) -> None:
    point.stage.sees("staff-sign-in")
    point.staff.put(point.made("normal"))
    point.stage.until(lambda: point.stage.value("stage") == "refused", "the refusal")
    assert (point.stage.value("why"), "open-session" in point.answered()) == ("not-staff", False)


@pytest.mark.parametrize("where", some(["menu", "case", "reset-pin"], ["reset-pin"]))
def test_the_operator_card_pulled_out_ends_it_at_once(point: ServicePoint, where: str) -> None:
    point.signs_in()
    card = point.comes("two-left")
    if where == "case":
        point.stage.touch("解锁与重置")
    if where == "reset-pin":
        point.opens_a_case("重置")
    point.stage.sees(where)
    point.staff.take()
    point.stage.until(lambda: point.stage.shown() != where, "the end")
    assert point.stage.shown() in ("take-card", "staff-sign-in")
    assert (tries(card), "unblock-command" in point.answered()) == (2, False)


def test_half_an_hour_without_a_touch_signs_staff_out(point: ServicePoint) -> None:
    point.signs_in()
    point.stage.passes(IDLE.total_seconds())
    point.stage.sees("staff-sign-in")
    assert point.stage.value("why") == "idle"
    point.stage.reads("30 分钟没有操作，已自动签退。")


def test_staff_signs_out_by_a_touch(point: ServicePoint) -> None:
    point.signs_in()
    point.comes("locked")
    point.stage.touch("签退")
    point.stage.until(lambda: point.stage.shown() != "menu", "the end")
    point.holder.take()
    point.stage.sees("staff-sign-in")


def test_an_office_that_goes_away_leaves_the_card_locked_and_that_is_said(point: ServicePoint) -> None:
    point.signs_in()
    card = point.comes("locked")
    point.opens_a_case_until_the_office_goes("开始办理")
    assert tries(card) == 0


def test_the_next_person_sees_nothing_of_the_case(point: ServicePoint) -> None:
    point.signs_in()
    point.comes("two-left")
    point.opens_a_case("重置")
    point.stage.sees("reset-pin")
    point.stage.key(NEW[:4])
    point.holder.take()
    point.stage.sees("attract")
    point.comes("locked")
    point.stage.touch("解锁与重置")
    point.stage.sees("case")
    assert (point.stage.digits(), point.stage.value("seen")) == (0, [])


def test_the_new_pin_is_nowhere_but_on_the_card(point: ServicePoint, tmp_path: Path) -> None:
    """OpenSC#877: PIN in a debug log. Database, journal, outbox and receipt are read byte by byte."""
    point.signs_in()
    card = point.comes("two-left")
    point.opens_a_case("重置")
    reset(point, OTHER_NEW)
    point.stage.sees("unlock-done")
    point.stage.touch("打印回执")
    point.stage.until(lambda: point.stage.value("slip") == "saved", "the receipt")
    point.stage.until(lambda: point.cases() == [("reset", "done")], "the end of the case")
    written = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert holds(card, OTHER_NEW.encode())
    for text in (point.database(), *written):
        for secret in (OTHER_NEW, STAFF_PIN, "\x90\x72\x64"):
            assert secret.encode("latin-1") not in text
