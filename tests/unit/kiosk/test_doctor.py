"""`kiosk doctor` looks at what is there; here at readers that a test chose, and at journals that can't be written."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk.card.in_process import InProcessPort
from kiosk.card.port import CardSession, Failure, Fault, Port, ReaderStatus
from kiosk.doctor import Finding, examine
from kiosk.printer.look import Found, Missing, Silent, SystemPrinter
from kiosk.settings import Settings
from tests.support.cards import READER, slot_with, virtual_card


class Readers:
    """A port that gives one answer."""

    def __init__(self, answer: Mapping[str, ReaderStatus] | Failure) -> None:
        self.closed = False
        self._answer = answer

    def readers(self) -> tuple[str, ...] | Failure:
        """The answer's."""
        return self._answer if isinstance(self._answer, Failure) else tuple(self._answer)

    def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus] | Failure:
        """The answer."""
        return self._answer

    def cancel(self) -> None:
        """Nothing waits."""

    def connect(self, reader: str) -> CardSession | Failure:
        """A look never powers a card."""
        raise NotImplementedError

    def close(self) -> None:
        """Noted."""
        self.closed = True


def found(port: Port, tmp_path: Path, journal: str = "journal.jsonl") -> dict[str, Finding]:
    settings = Settings(journal=tmp_path / journal, slips=tmp_path / "slips")
    return {finding.id: finding for finding in examine(settings, port, Missing())}


def test_the_order_is_that_of_mending(tmp_path: Path) -> None:
    settings = Settings(journal=tmp_path / "j", slips=tmp_path / "slips")
    findings = examine(settings, InProcessPort(slot_with()), Missing())

    assert [finding.id for finding in findings] == ["python", "pcscd", "reader", "window", "font", "journal", "printer"]


@pytest.mark.parametrize(
    ("fault", "says", "mend"),
    [
        (Fault.NO_SERVICE, "pcscd", "pcscd"),
        (Fault.NOT_ALLOWED, "does not allow this user", "polkit"),
    ],
)
def test_no_way_to_pcscd_is_named_with_its_mend(tmp_path: Path, fault: Fault, says: str, mend: str) -> None:
    """eid-mw#174: the program doesn't say that pcscd is down; PCSC#229: polkit denies it to an unattended user."""
    finding = found(Readers(Failure(fault)), tmp_path)["pcscd"]

    assert (finding.wrong, says in finding.says, mend in finding.mend) == (True, True, True)


def test_no_reader_is_named_with_its_mend(tmp_path: Path) -> None:
    findings = found(Readers({}), tmp_path)

    assert (findings["pcscd"].wrong, findings["reader"].wrong, findings["reader"].mend != "") == (False, True, True)


def test_a_card_in_a_reader_is_told_by_its_atr(tmp_path: Path) -> None:
    card = virtual_card()
    finding = found(InProcessPort(slot_with(card)), tmp_path)["reader"]

    assert finding == Finding("reader", False, f"{READER}: card, ATR {card.atr.hex().upper()}")


@pytest.mark.parametrize(
    ("status", "says"), [(ReaderStatus(None), "no card"), (ReaderStatus(b"\x3b", mute=True), "does not answer")]
)
def test_a_reader_without_a_card_that_answers_is_in_order(tmp_path: Path, status: ReaderStatus, says: str) -> None:
    finding = found(Readers({READER: status}), tmp_path)["reader"]

    assert (finding.wrong, says in finding.says) == (False, True)


def test_the_port_is_let_go(tmp_path: Path) -> None:
    port = Readers({})
    found(port, tmp_path)

    assert port.closed


def test_a_journal_that_can_be_written_is_named(tmp_path: Path) -> None:
    finding = found(Readers({}), tmp_path, "not/yet/there.jsonl")["journal"]

    assert (finding.wrong, str(tmp_path / "not/yet/there.jsonl") in finding.says) == (False, True)


@pytest.mark.parametrize("journal", ["", "taken/journal.jsonl"], ids=["a folder", "in a file"])
def test_a_journal_that_can_not_be_written_is_named_with_its_mend(tmp_path: Path, journal: str) -> None:
    (tmp_path / "taken").touch()
    finding = found(Readers({}), tmp_path, journal)["journal"]

    assert (finding.wrong, "KIOSK_JOURNAL" in finding.mend) == (True, True)


def printer_found(tmp_path: Path, printer: SystemPrinter, *, named: str = "", slips: str = "slips") -> Finding:
    settings = Settings(journal=tmp_path / "j", printer=named, slips=tmp_path / slips)
    (finding,) = (each for each in examine(settings, Readers({}), printer) if each.id == "printer")
    return finding


def test_a_printer_is_named(tmp_path: Path) -> None:
    finding = printer_found(tmp_path, Found("Hall"))

    assert (finding.wrong, "Hall" in finding.says) == (False, True)


def test_without_a_printer_the_folder_of_slips_is_named(tmp_path: Path) -> None:
    finding = printer_found(tmp_path, Missing(), slips="not/yet/there")

    assert (finding.wrong, str(tmp_path / "not/yet/there") in finding.says) == (False, True)


@pytest.mark.parametrize(
    ("printer", "named", "mend"),
    [
        pytest.param(Missing(), "Hall", "KIOSK_PRINTER", id="the one that is named is missing"),
        pytest.param(Found("Hall", stopped=True), "", "cupsenable Hall", id="it stopped"),
        pytest.param(Silent(), "", "restart cups", id="the print system does not answer"),
    ],
)
def test_what_is_wrong_with_a_printer_is_said_with_its_mend(
    tmp_path: Path, printer: SystemPrinter, named: str, mend: str
) -> None:
    finding = printer_found(tmp_path, printer, named=named)

    assert (finding.wrong, mend in finding.mend) == (True, True)


@pytest.mark.parametrize("slips", ["taken", "taken/slips"], ids=["a file", "in a file"])
def test_slips_that_could_not_be_saved_are_said_with_their_mend(tmp_path: Path, slips: str) -> None:
    (tmp_path / "taken").touch()
    finding = printer_found(tmp_path, Missing(), slips=slips)

    assert (finding.wrong, "KIOSK_SLIPS" in finding.mend) == (True, True)


def test_without_a_font_for_chinese_the_mend_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """fontforge#5828: a Japanese fallback font shows first and Simplified glyphs are missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    finding = found(Readers({}), tmp_path)["font"]

    assert (finding.wrong, "apt-get install" in finding.mend) == (True, True)


def test_without_qt_the_mend_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtQuick", None)
    finding = found(Readers({}), tmp_path)["window"]

    assert (finding.wrong, "make run" in finding.mend) == (True, True)


def test_looking_writes_nothing(tmp_path: Path) -> None:
    found(Readers({}), tmp_path, "not/yet/there.jsonl")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (Finding("python", False, "Python 3.11"), "✓ python   Python 3.11"),
        (Finding("font", True, "No font.", "Install one."), "✗ font     No font.\n           → Install one."),
    ],
)
def test_a_finding_as_a_line(finding: Finding, line: str) -> None:
    assert finding.line() == line


def test_a_finding_for_programs() -> None:
    assert Finding("font", True, "No font.", "Install one.").as_dict() == {
        "id": "font",
        "wrong": True,
        "says": "No font.",
        "mend": "Install one.",
    }
