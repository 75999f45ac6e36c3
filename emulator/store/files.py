"""The files of a store, as bytes: the database, its log, and what else may lie beside them.

Nothing here is told to SQLite; all of it happens before SQLite sees the files, under the lock.
"""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from emulator.store.refusal import StoreRefused, in_use

_PIECE = 4096


@dataclass(frozen=True, slots=True)
class Files:
    """Where the files are; `database` has no symbolic link in it."""

    database: Path

    @classmethod
    def at(cls, path: Path) -> Files:
        """The files of the store `path`."""
        return cls(Path(os.path.realpath(path)))

    @property
    def log(self) -> Path:
        """SQLite's write-ahead log."""
        return self._beside("-wal")

    @property
    def kept_log(self) -> Path:
        """A second name of the log, for as long as SQLite might take the first away."""
        return self._beside("-wal-kept")

    @property
    def journal(self) -> Path:
        """What SQLite leaves of an unfinished change without a log; never made by this program."""
        return self._beside("-journal")

    @property
    def lock(self) -> Path:
        """Held by the process that has the store open."""
        return self._beside("-lock")

    @property
    def unfinished(self) -> Path:
        """A database that is being made."""
        return self._beside("-new")

    def _beside(self, ending: str) -> Path:
        return self.database.with_name(self.database.name + ending)


@contextmanager
def locked(files: Files) -> Iterator[None]:
    """Held for one store of one process. Raises StoreRefused where it is held already, OSError.

    It is a lock on a file of its own: one on the database would be lost as soon as this process reads the database as a
    file. The system frees it when a process ends, however that ends.
    """
    process = os.getpid()
    _make_folders(files.database.parent)
    descriptor = os.open(files.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        take(descriptor, files)
        try:
            yield
        finally:
            if os.getpid() == process:  # or this is a forked child, and the lock its parent's
                files.lock.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def take(descriptor: int, files: Files) -> None:
    """Lock the open lock file. Raises StoreRefused where it is held already."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise in_use(files.database) from error
    if os.fstat(descriptor).st_nlink == 0:  # it was let go, and taken away, since it was opened here
        raise in_use(files.database)


def head(files: Files, length: int) -> bytes | None:
    """The first bytes of the database, None where there is none. Raises OSError, StoreRefused."""
    try:
        descriptor = os.open(files.database, os.O_RDWR | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise StoreRefused(f"{files.database} is a device, no file. Choose another folder.")
        return os.read(descriptor, length)
    finally:
        os.close(descriptor)


def content(path: Path) -> bytes:
    """All of a file; nothing where there is none. Raises OSError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def install(files: Files, image: bytes) -> None:
    """Make `image` the database: it is there as a whole, and durable, or not at all. Raises OSError."""
    try:
        files.unfinished.unlink(missing_ok=True)  # what a killed process left, or a link that somebody put there
        with files.unfinished.open("xb") as file:
            file.write(image)
            file.flush()
            os.fsync(file.fileno())
        files.unfinished.replace(files.database)
    except OSError:
        files.unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(files.database.parent)


def lengthen(path: Path, length: int) -> None:
    """Fill `path` up to `length` bytes with zeros, durably. Raises OSError."""
    with path.open("ab", buffering=0) as file:
        # In small pieces: what is written at once the system keeps as one, and looks through as a whole at each sync.
        while (missing := length - file.tell()) > 0:  # a disk that is nearly full may take less than it is given
            file.write(bytes(min(_PIECE, missing)))
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def _make_folders(folder: Path) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        _sync_folder(made.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
