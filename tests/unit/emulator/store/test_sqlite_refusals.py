"""Files that can't be this card's memory are refused, with a reason and a mend, and left byte for byte."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from emulator.store.sqlite import SqliteStore, StoreRefused
from emulator.store.versions import VERSION
from tests.support.workbench import cells_of_new, profile

CELLS = cells_of_new(profile())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "normal.sqlite"


@pytest.fixture
def made(path: Path) -> Path:
    """A store that was made and closed."""
    SqliteStore.open(path, "normal", lambda: CELLS).close()
    return path


def refusal(path: Path, card: str = "normal") -> str:
    with pytest.raises(StoreRefused) as caught:
        SqliteStore.open(path, card, lambda: CELLS)
    return str(caught.value)


@pytest.fixture
def holder(made: Path) -> Iterator[SqliteStore]:
    store = SqliteStore.open(made, "normal", dict)
    yield store
    store.close()


def test_a_store_in_use_is_refused_and_stays_in_use(holder: SqliteStore, path: Path) -> None:
    assert refusal(path) == (
        f"{path} is in use by another process, or by a card that is still open here. "
        "End or close that one, or choose another folder."
    )
    holder.write({"pin.remaining": b"\x05"})
    assert holder.load()["pin.remaining"] == b"\x05"


def test_a_store_in_use_is_refused_to_another_process(holder: SqliteStore, path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from emulator.store.sqlite import SqliteStore, StoreRefused\n"
        "try: SqliteStore.open(Path(sys.argv[1]), 'normal', dict)\n"
        "except StoreRefused as error: print(error)"
    )
    other = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, timeout=20, check=True)

    assert "is in use by another process" in other.stdout


def test_a_store_that_was_closed_is_free_again(made: Path) -> None:
    SqliteStore.open(made, "normal", dict).close()


def test_another_cards_store_is_refused_by_name(made: Path) -> None:
    before = made.read_bytes()

    assert refusal(made, "locked") == f"{made} holds the card normal, not locked. Choose another folder."
    assert made.read_bytes() == before


def test_a_newer_versions_store_is_refused(made: Path) -> None:
    with closing(sqlite3.connect(made)) as other:
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = made.read_bytes()

    assert "was made by a newer version of this program. Update it" in refusal(made)
    assert made.read_bytes() == before


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_database_of_something_else_is_refused(path: Path, journal: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA journal_mode = {journal}")
        other.execute("CREATE TABLE bookmarks (url TEXT)")
        other.commit()
    before = path.read_bytes()

    assert refusal(path) == f"{path} is a database of something else. Choose another folder."
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_text("dear diary\n" * 200)

    assert f"{path} is damaged" in refusal(path)
    assert path.read_text() == "dear diary\n" * 200


@pytest.mark.parametrize("page", range(1, 4))
@pytest.mark.parametrize("filler", [b"\x00", b"\xa5", b"\xff"])
def test_a_damaged_store_is_refused_and_left_as_it_was(made: Path, page: int, filler: bytes) -> None:
    damaged = bytearray(made.read_bytes())
    start = (page - 1) * 512
    assert len(damaged) >= start + 512
    damaged[start : start + 64] = filler * 64
    made.write_bytes(damaged)

    assert f"{made} is damaged" in refusal(made)
    assert made.read_bytes() == damaged
    assert [file.name for file in made.parent.iterdir()] == [made.name]


def test_a_store_cut_short_is_refused_and_left_as_it_was(made: Path) -> None:
    short = made.read_bytes()[:1100]
    made.write_bytes(short)

    assert f"{made} is damaged" in refusal(made)
    assert made.read_bytes() == short


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("")

    assert "Choose a folder that you may write to" in refusal(tmp_path / "store" / "normal.sqlite")


def test_a_folder_in_the_stores_place_is_refused(path: Path) -> None:
    path.mkdir()

    assert f"{path} can't be opened" in refusal(path)


def test_a_store_without_its_tables_is_refused(made: Path) -> None:
    with closing(sqlite3.connect(made)) as other:
        other.execute("DROP TABLE owner")
        other.commit()

    assert f"{made} is damaged (its tables are not a card's)" in refusal(made)
