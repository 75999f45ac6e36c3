"""What a disk, a folder or another process can do is said with its mend, by the store and by the commands."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from emulator.store.connection import begin, connected
from emulator.store.files import Files, locked, take
from emulator.store.refusal import Broken
from emulator.store.rehearsal import rehearsed
from emulator.store.sqlite import SqliteStore, StoreRefused
from tests.unit.emulator.store.scenes import CELLS, killed, log_of, opened, put, snapshot

CHILD = """
import os, resource, sys
from pathlib import Path
from emulator.card.memory import StoreFailure
from emulator.store.connection import begin, connected
from emulator.store.files import Files, locked, take
from emulator.store.refusal import Broken
from emulator.store.rehearsal import rehearsed
from emulator.store.sqlite import SqliteStore, StoreRefused
def room(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
def nobody():
    os.setgid(os.getgid() or 65534); os.setuid(os.getuid() or 65534)
def opened(**cells):
    cells = {name: value.encode() for name, value in cells.items()}
    return SqliteStore.open(Path(sys.argv[1]), "normal", lambda: cells)
try:
    exec(sys.argv[2])
except (StoreRefused, StoreFailure) as error:
    print(type(error).__name__, error)
"""


def said(path: Path, code: str) -> str:
    """What a process of its own prints that carries out `code`."""
    run = subprocess.run(
        [sys.executable, "-c", CHILD, path, code], capture_output=True, text=True, timeout=30, check=True
    )
    assert run.stderr == ""
    return run.stdout


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "normal.sqlite"


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that any user may enter, and none but this one write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def room(size: int) -> Iterator[None]:
    """No file of this process grows beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def refused(path: Path) -> str:
    with pytest.raises(StoreRefused) as caught:
        SqliteStore.open(path, "normal", lambda: CELLS)
    return str(caught.value)


def test_a_full_disk_at_the_first_start_leaves_nothing_behind(path: Path) -> None:
    with room(700):
        text = refused(path)

    assert "on a disk with room" in text
    assert list(path.parent.iterdir()) == []


def test_a_full_disk_at_a_later_start_leaves_the_store_as_it_was(path: Path) -> None:
    with opened(path):
        pass
    before = snapshot(path)
    with room(100_000):
        text = refused(path)

    assert "on a disk with room" in text
    assert snapshot(path) == before


def test_a_full_disk_after_a_kill_keeps_all_that_was_durable(path: Path, tmp_path: Path) -> None:
    left = put(killed(path, writes=3), tmp_path / "left")
    with room(700):
        text = refused(left)

    assert "the disk has room" in text
    with opened(left) as store:
        assert store.load()["pin.remaining"] == b"\x03"


def test_a_disk_that_fills_up_fails_the_write_and_keeps_the_rest(path: Path) -> None:
    text = said(path, "store = opened(a='1'); store.write({'a': b'2'}); room(100); store.write({'a': b'3'})")

    assert text.startswith("StoreFailure")
    assert "Check the disk and the room on it" in text
    with opened(path) as store:
        assert store.load() == {"a": b"2"}


def test_a_write_that_failed_on_a_full_disk_can_be_done_again(path: Path) -> None:
    code = """
store = opened(a='1')
room(100)
try: store.write({'a': b'3'})
except StoreFailure: print(store.load())
room(resource.RLIM_INFINITY)
store.write({'a': b'4'})
"""
    assert said(path, code) == "{'a': b'1'}\n"
    with opened(path) as store:
        assert store.load() == {"a": b"4"}


def test_a_folder_that_may_not_be_written_to_is_refused(public: Path) -> None:
    text = said(public / "normal.sqlite", "nobody(); os.environ.clear(); opened(a='1')") if os.getuid() == 0 else None
    public.chmod(0o555)
    text = text or said(public / "normal.sqlite", "opened(a='1')")

    assert "can't be opened: Permission denied. Choose a folder that you may write to" in text


def test_a_file_that_may_not_be_written_to_is_refused(public: Path) -> None:
    path = public / "normal.sqlite"
    with opened(path):
        pass
    path.chmod(0o444)
    public.chmod(0o777)

    assert "can't be opened: Permission denied. Choose a folder that you may write to" in said(
        path, "nobody(); opened()"
    )
    assert [file.name for file in public.iterdir()] == [path.name]


def test_a_folder_that_cannot_be_is_refused() -> None:
    with pytest.raises(StoreRefused, match="Choose a folder that you may write to"):
        SqliteStore.open(Path("/proc/store/normal.sqlite"), "normal", dict)


def test_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "normal.sqlite"
    with opened(path) as store:
        assert store.load() == CELLS


def test_something_that_is_no_file_is_refused(path: Path) -> None:
    os.mkfifo(path)

    with pytest.raises(StoreRefused, match="is a device, no file"):
        SqliteStore.open(path, "normal", dict)


def test_a_symbolic_link_is_the_file_that_it_leads_to(path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real = tmp_path / "elsewhere" / "card.sqlite"
    path.symlink_to(real)
    with opened(path) as store:
        store.write({"pin.remaining": b"\x05"})
        with pytest.raises(StoreRefused, match="is in use"):
            SqliteStore.open(real, "normal", dict)

    with opened(real) as store:
        assert store.load()["pin.remaining"] == b"\x05"
    assert path.is_symlink()


def test_a_link_to_itself_is_refused(path: Path) -> None:
    path.symlink_to(path)

    with pytest.raises(StoreRefused, match="can't be opened: Too many levels of symbolic links"):
        SqliteStore.open(path, "normal", dict)


def test_a_store_of_a_killed_process_opens_at_once_with_all_that_was_durable(path: Path) -> None:
    code = "store = opened(a='1'); store.write({'a': b'2', 'b': b'3'}); os.kill(os.getpid(), 9)"
    with pytest.raises(subprocess.CalledProcessError):
        said(path, code)
    assert log_of(path).exists()

    with opened(path) as store:
        assert store.load() == {"a": b"2", "b": b"3"}


def test_another_program_that_has_it_open_keeps_it(path: Path, tmp_path: Path) -> None:
    """SQLite's own lock, beside ours."""
    files = killed(path)
    left = put(files, tmp_path / "left")
    hold = (
        "import sqlite3; c = sqlite3.connect(sys.argv[1]); c.execute('BEGIN IMMEDIATE'); c.execute('DELETE FROM cell')"
    )
    ask = "subprocess.run([sys.executable, '-c', sys.argv[3], sys.argv[1], 'opened()'])"
    run = subprocess.run(
        [sys.executable, "-c", f"import subprocess, sys; {hold}; {ask}", left, "", CHILD],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )

    assert "is in use by another process" in run.stdout


def test_the_lock_is_one_and_is_taken_away_at_the_end(path: Path) -> None:
    files = Files.at(path)
    with locked(files), pytest.raises(StoreRefused, match="in use"), locked(files):
        pass
    assert not files.lock.exists()


def test_a_lock_that_its_holder_takes_away_is_not_taken(path: Path) -> None:
    """Opened here before the other let go, and locked after."""
    files = Files.at(path)
    with files.lock.open("w") as opened_before:
        files.lock.unlink()
        with pytest.raises(StoreRefused, match="in use"):
            take(opened_before.fileno(), files)


def test_a_file_that_changed_while_it_was_opened_is_not_believed(path: Path) -> None:
    """By a program that knows nothing of the lock."""
    with opened(path):
        pass
    files = Files.at(path)
    earlier = rehearsed(path.read_bytes(), b"")
    with opened(path) as store:
        store.write({"pin.remaining": b"\x05"})

    with connected(files) as connection, pytest.raises(Broken, match="changed while"):
        begin(connection, files, earlier, os.urandom)


@pytest.mark.parametrize("state", ["damaged", "file", "folder", "link"])
def test_the_shell_says_why_and_shows_no_traceback(tmp_path: Path, state: str) -> None:
    store = tmp_path / "store"
    path = store / "normal.sqlite"
    if state == "file":
        store.write_text("")
    else:
        store.mkdir()
    match state:
        case "damaged":
            path.write_bytes(b"SQLite format 3\0" + bytes(600))
        case "folder":
            path.mkdir()
        case "link":
            path.symlink_to(path)
    shell: list[str | Path] = [Path(sys.executable).with_name("emulator"), "shell", "normal", "--store", store]
    run = subprocess.run(shell, input="", capture_output=True, text=True, timeout=30, check=False)

    assert run.returncode != 0
    assert "Choose" in run.stderr
    assert "Traceback" not in run.stderr
