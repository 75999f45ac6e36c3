"""The audit: what fits its log, and every way to change it without the key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.issuer import audit_log
from emulator.issuer.audit import Audit, AuditBroken, AuditRefused, Tampered, Whole
from emulator.issuer.audit_key import AuditKey
from emulator.issuer.audit_log import Entry, leaf
from emulator.issuer.database import Database, DatabaseUnavailable
from tests.unit.emulator.issuer.edits import edit

KEY = AuditKey(b"a test key".ljust(32))
NOW = datetime(2026, 11, 22, 2, 0, 0, 123456, UTC)
ENTRY = Entry(NOW, "read-proof", "hall-1", "", "", "aa", "01020304", "answered")
TAMPERED = pytest.mark.usefixtures("_told")


@pytest.fixture
def _told(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """That it was tampered with is said, in a log that tests else keep empty."""
    yield
    said = caplog.get_records("call")
    assert [record for record in said if "the audit was tampered with" in record.getMessage()]
    said.clear()


@contextmanager
def opened(folder: Path, key: AuditKey = KEY, *, serves: bool = True) -> Iterator[tuple[Database, Audit]]:
    """Database and audit in `folder`."""
    path = folder / "registry.sqlite"
    if not path.exists():
        path.write_bytes(_empty())
    with (
        closing(Database.open(path)) as database,
        closing(Audit.open(database, key, folder / "audit.head", lambda: NOW, serves=serves)) as audit,
    ):
        yield database, audit


@cache
def _empty() -> bytes:
    """A new database, made once."""
    with TemporaryDirectory() as folder:
        Database.open(Path(folder) / "registry.sqlite").close()
        return (Path(folder) / "registry.sqlite").read_bytes()


def put_down(database: Database, audit: Audit, entry: Entry = ENTRY) -> bool:
    """One more question; whether it was taken."""
    try:
        with database.writing() as session:
            audit.put_down(session, entry)
    except (AuditBroken, DatabaseUnavailable):
        return False
    return True


def killed_before_the_head(database: Database, audit: Audit) -> None:
    """The question is committed, and its process ends there."""
    with suppress(SystemExit), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Audit, "anchor", _ends)
        put_down(database, audit)


def _ends(*_: object) -> None:
    raise SystemExit


def filled(folder: Path, rows: int = 5) -> Path:
    """The folder of an audit with so many rows more."""
    with opened(folder) as (database, audit):
        for _ in range(rows):
            assert put_down(database, audit)
    return folder


def found(folder: Path) -> Whole | Tampered:
    """What the next to open it finds."""
    with opened(folder) as (_, audit):
        return audit.verify()


# --- what fits


@pytest.mark.parametrize("rows", [0, 1, 5])
def test_what_was_put_down_is_whole(tmp_path: Path, rows: int) -> None:
    assert found(filled(tmp_path, rows)) == Whole(rows)


def test_it_goes_on_where_it_ended(tmp_path: Path) -> None:
    filled(tmp_path)
    filled(tmp_path)

    assert found(tmp_path) == Whole(10)


def test_in_memory_its_head_is_in_the_process() -> None:
    with closing(Database.open(None)) as database:
        audit = Audit.open(database, KEY, None, lambda: NOW)
        put_down(database, audit)
        put_down(database, audit)

        assert audit.verify() == Whole(2)


def test_what_was_undone_is_not_in_it(tmp_path: Path) -> None:
    with opened(tmp_path) as (database, audit):
        with suppress(ZeroDivisionError), database.writing() as session:
            audit.put_down(session, ENTRY)
            raise ZeroDivisionError
        put_down(database, audit)

        assert audit.verify() == Whole(1)


@pytest.mark.parametrize("rows", [0, 1, 5])
def test_a_crash_between_row_and_head_is_mended(tmp_path: Path, rows: int) -> None:
    filled(tmp_path, rows)
    with opened(tmp_path) as (database, audit):
        killed_before_the_head(database, audit)
    with opened(tmp_path):
        pass

    assert (tmp_path / "audit.head").read_text().startswith(f"{rows + 1} ")
    assert found(tmp_path) == Whole(rows + 1)


def test_a_head_that_its_disk_did_not_take_is_mended_with_the_next_question(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(tmp_path) as (database, audit):
        in_the_way = tmp_path / "audit.head-new"
        in_the_way.mkdir()
        refused = [put_down(database, audit) for _ in range(3)]
        in_the_way.rmdir()
        taken = put_down(database, audit)

        assert (refused, taken, audit.verify()) == ([False, False, False], True, Whole(2))
    assert "the head of the audit can't be written" in caplog.text
    caplog.clear()


def test_one_process_at_a_time_goes_on_with_it(tmp_path: Path) -> None:
    with (
        opened(tmp_path) as (database, _),
        pytest.raises(AuditRefused, match=r"in use by another issuer, process [0-9]+\. End that"),
    ):
        Audit.open(database, KEY, tmp_path / "audit.head", lambda: NOW)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with closing(Database.open(None)) as database, pytest.raises(AuditRefused, match="No such file or directory"):
        Audit.open(database, KEY, tmp_path / "missing" / "audit.head", lambda: NOW)


# --- what does not


EDITS = {
    f"{column} of row {row}": (row, f"UPDATE audit SET {column} = {value} WHERE seq = {row}")
    for row in (1, 3, 5)
    for column, value in [
        ("at", "'2026-11-22 02:00:00.123457'"),
        ("question", "'sign-in'"),
        ("terminal", "'hall-2'"),
        ("staff", "'somebody'"),
        ('"case"', "'a case'"),
        ("card", "'ab'"),
        ("challenge", "''"),
        ("answer", "'too-often'"),
        ("digest", f"'{'0' * 64}'"),
        ("subject", "'card'"),
        ("content", "'0'"),
    ]
}
CUTS = {
    "the first deleted": (1, "DELETE FROM audit WHERE seq = 1"),
    "one in the middle deleted": (3, "DELETE FROM audit WHERE seq = 3"),
    "the last deleted": (5, "DELETE FROM audit WHERE seq = 5"),
    "the last two deleted": (4, "DELETE FROM audit WHERE seq > 3"),
    "all deleted": (1, "DELETE FROM audit"),
    "numbers moved": (1, "UPDATE audit SET seq = seq + 10"),
    "a row doubled": (
        6,
        'INSERT INTO audit SELECT 6, at, question, terminal, staff, "case", card, challenge, answer, digest || 0, '
        "subject, subject_key, content FROM audit WHERE seq = 5",
    ),
}


@TAMPERED
@pytest.mark.parametrize(("row", "statement"), [*EDITS.values(), *CUTS.values()], ids=[*EDITS, *CUTS])
def test_a_changed_database_is_told_with_the_row(tmp_path: Path, row: int, statement: str) -> None:
    edit(filled(tmp_path) / "registry.sqlite", statement)

    tampered = found(tmp_path)
    assert isinstance(tampered, Tampered)
    assert tampered.seq == row


@TAMPERED
@pytest.mark.parametrize(
    "head",
    [
        "",
        "nonsense",
        f"5 {'0' * 64}\n",
        f"5 {'0' * 64} 0 {'0' * 128}\n",
        f"5 {'0' * 64} {'9' * 18} {'0' * 128}\n",
        None,
    ],
    ids=["empty", "nonsense", "of the old chain", "not signed", "of no time", "missing"],
)
def test_another_head_is_told(tmp_path: Path, head: str | None) -> None:
    path = filled(tmp_path) / "audit.head"
    path.unlink()
    if head is not None:
        path.write_text(head)

    assert isinstance(found(tmp_path), Tampered)


@TAMPERED
@pytest.mark.parametrize(("rows", "head"), [(0, "nonsense"), (1, "nonsense"), (1, None)])
def test_an_audit_that_has_just_begun_needs_its_head(tmp_path: Path, rows: int, head: str | None) -> None:
    """One row ahead of no head would look like a crash."""
    path = filled(tmp_path, rows) / "audit.head"
    path.unlink()
    if head is not None:
        path.write_text(head)

    assert isinstance(found(tmp_path), Tampered)


@TAMPERED
@pytest.mark.parametrize("table", ["audit_node", "audit_head"])
def test_a_tree_or_a_signed_head_that_was_taken_away_is_told(tmp_path: Path, table: str) -> None:
    edit(filled(tmp_path) / "registry.sqlite", f"DELETE FROM {table}")

    assert isinstance(found(tmp_path), Tampered)
    with opened(tmp_path) as (database, audit):
        assert not put_down(database, audit)


@TAMPERED
def test_a_log_that_was_rewritten_and_signed_with_another_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with opened(tmp_path / "other", AuditKey(b"another test key".ljust(32))) as (database, audit):
        put_down(database, audit)

    assert isinstance(found(tmp_path / "other"), Tampered)


@TAMPERED
@pytest.mark.parametrize("behind", [2, 3])
def test_a_head_from_before_is_told(tmp_path: Path, behind: int) -> None:
    filled(tmp_path, 5 - behind)
    before = (tmp_path / "audit.head").read_bytes()
    filled(tmp_path, behind)
    (tmp_path / "audit.head").write_bytes(before)

    assert isinstance(found(tmp_path), Tampered)


@TAMPERED
@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM audit WHERE seq = 5", "DELETE FROM audit", "UPDATE audit SET digest = 'x' WHERE seq = 5"],
    ids=["the last deleted", "all deleted", "the last one changed"],
)
def test_while_it_runs_an_end_that_is_not_its_own_is_seen_at_the_next_question(tmp_path: Path, statement: str) -> None:
    with opened(filled(tmp_path)) as (database, audit):
        edit(tmp_path / "registry.sqlite", statement)
        answers = [put_down(database, audit) for _ in range(2)]

    assert answers == [False, False]


def test_the_database_itself_refuses_to_change_a_row(tmp_path: Path) -> None:
    with closing(sqlite3.connect(filled(tmp_path) / "registry.sqlite")) as database:
        for statement in ("UPDATE audit SET answer = ''", "DELETE FROM audit"):
            with pytest.raises(sqlite3.IntegrityError, match="audit is append-only"):
                database.execute(statement)


def test_a_long_log_is_opened_without_reading_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that starts does not wait for its issuer's whole life: 60,000 rows took six seconds."""
    with opened(tmp_path) as (database, audit), database.writing() as session:
        for _ in range(3000):
            audit.put_down(session, ENTRY)
    read = 0

    def counted(seq: int, entry: Entry) -> bytes:
        nonlocal read
        read += 1
        return leaf(seq, entry)

    monkeypatch.setattr(audit_log, "leaf", counted)
    with opened(tmp_path) as (_, audit):
        by_opening = read
        assert audit.verify() == Whole(3000)

    assert by_opening < 1100
    assert read - by_opening >= 3000


# --- several processes


def test_who_has_the_folder_open_beside_the_one_who_serves_goes_on_with_the_same_log(tmp_path: Path) -> None:
    with opened(tmp_path) as (database, audit), opened(tmp_path, serves=False) as (database_2, audit_2):
        taken = [put_down(*who) for who in [(database, audit), (database_2, audit_2)] * 3]

        assert (taken, audit.verify(), audit_2.verify()) == ([True] * 6, Whole(6), Whole(6))


@TAMPERED
def test_while_it_runs_an_earlier_state_of_both_files_is_seen_though_others_go_on_with_it(tmp_path: Path) -> None:
    """Also where a command has made the log longer than the office ever saw it."""
    with opened(filled(tmp_path)) as (database, audit), closing(sqlite3.connect(":memory:")) as copy:
        with closing(sqlite3.connect(tmp_path / "registry.sqlite", isolation_level=None)) as live:
            live.backup(copy)
            head = (tmp_path / "audit.head").read_bytes()
            put_down(database, audit)
            last = audit.verify()
            put_back(live, copy)
        (tmp_path / "audit.head").write_bytes(head)
        with opened(tmp_path, serves=False) as beside:
            assert all(put_down(*beside, replace(ENTRY, terminal="hall-2")) for _ in range(3))

        assert (last, put_down(database, audit)) == (Whole(6), False)


def put_back(live: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    """As somebody does who has the files: the log in the database is that of the copy."""
    for name, _ in live.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall():
        live.execute(f"DROP TRIGGER {name}")
    for table in ("audit", "audit_node", "audit_head"):
        live.execute(f"DELETE FROM {table}")
        for row in copy.execute(f"SELECT * FROM {table}").fetchall():
            live.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    for name, created in copy.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall():
        assert name
        live.execute(created)


# --- a leaf


@given(st.sampled_from([field.name for field in fields(Entry)][1:]), st.text(max_size=5))
def test_each_field_counts_for_the_leaf(name: str, value: str) -> None:
    other = replace(ENTRY, **{name: value})  # type: ignore[arg-type]

    assert (leaf(1, other) == leaf(1, ENTRY)) is (other == ENTRY)


def test_a_text_can_not_move_into_the_next_field() -> None:
    assert leaf(1, replace(ENTRY, staff="a", case="bc")) != leaf(1, replace(ENTRY, staff="ab", case="c"))


def test_the_same_time_elsewhere_is_the_same_time() -> None:
    there = replace(ENTRY, at=ENTRY.at.astimezone(timezone(timedelta(hours=8))))

    assert leaf(1, there) == leaf(1, ENTRY)


def test_a_row_counts_in_its_place_only() -> None:
    assert leaf(1, ENTRY) != leaf(2, ENTRY)


@pytest.mark.parametrize("show", [repr, str, "{}".format])
def test_nothing_of_the_key_can_be_printed(show: object) -> None:
    assert callable(show)
    assert show(KEY) == "<AuditKey>"
