"""A file of an older version is brought forward with all that it holds; one that can't be stays as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from emulator.store.sqlite import SqliteStore, StoreRefused
from emulator.store.versions import STEPS, VERSION
from tests.unit.emulator.store.scenes import CELLS, log_of, opened, snapshot


def first_version(path: Path, *, version: int = 1, journal: str = "wal") -> sqlite3.Connection:
    """A store as the first version made it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE owner (card TEXT NOT NULL)")
    connection.execute("CREATE TABLE cell (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID")
    connection.execute("INSERT INTO owner (card) VALUES ('normal')")
    connection.executemany("INSERT INTO cell (name, value) VALUES (?, ?)", CELLS.items())
    connection.execute("PRAGMA application_id = 0x53534331")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute(f"PRAGMA journal_mode = {journal}")
    return connection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "normal.sqlite"


@pytest.fixture(autouse=True)
def folder(path: Path) -> None:
    path.parent.mkdir()


def version_of(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64])


def test_there_is_a_step_from_each_version_to_the_next() -> None:
    assert list(STEPS) == list(range(VERSION))


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_store_of_the_first_version_is_brought_forward(path: Path, journal: str) -> None:
    first_version(path, journal=journal).close()

    with opened(path, {}) as store:
        assert store.load() == CELLS
        store.write({"pin.remaining": b"\x05"})

    assert version_of(path) == VERSION
    with opened(path, {}) as store:
        assert store.load() == {**CELLS, "pin.remaining": b"\x05"}


def test_what_the_log_of_the_first_version_held_is_brought_forward(path: Path, tmp_path: Path) -> None:
    made = tmp_path / "normal.sqlite"
    with closing(first_version(made)) as connection:
        connection.execute("UPDATE cell SET value = x'04' WHERE name = 'pin.remaining'")
        path.write_bytes(made.read_bytes())
        log_of(path).write_bytes(log_of(made).read_bytes())

    with opened(path, {}) as store:
        assert store.load() == {**CELLS, "pin.remaining": b"\x04"}


@pytest.mark.parametrize("version", [0, 1])
def test_a_file_that_is_not_what_its_version_says_stays_as_it_is(path: Path, version: int) -> None:
    with closing(first_version(path, version=version)) as connection:
        connection.execute("DROP TABLE cell") if version else None
    before = snapshot(path)

    with pytest.raises(StoreRefused, match="is damaged"):
        SqliteStore.open(path, "normal", dict)

    assert snapshot(path) == before


def test_another_cards_store_is_not_brought_forward(path: Path) -> None:
    first_version(path).close()
    before = snapshot(path)

    with pytest.raises(StoreRefused, match="holds the card normal, not locked"):
        SqliteStore.open(path, "locked", dict)

    assert snapshot(path) == before


def test_a_step_that_fails_has_changed_nothing(path: Path) -> None:
    """No random bytes, no seal."""
    first_version(path).close()
    before = snapshot(path)

    def broken(_: int) -> bytes:
        raise OSError(5, "Input/output error")

    with pytest.raises(StoreRefused, match="can't be opened: Input/output error"):
        SqliteStore.open(path, "normal", dict, broken)

    assert snapshot(path) == before


def test_a_store_of_the_first_version_in_use_is_refused(path: Path) -> None:
    with closing(first_version(path)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")

        with pytest.raises(StoreRefused, match="is in use by another process"):
            SqliteStore.open(path, "normal", dict)
