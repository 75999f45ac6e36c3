"""An outbox from before there were proofs is brought forward; what it holds proves nothing, and is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.issuer.proved import Proved
from kiosk.issuer.report import ENABLED, Progress, Report
from kiosk.issuer.report_file import VERSION, ReportFile, ReportsRefused, reports_in

OLD = Report("key-1", ENABLED, bytes(16).hex(), Progress.INTENDED)
VERSION_1 = """
CREATE TABLE report (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    progress TEXT NOT NULL CHECK (progress IN ('intended', 'due', 'aside'))
) STRICT;
PRAGMA user_version = 1;
"""


def old_outbox(path: Path) -> Path:
    """With one intent."""
    with sqlite3.connect(path) as connection:
        connection.executescript(VERSION_1)
        row = (OLD.key, OLD.kind, OLD.about, OLD.progress.value)
        connection.execute("INSERT INTO report (key, kind, about, progress) VALUES (?, ?, ?, ?)", row)
    connection.close()
    return path


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(version)


def test_it_is_read_as_it_is_and_left_so(tmp_path: Path) -> None:
    path = old_outbox(tmp_path / "outbox")

    assert (reports_in(path), version_of(path)) == ((OLD,), 1)


def test_it_is_brought_forward_when_a_terminal_takes_it_and_takes_proofs_from_then_on(tmp_path: Path) -> None:
    path = old_outbox(tmp_path / "outbox")
    proved = Report("key-2", ENABLED, OLD.about, Progress.DUE, Proved(b"presence", "1", bytes(8), bytes(8)).text())
    file = ReportFile(path)
    file.put(proved)
    file.close()

    assert (reports_in(path), version_of(path)) == ((OLD, proved), VERSION)


def test_a_proof_is_kept_as_it_is_and_anything_else_is_none() -> None:
    proved = Proved(b"presence", "challenge-1", bytes(range(8)), b"")
    spoilt = ("", "///", "no hex/31/00/00", "70/31/00", "70/ff/00/00", "70/31/00/00/00")

    assert Proved.of(proved.text()) == proved
    assert [Proved.of(text) for text in spoilt] == [None] * len(spoilt)


@pytest.mark.parametrize(
    ("declared", "instead"),
    [
        ("key TEXT NOT NULL UNIQUE", "key TEXT NOT NULL"),
        ("kind TEXT", "more TEXT NOT NULL, kind TEXT"),
        ("kind TEXT", "kind BLOB"),
    ],
    ids=["no key tells a report", "a column more", "another type"],
)
@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("look", [reports_in, ReportFile])
def test_a_table_that_is_not_ours_is_refused_when_it_is_read(
    look: Callable[[Path], object], version: int, declared: str, instead: str, tmp_path: Path
) -> None:
    """It was taken, and then no report could be written to it."""
    proof = ",\n    proof TEXT NOT NULL DEFAULT ''\n) STRICT" if version == 2 else "\n) STRICT"
    table = VERSION_1.replace("\n) STRICT", proof).replace("user_version = 1", f"user_version = {version}")
    path = tmp_path / "outbox"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(table.replace(declared, instead))

    with pytest.raises(ReportsRefused, match="its table is not one that this program made"):
        look(path)
    assert version_of(path) == version
