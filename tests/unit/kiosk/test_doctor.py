"""`kiosk doctor` looks at what is there; here at readers that a test chose, and at journals that can't be written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kiosk.card.in_process import InProcessPort
from kiosk.card.inspection import inspect
from kiosk.card.lookout import Seen
from kiosk.card.port import Failure, Fault, ReaderStatus
from kiosk.doctor.finding import Finding
from kiosk.doctor.machine import examine
from kiosk.printer.look import Found, Missing, Silent, SystemPrinter
from kiosk.settings import Settings
from tests.support.cards import READER, slot_with, virtual_card


def found(seen: Seen, tmp_path: Path, journal: str = "journal.jsonl") -> dict[str, Finding]:
    settings = Settings(journal=tmp_path / journal, slips=tmp_path / "slips")
    return {finding.id: finding for finding in examine(settings, seen, Missing())}


def test_the_order_is_that_of_mending(tmp_path: Path) -> None:
    settings = Settings(journal=tmp_path / "j", slips=tmp_path / "slips")
    findings = examine(settings, inspect(lambda: InProcessPort(slot_with())), Missing())

    assert [finding.id for finding in findings] == ["python", "pcscd", "reader", "window", "font", "journal", "printer"]


@pytest.mark.parametrize(
    ("fault", "says", "mend"),
    [
        (Fault.NO_SERVICE, "pcscd", "pcscd"),
        (Fault.NOT_ALLOWED, "does not allow this user", "polkit"),
        (Fault.SERVICE_SILENT, "does not answer", "restart pcscd"),
    ],
)
def test_no_way_to_pcscd_is_named_with_its_mend(tmp_path: Path, fault: Fault, says: str, mend: str) -> None:
    """eid-mw#174: the program doesn't say that pcscd is down; PCSC#229: polkit denies it to an unattended user."""
    finding = found(Failure(fault), tmp_path)["pcscd"]

    assert (finding.wrong, says in finding.says, mend in finding.mend) == (True, True, True)


def test_no_reader_is_named_with_its_mend(tmp_path: Path) -> None:
    findings = found({}, tmp_path)

    assert (findings["pcscd"].wrong, findings["reader"].wrong, findings["reader"].mend != "") == (False, True, True)


def test_a_card_in_a_reader_is_told_by_its_atr(tmp_path: Path) -> None:
    card = virtual_card()
    finding = found(inspect(lambda: InProcessPort(slot_with(card))), tmp_path)["reader"]

    assert finding == Finding("reader", False, f"{READER}: card, ATR {card.atr.hex().upper()}")


@pytest.mark.parametrize(
    ("status", "says"), [(ReaderStatus(None), "no card"), (ReaderStatus(b"\x3b", mute=True), "does not answer")]
)
def test_a_reader_without_a_card_that_answers_is_in_order(tmp_path: Path, status: ReaderStatus, says: str) -> None:
    finding = found({READER: status}, tmp_path)["reader"]

    assert (finding.wrong, says in finding.says) == (False, True)


@pytest.mark.parametrize(
    ("reader", "staff_reader", "says"),
    [
        ("Gemalto", "", "reader: 'Gemalto' is the name of no reader"),
        ("ACS", "", "reader: 'ACS' could mean several readers"),
        ("ACS 00 00", "Gemalto", "staff_reader: 'Gemalto' is the name of no reader"),
        ("acs 00 00", "ACS 01 00", ""),
    ],
)
def test_a_reader_that_the_settings_name_has_to_be_one_that_is_plugged_in(
    tmp_path: Path, reader: str, staff_reader: str, says: str
) -> None:
    settings = Settings(
        role="service-point", journal=tmp_path / "j", slips=tmp_path, reader=reader, staff_reader=staff_reader
    )
    seen = {name: ReaderStatus(None) for name in ("ACS 00 00", "ACS 01 00")}
    wrong = [each for each in examine(settings, seen, Missing()) if each.id == "reader" and each.wrong]

    assert [each.says.startswith(says) and each.mend != "" for each in wrong] == ([True] if says else [])


def test_a_journal_that_can_be_written_is_named(tmp_path: Path) -> None:
    finding = found({}, tmp_path, "not/yet/there.jsonl")["journal"]

    assert (finding.wrong, str(tmp_path / "not/yet/there.jsonl") in finding.says) == (False, True)


@pytest.mark.parametrize("journal", ["", "taken/journal.jsonl"], ids=["a folder", "in a file"])
def test_a_journal_that_can_not_be_written_is_named_with_its_mend(tmp_path: Path, journal: str) -> None:
    (tmp_path / "taken").touch()
    finding = found({}, tmp_path, journal)["journal"]

    assert (finding.wrong, "KIOSK_JOURNAL" in finding.mend) == (True, True)


def printer_found(tmp_path: Path, printer: SystemPrinter, *, named: str = "", slips: str = "slips") -> Finding:
    settings = Settings(journal=tmp_path / "j", printer=named, slips=tmp_path / slips)
    (finding,) = (each for each in examine(settings, {}, printer) if each.id == "printer")
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
    finding = found({}, tmp_path)["font"]

    assert (finding.wrong, "apt-get install" in finding.mend) == (True, True)


def test_without_qt_the_mend_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtQuick", None)
    finding = found({}, tmp_path)["window"]

    assert (finding.wrong, "make run" in finding.mend) == (True, True)


def test_looking_writes_nothing(tmp_path: Path) -> None:
    found({}, tmp_path, "not/yet/there.jsonl")

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
