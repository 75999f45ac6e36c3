"""Somebody wrote to the outbox, or had the setting name another file: the rest is delivered, and the file stays."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from emulator.issuer.database import Database
from kiosk.doctor.disk import journal_refused, outbox_refused
from kiosk.doctor.outbox import findings
from kiosk.issuer.answers import Away, Delivered, Denied, Taken
from kiosk.issuer.office import Office
from kiosk.issuer.outbox import Outbox
from kiosk.issuer.postman import Postman, deliver
from kiosk.issuer.report import ENABLED, Progress, Report
from kiosk.issuer.report_file import ReportFile, ReportsRefused, reports_in
from kiosk.journal.file import JournalFile
from tests.support.cards import profile
from tests.support.office import KnownOffice

CARD = profile().identification.hex()
ROWS: dict[str, tuple[object, ...]] = {
    "bad hex": ("k1", ENABLED, "zz" * 16, "due"),
    "odd hex": ("k1", ENABLED, "abc", "due"),
    "half a card": ("k1", ENABLED, CARD[:20], "due"),
    "an unknown kind": ("k1", "open-the-safe", CARD, "due"),
    "foreign progress": ("k1", ENABLED, CARD, "delivered"),
    "nothing at all": ("", "", "", ""),
    "NUL": ("k1", ENABLED, "\0" * 32, "due"),
    "a line's end": ("k1\n", ENABLED, CARD, "due"),
    "huge": ("k1", ENABLED, "a" * 5_000_000, "due"),
    "a number": (1, 2, 3, 4),
    "bytes": (b"\xff", b"\xff", b"\xff", b"\xff"),
}


def planted(path: Path, *rows: tuple[object, ...], text: str = "") -> None:
    """Write rows to the outbox by hand, whatever its own rules are; then one that is right."""
    ReportFile(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(report)")]
        rest = [name for name in names if name not in ("number", "key", "kind", "about", "progress")]
        extra = "".join(f", {name}" for name in rest)
        (declared,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'report'").fetchone()
        connection.execute("DROP TABLE report")
        connection.execute(
            f"CREATE TABLE report (number INTEGER PRIMARY KEY, key UNIQUE, kind, about, progress{extra})"
        )
        for row in (*rows, ("right", "open-nothing", CARD, "due")):
            connection.execute(
                f"INSERT INTO report (key, kind, about, progress{extra}) VALUES (?, ?, ?, ?{', ?' * len(rest)})",
                (*row, *[""] * len(rest)),
            )
        if text:
            connection.execute(f"UPDATE report SET about = CAST({text} AS TEXT) WHERE number = 1")
        # As somebody leaves it who writes to the file itself: it is declared as ours is, and holds what ours could not.
        lax = re.sub(r" CHECK \([^)]*\)\)| STRICT$", "", declared)
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'report'", (lax,))


def delivered(path: Path, hears: Callable[[Report, Office], Delivered | Denied | Away]) -> tuple[Outbox, list[str]]:
    """What a postman's one round brings to the office."""
    brought = list[str]()

    def deliver_one(report: Report, office: Office) -> Delivered | Denied | Away:
        brought.append(report.key)
        return hears(report, office)

    outbox = Outbox(lambda: ReportFile(path), os.urandom, lambda _: None)
    Postman(outbox, lambda: KnownOffice(profile()), deliver_one, lambda *_: None).round()
    return outbox, brought


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_of_nonsense_is_put_aside_and_the_next_is_delivered(tmp_path: Path, row: tuple[object, ...]) -> None:
    path = tmp_path / "outbox"
    planted(path, row)
    outbox, brought = delivered(
        path, lambda report, office: Taken() if report.key == "right" else deliver(report, office)
    )
    outbox.close(5)
    told = [finding.says for finding in findings(path)]

    assert brought[-1:] == ["right"]
    assert [report.progress for report in reports_in(path)] == [Progress.ASIDE]
    assert any("does not take: 1" in each for each in told), told


def test_text_that_is_no_utf_8_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "outbox"
    planted(path, ROWS["half a card"], text="X'ff00fe'")

    assert [report.progress for report in reports_in(path)] == [Progress.ASIDE, Progress.DUE]


def test_a_report_whose_delivery_fails_holds_up_no_other(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "outbox"
    planted(path, ("first", "kind-a", CARD, "due"))

    def fails(report: Report, _office: Office) -> Taken:
        if report.key == "first":
            raise RuntimeError("a defect")
        return Taken()

    outbox, brought = delivered(path, fails)
    left = [report.key for report in outbox.due()]
    outbox.close(5)
    caplog.clear()

    assert (brought, left) == (["first", "right"], ["first"])


# --- the file that the setting names


def text(path: Path) -> None:
    path.write_text("my-machine\n")


def empty(path: Path) -> None:
    path.touch()


def somebodys_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE photos (name TEXT)")


def somebodys_reports(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE report (year INTEGER, profit INTEGER)")


def a_registry(path: Path) -> None:
    Database.open(path).close()


def link(path: Path) -> None:
    target = path.with_name("target")
    target.write_text("my-machine\n")
    path.symlink_to(target)


def link_to_an_outbox(path: Path) -> None:
    target = path.with_name("target")
    ReportFile(target).close()
    target.chmod(0o644)
    path.symlink_to(target)


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    "put",
    [text, empty, somebodys_database, somebodys_reports, a_registry, link, link_to_an_outbox, folder, pipe],
    ids=lambda put: put.__name__,
)
def test_a_file_that_is_no_outbox_stays_as_it_is(tmp_path: Path, put: Callable[[Path], None]) -> None:
    path = tmp_path / "named"
    put(path)
    if path.is_file() and not path.is_symlink():
        path.chmod(0o644)
    before = seen(tmp_path)
    with pytest.raises(ReportsRefused):
        ReportFile(path)
    with pytest.raises(ReportsRefused):
        reports_in(path)

    assert outbox_refused(path)
    assert seen(tmp_path) == before


def seen(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Mode and content of what is in the folder."""
    return {
        each.name: (stat.S_IMODE(each.stat().st_mode), each.read_bytes() if each.is_file() else b"")
        for each in folder.iterdir()
    }


def test_a_device_stays_as_it_is() -> None:
    before = stat.S_IMODE(os.stat("/dev/null").st_mode)
    with pytest.raises(ReportsRefused):
        ReportFile(Path("/dev/null"))

    assert stat.S_IMODE(os.stat("/dev/null").st_mode) == before


def test_an_outbox_without_its_version_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    """A row in it waited for ever, and nobody was told."""
    path = tmp_path / "outbox"
    with closing(ReportFile(path)) as file:
        file.put(Report("1" * 32, ENABLED, "61" * 16, Progress.DUE))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    before = path.read_bytes()

    for opened in (reports_in, ReportFile):
        with pytest.raises(ReportsRefused, match="lost its version"):
            opened(path)
    assert [(found.wrong, "lost its version" in found.says) for found in findings(path)] == [(True, True)]
    assert path.read_bytes() == before


@pytest.mark.parametrize("put", [text, somebodys_database], ids=lambda put: put.__name__)
def test_a_file_that_is_no_journal_stays_as_it_is(tmp_path: Path, put: Callable[[Path], None]) -> None:
    path = tmp_path / "named"
    put(path)
    before = seen(tmp_path)
    with pytest.raises(OSError, match="it is no journal"):
        JournalFile(path, "610100-0001")

    assert journal_refused(path) == "it is no journal: something else is in it"
    assert seen(tmp_path) == before
