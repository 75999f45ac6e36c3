"""The slip for the service point, touched for: there is no printer here, so it is a PDF."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.stage import Stage
from tests.unit.kiosk.printer.paper import pages_of, plain
from tests.unit.kiosk.printer.print_service import STOPPED, print_service, silent_service

SAVED = "本机没有打印机，办理单已保存为 PDF"
PRINTED = "办理单已打印，请取走"
FAILED = "暂时无法打印，请扫码或记下网点地址"
ACTIONS = ("返回", "打印办理单", "退卡")


@pytest.fixture
def stage(window: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A terminal that would print on the system's printer, on a machine that has none."""
    monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")
    with window.terminal(tmp_path, printer=""):
        yield window
    assert window.qt_said == []


def to_unlock(stage: Stage, card: str = "locked") -> None:
    stage.insert(card)
    stage.sees("menu")
    stage.touch("解锁与重置")
    stage.sees("unlock-explained")


def reads(stage: Stage, text: str) -> None:
    stage.until(lambda: text in stage.texts(), f"{text!r} among {stage.texts()}")


def test_without_a_printer_a_slip_is_saved(stage: Stage) -> None:
    to_unlock(stage)
    stage.touch("打印办理单")
    reads(stage, SAVED)
    (path,) = (stage.journal.parent / "slips").iterdir()
    (page,) = pages_of(path)

    assert (plain("社保密码解锁、重置办理单") in page, stat.S_IMODE(path.stat().st_mode)) == (True, 0o600)


def test_it_speaks_the_language_on_the_screen(stage: Stage) -> None:
    to_unlock(stage)
    stage.touch("English")
    stage.touch("slip")
    stage.until(lambda: stage.screen.model.view.values["slip"] == "saved", "a slip that is saved")
    (path,) = (stage.journal.parent / "slips").iterdir()
    (page,) = pages_of(path)

    assert plain("PIN unlock or reset") in page


def test_a_printer_gets_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    with print_service() as service:
        monkeypatch.setenv("CUPS_SERVER", service.address)
        to_unlock(stage)
        stage.touch("打印办理单")
        reads(stage, PRINTED)

    assert len(service.documents) == 1


def test_where_it_can_not_be_printed_that_is_said_and_it_may_be_asked_for_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with print_service(STOPPED) as service:
        monkeypatch.setenv("CUPS_SERVER", service.address)
        to_unlock(stage)
        stage.touch("打印办理单")
        reads(stage, FAILED)
        monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")
        stage.touch("打印办理单")
        reads(stage, SAVED)


def test_a_message_moves_no_button(stage: Stage) -> None:
    to_unlock(stage)

    def places() -> list[tuple[float, float, float, float]]:
        found = [stage.find(name) for name in ACTIONS]
        return [(item.x(), item.y(), item.width(), item.height()) for item in found]

    before = places()
    stage.touch("打印办理单")
    reads(stage, SAVED)

    assert places() == before


def test_the_journal_says_it_and_whose_only_in_four_characters(stage: Stage) -> None:
    to_unlock(stage)
    stage.touch("打印办理单")
    reads(stage, SAVED)

    def written() -> list[dict[str, object]]:
        return [json.loads(line) for line in stage.journal.read_text("utf-8").splitlines()]

    stage.until(lambda: any(line["what"] == "slip-printed" for line in written()), "an entry")
    (line,) = (line for line in written() if line["what"] == "slip-printed")
    number = str(line["card"])

    assert (line["to"], number[:-4].strip("*"), len(number) > 4) == ("file", "", True)


def test_the_terminal_goes_on_while_a_slip_hangs(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A print service that answers nothing: the person goes back, and takes the card."""
    with silent_service() as address:
        monkeypatch.setenv("CUPS_SERVER", address)
        to_unlock(stage)
        stage.touch("打印办理单")
        stage.touch("返回")
        stage.sees("menu")
        stage.touch("退卡")
        stage.sees("take-card")
