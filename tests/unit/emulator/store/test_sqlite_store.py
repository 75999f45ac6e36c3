"""The durable store: what was written is there after a reopen, a failed write left nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from emulator.card.memory import Store, StoreFailure
from emulator.store.sqlite import SqliteStore
from emulator.store.volatile import VolatileStore

CELLS: Mapping[str, bytes] = {"pin.value": b"\x13\x57\x90", "pin.remaining": b"\x06"}


def opened(path: Path, cells: Mapping[str, bytes] = CELLS) -> SqliteStore:
    return SqliteStore.open(path, "normal", lambda: cells)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "normal.sqlite"


def test_a_new_store_holds_the_new_cards_cells(path: Path) -> None:
    store = opened(path)

    assert store.load() == CELLS
    store.close()


def test_what_was_written_is_there_after_a_reopen(path: Path) -> None:
    """Defect elsewhere: card data lost on restart (FIDO2Applet#25)."""
    store = opened(path)
    store.write({"pin.remaining": b"\x05"})
    store.write({"pin.value": b"\x24\x68", "pin.remaining": b"\x04", "new": b""})
    store.close()

    again = opened(path)
    assert again.load() == {"pin.value": b"\x24\x68", "pin.remaining": b"\x04", "new": b""}
    again.close()


def test_a_reopened_store_is_not_made_anew(path: Path) -> None:
    """Defect elsewhere: a virtual card resets at each start (canokey-core#116)."""
    opened(path).close()

    def never() -> Mapping[str, bytes]:
        raise AssertionError("the store was there already")

    SqliteStore.open(path, "normal", never).close()


def test_a_write_that_fails_has_changed_nothing(path: Path) -> None:
    store = opened(path)
    store._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreFailure, match="Check the disk and the room on it"):
        store.write({"pin.remaining": b"\x05", "pin.value": b"\x00"})
    store._connection.execute("PRAGMA query_only = OFF")

    assert store.load() == CELLS
    store.write({"pin.remaining": b"\x04"})
    assert store.load()["pin.remaining"] == b"\x04"
    store.close()


def test_a_closed_store_fails_and_says_so(path: Path) -> None:
    store = opened(path)
    store.close()

    with pytest.raises(StoreFailure):
        store.write({"pin.remaining": b"\x05"})
    with pytest.raises(StoreFailure):
        store.load()


def test_a_commit_waits_for_the_disk(path: Path) -> None:
    """Durable before the answer: nothing less than synchronous=FULL on a write-ahead log says that."""
    store = opened(path)
    settings = [store._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]

    assert settings == ["wal", 2]
    store.close()


def test_a_store_leaves_one_file_behind(path: Path) -> None:
    store = opened(path)
    store.write({"pin.remaining": b"\x05"})
    store.close()

    assert [file.name for file in path.parent.iterdir()] == ["normal.sqlite"]


def test_new_cells_that_cannot_be_made_leave_no_half_made_store(path: Path) -> None:
    def broken() -> Mapping[str, bytes]:
        raise RuntimeError("no cells")

    with pytest.raises(RuntimeError):
        SqliteStore.open(path, "normal", broken)
    store = opened(path)

    assert store.load() == CELLS
    store.close()


def test_a_new_store_that_was_never_finished_is_made_anew(path: Path) -> None:
    """A power cut at the very first start."""
    path.parent.mkdir()
    path.with_name("normal.sqlite-new").write_bytes(b"half")
    store = opened(path)

    assert store.load() == CELLS
    store.close()
    assert [file.name for file in path.parent.iterdir()] == ["normal.sqlite"]


def test_a_store_without_any_cell_takes_the_first(path: Path) -> None:
    store = opened(path, {})
    store.write({"pin.remaining": b"\x05"})
    store.close()

    again = opened(path)
    assert again.load() == {"pin.remaining": b"\x05"}
    again.close()


def test_a_store_that_is_forgotten_is_closed(path: Path) -> None:
    store = opened(path)
    store.write({"pin.remaining": b"\x05"})
    del store

    again = opened(path)
    assert again.load()["pin.remaining"] == b"\x05"
    again.close()


def test_a_store_that_cannot_say_that_it_is_closed_keeps_its_log(path: Path) -> None:
    store = opened(path)
    store.write({"pin.remaining": b"\x05"})
    store._connection.execute("PRAGMA query_only = ON")
    store.close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["normal.sqlite", "normal.sqlite-wal"]

    again = opened(path)
    assert again.load()["pin.remaining"] == b"\x05"
    again.close()


@pytest.mark.parametrize("kind", ["volatile", "sqlite"])
def test_what_was_loaded_is_a_copy(path: Path, kind: str) -> None:
    durable = opened(path)
    store: Store = durable if kind == "sqlite" else VolatileStore(CELLS)
    loaded = store.load()
    store.write({"pin.remaining": b"\x00"})

    assert (loaded, store.load()["pin.remaining"]) == (CELLS, b"\x00")
    durable.close()


def test_a_store_that_a_fork_brought_along_is_left_to_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore.open(tmp_path / "card.sqlite", "card", lambda: {"pin.value": b"1"})
    files = sorted(tmp_path.iterdir())
    monkeypatch.setattr(os, "getpid", lambda: -1)
    store.close()

    assert sorted(tmp_path.iterdir()) == files
