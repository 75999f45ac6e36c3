"""An outbox from before there were proofs is brought forward; what it holds proves nothing, and is kept."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kiosk.issuer.proved import Proved
from kiosk.issuer.report import ENABLED, Progress, Report
from kiosk.issuer.report_file import VERSION, ReportFile, reports_in

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
