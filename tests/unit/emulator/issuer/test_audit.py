"""The audit: what fits its chain, and every way to change it without the key."""

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

from emulator.issuer.audit import Audit, AuditKey, AuditRefused, Entry, Tampered, Whole
from emulator.issuer.audit_head import Head
from emulator.issuer.database import Database
from tests.unit.emulator.issuer.edits import edit

KEY = AuditKey(b"a test key".ljust(32))
ENTRY = Entry(
    datetime(2026, 11, 22, 2, 0, 0, 123456, UTC), "read-proof", "hall-1", "", "", "aa", "01020304", "answered"
)
TAMPERED = pytest.mark.usefixtures("_told")


@pytest.fixture
def _told(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """That it was tampered with is said, in a log that tests else keep empty."""
    yield
    said = caplog.get_records("call")
    assert [record for record in said if "the audit was tampered with" in record.getMessage()]
    said.clear()


@contextmanager
def opened(folder: Path, key: AuditKey = KEY) -> Iterator[tuple[Database, Audit]]:
    """Database and audit in `folder`."""
    path = folder / "registry.sqlite"
    if not path.exists():
        path.write_bytes(_empty())
    with (
        closing(Database.open(path)) as database,
        closing(Audit.open(database, key, folder / "audit.head")) as audit,
    ):
        yield database, audit


@cache
def _empty() -> bytes:
    """A new database, made once."""
    with TemporaryDirectory() as folder:
        Database.open(Path(folder) / "registry.sqlite").close()
        return (Path(folder) / "registry.sqlite").read_bytes()


def put_down(database: Database, audit: Audit, *, anchored: bool = True) -> bool:
    """One more question."""
    with database.writing() as session:
        if audit.obstacle(session) is not None:
            return False
        head = audit.append(session, ENTRY)
    return audit.anchor(head) if anchored else True


def filled(folder: Path, rows: int = 5) -> Path:
    """The folder of an audit with so many rows."""
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
        audit = Audit.open(database, KEY, None)
        put_down(database, audit)
        put_down(database, audit)

        assert audit.verify() == Whole(2)


def test_what_was_undone_is_not_in_it(tmp_path: Path) -> None:
    with opened(tmp_path) as (database, audit):
        with suppress(ZeroDivisionError), database.writing() as session:
            audit.append(session, ENTRY)
            raise ZeroDivisionError
        put_down(database, audit)

        assert audit.verify() == Whole(1)


@pytest.mark.parametrize("rows", [0, 1, 5])
def test_a_crash_between_row_and_head_is_mended(tmp_path: Path, rows: int) -> None:
    filled(tmp_path, rows)
    with opened(tmp_path) as (database, audit):
        put_down(database, audit, anchored=False)
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
    with opened(tmp_path) as (database, _), pytest.raises(AuditRefused, match=r"in use by another issuer\. End that"):
        Audit.open(database, KEY, tmp_path / "audit.head")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with closing(Database.open(None)) as database, pytest.raises(AuditRefused, match="No such file or directory"):
        Audit.open(database, KEY, tmp_path / "missing" / "audit.head")


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
        'INSERT INTO audit SELECT 6, at, question, terminal, staff, "case", card, challenge, answer, digest || 0 '
        "FROM audit WHERE seq = 5",
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
    ["", "nonsense", "0 " + "0" * 64 + "\n", "5 " + "0" * 64 + "\n", "6 " + "a" * 64 + "\n", None],
    ids=["empty", "nonsense", "none yet", "another digest", "one ahead", "missing"],
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
@pytest.mark.parametrize("behind", [2, 3])
def test_a_head_from_before_is_told(tmp_path: Path, behind: int) -> None:
    filled(tmp_path, 5 - behind)
    before = (tmp_path / "audit.head").read_bytes()
    filled(tmp_path, behind)
    (tmp_path / "audit.head").write_bytes(before)

    assert isinstance(found(tmp_path), Tampered)


@TAMPERED
def test_the_chain_of_another_key_is_told(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path, AuditKey(b"another test key".ljust(32))) as (_, audit):
        assert isinstance(audit.verify(), Tampered)


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


@TAMPERED
def test_files_put_back_together_are_seen_by_the_process_that_runs(tmp_path: Path) -> None:
    with opened(filled(tmp_path)) as (database, audit):
        head = (tmp_path / "audit.head").read_bytes()
        put_down(database, audit)
        edit(tmp_path / "registry.sqlite", "DELETE FROM audit WHERE seq = 6")
        (tmp_path / "audit.head").write_bytes(head)

        assert not put_down(database, audit)


def test_the_database_itself_refuses_to_change_a_row(tmp_path: Path) -> None:
    with closing(sqlite3.connect(filled(tmp_path) / "registry.sqlite")) as database:
        for statement in ("UPDATE audit SET answer = ''", "DELETE FROM audit"):
            with pytest.raises(sqlite3.IntegrityError, match="audit is append-only"):
                database.execute(statement)


# --- the digest


@given(st.sampled_from([field.name for field in fields(Entry)][1:]), st.text(max_size=5))
def test_each_field_counts_for_the_digest(name: str, value: str) -> None:
    other = replace(ENTRY, **{name: value})  # type: ignore[arg-type]

    assert (KEY.next(KEY.beginning(), other) == KEY.next(KEY.beginning(), ENTRY)) is (other == ENTRY)


def test_a_text_can_not_move_into_the_next_field() -> None:
    one, other = replace(ENTRY, staff="a", case="bc"), replace(ENTRY, staff="ab", case="c")

    assert KEY.next(KEY.beginning(), one) != KEY.next(KEY.beginning(), other)


def test_the_same_time_elsewhere_is_the_same_time() -> None:
    there = replace(ENTRY, at=ENTRY.at.astimezone(timezone(timedelta(hours=8))))

    assert KEY.next(KEY.beginning(), there) == KEY.next(KEY.beginning(), ENTRY)


def test_a_row_counts_in_its_place_only() -> None:
    head = KEY.beginning()

    assert KEY.next(head, ENTRY).digest != KEY.next(replace(head, seq=7), ENTRY).digest
    assert KEY.next(head, ENTRY).digest != KEY.next(Head(0, "0" * 64), ENTRY).digest
