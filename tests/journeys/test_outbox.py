"""`kiosk outbox`: what waits is listed, and what nothing else will settle is closed, the reason in the journal."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.issuer.outbox import Outbox
from kiosk.issuer.report import ENABLED, Progress, Report
from kiosk.issuer.report_file import ReportFile, reports_in
from tests.journeys.console import END_WITHIN_S, KIOSK, Console
from tests.journeys.test_signals import until

CARD = "61010012345678901234567890abcdef"
KEYS = {progress: f"{number}" * 32 for number, progress in enumerate(Progress, start=1)}


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    """With a report of each kind of progress."""
    path = tmp_path / "outbox.sqlite"
    with closing(ReportFile(path)) as file:
        for progress, key in KEYS.items():
            file.put(Report(key, ENABLED, CARD, progress))
    return path


def test_what_waits_is_listed_and_no_card_named(tmp_path: Path, outbox: Path) -> None:
    ended = Console(tmp_path).run("outbox", KIOSK_OUTBOX=str(outbox))

    assert [line[:12] for line in ended.output.splitlines()] == [key[:12] for key in KEYS.values()]
    assert (ended.status, ended.errors, CARD in ended.output) == (0, "", False)


def test_a_row_that_somebody_wrote_moves_no_cursor(tmp_path: Path, outbox: Path) -> None:
    with closing(ReportFile(outbox)) as file:
        file.put(Report("\x1b]0;x\x07\x1b[31m\n\u202e", ENABLED, CARD, Progress.ASIDE))
    ended = Console(tmp_path).run("outbox", KIOSK_OUTBOX=str(outbox))

    assert all(line.isprintable() for line in ended.output.splitlines())
    assert len(ended.output.splitlines()) == len(KEYS) + 1


def test_a_folder_in_its_place_is_told_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    ended = Console(tmp_path).run("outbox", KIOSK_OUTBOX=str(folder))

    assert (ended.status, ended.errors) == (
        1,
        f"kiosk: {folder}: it is a folder. Move it aside for the issuer to look at, and start again.\n",
    )


def test_what_is_put_aside_or_unknown_is_closed_and_doctor_has_nothing_against_it_then(
    tmp_path: Path, outbox: Path
) -> None:
    console = Console(tmp_path)

    def wrong() -> list[str]:
        told = console.run("doctor", "--json", KIOSK_OUTBOX=str(outbox))
        return [each["mend"] for each in json.loads(told.output) if each["id"] == "outbox" and each["wrong"]]

    before = wrong()
    for progress in (Progress.ASIDE, Progress.INTENDED):
        ended = console.run("outbox", "close", KEYS[progress][:8], "--reason", "told", KIOSK_OUTBOX=str(outbox))
        assert (ended.status, ended.errors) == (0, "")
    entries = [json.loads(line) for line in console.journal.read_text().splitlines()]

    assert (len(before), all("kiosk outbox close" in mend for mend in before), wrong()) == (2, True, [])
    assert [(each["what"], each["reason"]) for each in entries] == [("report-closed", "told")] * 2
    assert [report.progress for report in reports_in(outbox)] == [Progress.DUE]


@pytest.mark.parametrize(
    ("key", "reason", "says"),
    [
        (KEYS[Progress.DUE], "told", "it waits for the issuer"),
        ("nobody-s", "told", "tells no one report"),
        ("3", "told", "tells no one report"),
        (KEYS[Progress.ASIDE], " ", "the reason is empty"),
    ],
)
def test_anything_else_stays(tmp_path: Path, outbox: Path, key: str, reason: str, says: str) -> None:
    console = Console(tmp_path)
    ended = console.run("outbox", "close", key, "--reason", reason, KIOSK_OUTBOX=str(outbox))

    assert (ended.status, says in ended.errors, console.journal.exists()) == (1, True, False)
    assert len(reports_in(outbox)) == len(KEYS)


def test_without_a_journal_for_the_reason_nothing_is_closed(tmp_path: Path, outbox: Path) -> None:
    console = Console(tmp_path)
    console.journal.mkdir()
    ended = console.run("outbox", "close", KEYS[Progress.ASIDE], "--reason", "told", KIOSK_OUTBOX=str(outbox))

    assert (ended.status, "the reason has to be there" in ended.errors, len(reports_in(outbox))) == (1, True, 3)


def test_beside_a_running_terminal_reports_are_listed_and_closed_and_none_is_lost(tmp_path: Path, outbox: Path) -> None:
    console, pipe = Console(tmp_path), subprocess.PIPE
    environment = console.environment(QT_QPA_PLATFORM="offscreen", KIOSK_OUTBOX=str(outbox))
    with subprocess.Popen([KIOSK, "run", "--emulated", "normal"], stdout=pipe, stderr=pipe, env=environment) as process:
        until(lambda: console.journal.exists() and b"report-put-aside" in console.journal.read_bytes())
        listed = console.run("outbox", KIOSK_OUTBOX=str(outbox))
        closed = [
            console.run("outbox", "close", KEYS[progress][:8], "--reason", "told", KIOSK_OUTBOX=str(outbox))
            for progress in (Progress.ASIDE, Progress.INTENDED)
        ]
        process.terminate()
        process.communicate(timeout=END_WITHIN_S)

    assert (listed.status, len(listed.output.splitlines())) == (0, len(KEYS))
    assert [(ended.status, ended.errors) for ended in closed] == [(0, "")] * 2
    assert [report.key for report in reports_in(outbox)] == [KEYS[Progress.DUE]]


def test_a_change_that_is_under_way_beside_is_told_as_such_and_not_closed(tmp_path: Path) -> None:
    """It was "outcome unknown", and closed, while the card was at work on it."""
    console, path = Console(tmp_path), tmp_path / "outbox.sqlite"
    surroundings = {"KIOSK_OUTBOX": str(path)}
    terminal = Outbox(lambda: ReportFile(path), os.urandom, lambda _: None)
    terminal.intend(ENABLED, CARD)
    (report,) = reports_in(path)
    close = ("outbox", "close", report.key, "--reason", "told")
    during = [console.run(*command, **surroundings) for command in (("outbox",), close)]
    terminal.close(END_WITHIN_S)  # as when its program is gone
    after = console.run(*close, **surroundings)

    ends = [(ended.status, "being changed right now" in ended.output + ended.errors) for ended in (*during, after)]
    assert ends == [(0, True), (1, True), (0, False)]
