"""`kiosk doctor` looks at what is there; here at readers that a test chose, and at journals that can't be written."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.card.in_process import InProcessPort
from kiosk.card.inspection import inspect
from kiosk.card.lookout import Seen
from kiosk.card.port import Failure, Fault, ReaderStatus
from kiosk.doctor import disk
from kiosk.doctor.examination import IssuerFound, Machine, examine
from kiosk.doctor.finding import Finding
from kiosk.doctor.memory import Memory, memory
from kiosk.doctor.screen import Shown
from kiosk.doctor.what_run_does import WHAT_RUN_DOES
from kiosk.hall import refusals
from kiosk.printer.look import Found, Missing, Silent, SystemPrinter
from kiosk.settings import Settings
from kiosk.signs import HANZI_COUNT
from kiosk.ui.trouble import NO_DISPLAY
from tests.support.cards import READER, slot_with, virtual_card

NOW = datetime(2026, 11, 28, 9, 30)
SHOWN = Shown("xcb", 1080, 1920, 268.0, 476.0, font=True, hanzi=HANZI_COUNT)
GOOD = Machine({}, NOW, {}, SHOWN, Missing())


def looked(settings: Settings, machine: Machine, *, staffed: bool = False) -> dict[str, Finding]:
    """What is found, by its id; of several with one the last."""
    findings = examine(settings, machine, staffed=staffed)
    assert {finding.id for finding in findings} <= set(WHAT_RUN_DOES), "docs/faults.md says what `kiosk run` does"
    return {finding.id: finding for finding in findings}


def settings_in(folder: Path, **keys: Any) -> Settings:
    """A trial's, with its files in this folder."""
    files = {"journal": folder / "j", "slips": folder / "slips", "outbox": folder / "outbox.sqlite"}
    return Settings(**{"allow_virtual_reader": True, **files, **keys})


def found(seen: Seen, tmp_path: Path, journal: str = "journal.jsonl") -> dict[str, Finding]:
    return looked(settings_in(tmp_path, journal=tmp_path / journal), replace(GOOD, readers=seen))


def test_the_order_is_that_of_mending(tmp_path: Path) -> None:
    machine = replace(GOOD, readers=inspect(lambda: InProcessPort(slot_with())))
    findings = examine(settings_in(tmp_path), machine, staffed=False)

    assert [finding.id for finding in findings] == [
        *("python", "clock", "pcscd", "reader", "window", "screen", "font", "names"),
        *("voice", "memory", "journal", "printer", "issuer", "outbox"),
    ]


def test_an_outbox_that_can_not_be_written_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    findings = examine(settings_in(tmp_path, outbox=tmp_path / "file" / "outbox.sqlite"), GOOD, staffed=False)

    assert [finding.wrong for finding in findings if finding.id == "outbox"] == [True]


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


def test_one_reader_that_both_names_fit_is_said_of_both(tmp_path: Path) -> None:
    at, ours, staffs = tmp_path / "j", "ACR39U 00", "00 01"
    settings = Settings(role="service-point", journal=at, slips=tmp_path, reader=ours, staff_reader=staffs)
    machine = replace(GOOD, readers={"ACS ACR39U 00 01": ReaderStatus(None)})
    wrong = [each for each in examine(settings, machine, staffed=True) if each.id == "reader" and each.wrong]

    assert [each.says for each in wrong] == [
        "reader: 'ACR39U 00' means 'ACS ACR39U 00 01', and so could staff_reader, '00 01': neither opens it.",
        "staff_reader: '00 01' means 'ACS ACR39U 00 01', and so could reader, 'ACR39U 00': neither opens it.",
    ]


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
    machine = replace(GOOD, readers=seen)
    findings = examine(settings, machine, staffed=bool(staff_reader))
    wrong = [each for each in findings if each.id == "reader" and each.wrong]

    assert [each.says.startswith(says) and each.mend != "" for each in wrong] == ([True] if says else [])


def test_a_journal_that_can_be_written_is_named(tmp_path: Path) -> None:
    finding = found({}, tmp_path, "not/yet/there.jsonl")["journal"]

    assert (finding.wrong, str(tmp_path / "not/yet/there.jsonl") in finding.says) == (False, True)


@pytest.mark.parametrize("journal", ["", "taken/journal.jsonl"], ids=["a folder", "in a file"])
def test_a_journal_that_can_not_be_written_is_named_with_its_mend(tmp_path: Path, journal: str) -> None:
    (tmp_path / "taken").touch()
    finding = found({}, tmp_path, journal)["journal"]

    assert (finding.wrong, "KIOSK_JOURNAL" in finding.mend) == (True, True)


def printer_found(
    tmp_path: Path, printer: SystemPrinter, *, named: str = "", slips: str = "slips", hall: bool = False
) -> Finding:
    settings = settings_in(tmp_path, printer=named, slips=tmp_path / slips)
    if not hall:  # a desk's settings say nothing of what only a hall needs
        settings.model_fields_set.discard("allow_virtual_reader")
    return looked(settings, replace(GOOD, printer=printer))["printer"]


def test_a_printer_is_named(tmp_path: Path) -> None:
    finding = printer_found(tmp_path, Found("Hall"))

    assert (finding.wrong, "Hall" in finding.says) == (False, True)


def test_in_a_hall_without_a_printer_no_slip_is_offered(tmp_path: Path) -> None:
    finding = printer_found(tmp_path, Missing(), hall=True)

    assert (finding.wrong, "QR code" in finding.says) == (False, True)


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


@pytest.mark.parametrize(("hanzi", "says"), [(29_876, "29,876 of the 87,887"), (HANZI_COUNT, "87,887 of the 87,887")])
def test_how_many_chinese_characters_can_be_shown_is_said_with_the_mend_for_the_others(
    tmp_path: Path, hanzi: int, says: str
) -> None:
    finding = looked(settings_in(tmp_path), replace(GOOD, screen=replace(SHOWN, hanzi=hanzi)))["names"]

    assert (finding.wrong, says in finding.says) == (False, True)
    assert ("fonts-hanazono" in finding.mend) is (hanzi < HANZI_COUNT)


def test_without_a_font_for_chinese_the_mend_is_named(tmp_path: Path) -> None:
    """fontforge#5828: a Japanese fallback font shows first and Simplified glyphs are missing."""
    finding = looked(settings_in(tmp_path), replace(GOOD, screen=replace(SHOWN, font=False)))["font"]

    assert (finding.wrong, "apt-get install" in finding.mend) == (True, True)


def test_a_screen_that_is_not_there_is_said_as_run_says_it(tmp_path: Path) -> None:
    finding = looked(settings_in(tmp_path), replace(GOOD, screen=NO_DISPLAY))["window"]

    assert (finding.wrong, finding.says.lower(), finding.mend) == (True, NO_DISPLAY.says, NO_DISPLAY.mend)


@pytest.mark.parametrize(
    ("inches", "shown", "wrong"),
    [
        pytest.param(0.0, SHOWN, False, id="usual pixels"),
        pytest.param(0.0, replace(SHOWN, width=1366, height=768), False, id="pixels of which the screen says more"),
        pytest.param(
            0.0, replace(SHOWN, width=1366, height=768, width_mm=0.0, height_mm=0.0), True, id="pixels nobody knows"
        ),
        pytest.param(21.5, SHOWN, False, id="as the screen says"),
        pytest.param(10.1, SHOWN, True, id="half of what the screen says"),
        pytest.param(32.0, replace(SHOWN, width_mm=0.0, height_mm=0.0), False, id="a screen that says nothing"),
        pytest.param(200.0, replace(SHOWN, width_mm=0.0, height_mm=0.0), True, id="a wall"),
        pytest.param(2.0, replace(SHOWN, width_mm=0.0, height_mm=0.0), True, id="a watch"),
    ],
)
def test_a_size_that_can_not_be_this_screens_is_said(tmp_path: Path, inches: float, shown: Shown, wrong: bool) -> None:
    finding = looked(settings_in(tmp_path, screen_inches=inches), replace(GOOD, screen=shown))["screen"]

    assert (finding.wrong, "KIOSK_SCREEN_INCHES" in finding.mend) == (wrong, wrong)


def test_a_screen_on_which_all_is_drawn_smaller_is_said(tmp_path: Path) -> None:
    small = replace(GOOD, screen=replace(SHOWN, width=1366, height=768, width_mm=0.0, height_mm=0.0))
    finding = looked(settings_in(tmp_path, screen_inches=15.6), small)["room"]

    assert (finding.wrong, "345 × 194 mm" in finding.says, "89%" in finding.says) == (True, True, True)
    assert "room" not in looked(settings_in(tmp_path), GOOD)


def test_a_clock_that_was_never_set_is_said(tmp_path: Path) -> None:
    finding = looked(settings_in(tmp_path), replace(GOOD, now=datetime(1970, 1, 1)))["clock"]

    assert (finding.wrong, "1970-01-01" in finding.says, "timedatectl" in finding.mend) == (True, True, True)


def test_without_an_issuer_that_is_said_and_is_in_order(tmp_path: Path) -> None:
    finding = looked(settings_in(tmp_path), GOOD)["issuer"]

    assert (finding.wrong, "No issuer is configured" in finding.says, finding.mend != "") == (False, True, True)


def test_an_issuer_that_can_not_be_opened_is_said(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, issuer=tmp_path / "issuer")
    finding = looked(settings, replace(GOOD, issuer=IssuerFound("it is busy.")))["issuer"]

    assert (finding.wrong, finding.says) == (True, "The issuer can't be asked: it is busy.")


HALL = {
    "no reader is named": ({}, {}, False, "reader"),
    "a virtual one": ({"reader": "Virtual PCD 00 00"}, {}, False, "reader"),
    "a service point without readers": ({}, {}, True, "reader"),
    "the same twice": ({"reader": "ACS", "staff_reader": "ACS"}, {}, True, "staff_reader"),
    "one a part of the other": ({"reader": "ACS", "staff_reader": "acs 00 01"}, {}, True, "staff_reader"),
    "a service point without an issuer": ({"reader": "ACS", "staff_reader": "SCM"}, {}, True, "issuer"),
    "a platform that shows the screen to the network": (
        {"reader": "ACS"},
        {"QT_QPA_PLATFORM": "vnc:port=5900"},
        False,
        "QT_QPA_PLATFORM",
    ),
    "such a one behind one that is not": (
        {"reader": "ACS"},
        {"QT_QPA_PLATFORM": "xcb;vnc"},
        False,
        "QT_QPA_PLATFORM",
    ),
    "a display that the platform's arguments name": (
        {"reader": "ACS"},
        {"QT_QPA_PLATFORM": "xcb:elsewhere:0", "DISPLAY": ":0"},
        False,
        "QT_QPA_PLATFORM",
    ),
    "another machine's display": ({"reader": "ACS"}, {"DISPLAY": "elsewhere:0"}, False, "DISPLAY"),
    "another pcscd": ({"reader": "ACS"}, {"PCSCLITE_CSOCK_NAME": "/tmp/mine"}, False, "PCSCLITE_CSOCK_NAME"),
}


@pytest.mark.parametrize(("keys", "environment", "staffed", "key"), HALL.values(), ids=HALL)
def test_what_run_refuses_doctor_refuses(
    tmp_path: Path, keys: dict[str, str], environment: dict[str, str], staffed: bool, key: str
) -> None:
    settings = settings_in(tmp_path, allow_virtual_reader=False, terminal="610100-0007", **keys)
    first = next(iter(refusals(settings, environment, staffed=staffed)))
    findings = examine(settings, replace(GOOD, environment=environment), staffed=staffed)
    told = next(finding for finding in findings if finding.id == "settings")

    assert (first.key, told.wrong, told.says) == (key, True, f"{key}: {first.says}.")


def test_what_only_a_hall_asks_is_a_note_where_no_setting_says_that_this_is_one(tmp_path: Path) -> None:
    settings = Settings(journal=tmp_path / "j", slips=tmp_path / "slips", outbox=tmp_path / "outbox.sqlite")
    findings = looked(settings, replace(GOOD, readers={"Virtual PCD 00 00": ReaderStatus(None)}))

    assert [(findings[id].wrong, findings[id].mend != "") for id in ("settings", "reader")] == [(False, True)] * 2


MEMORY = {
    "nothing is left": (Memory(0, 0, "core", ()), [(False, "No core file")]),
    "a pipe that gets none": (Memory(0, 0, "|/usr/share/apport/apport %p", ()), [(False, "No core file")]),
    "a pipe that gets it": (Memory(0, 0x33, "|/usr/share/apport/apport %p", ()), [(True, "/usr/share/apport/apport,")]),
    "a kernel without a filter": (Memory(0, None, "|/bin/keep", ()), [(True, "/bin/keep,")]),
    "a limit": (Memory(1 << 30, 0, "core", ()), [(True, "could be left")]),
    "swap": (Memory(0, 0, "core", ("/dev/sda2",)), [(False, "No core file"), (False, "/dev/sda2")]),
}


@pytest.mark.parametrize(("found", "told"), MEMORY.values(), ids=MEMORY)
def test_what_the_machine_keeps_of_memory(found: Memory, told: list[tuple[bool, str]]) -> None:
    findings = list(memory(found))

    assert [finding.wrong for finding in findings] == [wrong for wrong, _ in told]
    assert all(words in finding.says for finding, (_, words) in zip(findings, told, strict=True))


HALLS = ("", "xcb", "wayland;xcb", "eglfs", "linuxfb:fb=/dev/fb1", "offscreen")


@pytest.mark.parametrize("platform", HALLS)
@pytest.mark.parametrize("display", ["", ":0", "unix:0", "/tmp/launchd/org.x:0"])
def test_a_hall_s_own_screen_is_not_refused(tmp_path: Path, platform: str, display: str) -> None:
    environment = {"QT_QPA_PLATFORM": platform, "DISPLAY": display}
    settings = settings_in(tmp_path, allow_virtual_reader=False, reader="ACS")

    assert list(refusals(settings, environment, staffed=False)) == []


def test_a_reader_for_staff_that_a_terminal_has_not_is_worth_knowing(tmp_path: Path) -> None:
    told = looked(settings_in(tmp_path, staff_reader="SCM"), GOOD)["settings"]

    assert (told.wrong, "staff_reader is set" in told.says, told.mend != "") == (False, True, True)


def test_virtual_readers_alone_are_none_for_a_hall(tmp_path: Path) -> None:
    seen = {"Virtual PCD 00 00": ReaderStatus(None)}
    settings = settings_in(tmp_path, allow_virtual_reader=False, reader="ACS")
    finding = looked(settings, replace(GOOD, readers=seen))["reader"]

    assert (finding.wrong, "virtual" in finding.says, "allow_virtual_reader" in finding.mend) == (True, True, True)


def test_of_an_outbox_on_a_disk_that_is_nearly_full_what_waits_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "ROOM", 1 << 62)
    findings = examine(settings_in(tmp_path), GOOD, staffed=False)
    told = [each.says for each in findings if each.id == "outbox"]

    assert ("nearly full" in told[0], told[1:]) == (True, ["Reports that wait for the issuer: 0."])


def test_looking_writes_nothing(tmp_path: Path) -> None:
    found({}, tmp_path, "not/yet/there.jsonl")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (Finding("python", False, "Python 3.11"), "✓ python   Python 3.11"),
        (Finding("issuer", False, "None.", "Name one."), "! issuer   None.\n           → Name one."),
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
