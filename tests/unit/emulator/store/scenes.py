"""Stores as a process leaves them: closed, or in the middle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from emulator.store.sqlite import SqliteStore

CELLS: Mapping[str, bytes] = {
    "pin.value": b"\x13\x57\x90",
    "pin.remaining": b"\x06",
    "record:3F00/DF01/EF05:01": bytes(60),
}


@contextmanager
def opened(path: Path, cells: Mapping[str, bytes] = CELLS) -> Iterator[SqliteStore]:
    """The store of the card `normal`, new with `cells`."""
    with closing(SqliteStore.open(path, "normal", lambda: cells)) as store:
        yield store


def log_of(path: Path) -> Path:
    """SQLite's log of the store `path`."""
    return path.with_name(path.name + "-wal")


def snapshot(path: Path) -> dict[str, bytes]:
    """All files beside `path` and itself, but the lock, as a process that is killed now leaves them."""
    return {file.name: file.read_bytes() for file in path.parent.iterdir() if not file.name.endswith("-lock")}


def put(files: Mapping[str, bytes], folder: Path) -> Path:
    """`files` in the new folder `folder`; the path of the store in it."""
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder / "normal.sqlite"


def killed(path: Path, writes: int = 8, cells: Mapping[str, bytes] = CELLS) -> dict[str, bytes]:
    """What a process leaves that made `path`, wrote `n` as the counter in write `n`, and was killed."""
    with opened(path, cells) as store:
        for number in range(1, writes + 1):
            store.write({"pin.remaining": bytes((number,))})
        return snapshot(path)
