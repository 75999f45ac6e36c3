"""The journal on disk: one JSON object a line, only ever appended."""

from __future__ import annotations

import errno
import json
import os
import stat
from datetime import datetime
from pathlib import Path

from kiosk.journal.entry import Entry

_BEGINS = b"{"  # each line is an object
_PAGE = 4096  # bytes that a disk has to have left at the start


class JournalFile:
    """Appends entries to a file; raises OSError where the disk does not take them, and waits as long as it does.

    The file may be renamed or removed meanwhile, as for a rotation: the next entry goes into a new one of its name.
    """

    def __init__(self, path: Path, terminal: str) -> None:
        """Creates folder and file, and finds out whether the disk has room."""
        self._path = path
        self._file = opened(path)
        self._terminal = terminal

    def append(self, at: datetime, entry: Entry) -> None:
        """Write one line; `at` is a time with its zone. After an OSError a part of it may be there, as a line alone."""
        line = {
            "at": at.isoformat(timespec="milliseconds"),
            "terminal": self._terminal,
            "what": entry.what,
            **({"card": entry.card} if entry.card else {}),
            **entry.details,
        }
        if not self._is_in_place():
            stale, self._file = self._file, opened(self._path)
            os.close(stale)
        self._write(self._start() + json.dumps(line, ensure_ascii=False).encode(errors="backslashreplace") + b"\n")

    def close(self) -> None:
        """Close the file. Raises OSError where the disk tells so late that it did not take something."""
        os.close(self._file)

    def _is_in_place(self) -> bool:
        ours = os.fstat(self._file)
        try:
            named = os.stat(self._path)
        except FileNotFoundError:
            return False
        return (ours.st_dev, ours.st_ino) == (named.st_dev, named.st_ino)

    def _start(self) -> bytes:
        """A line's end where the last line has none: a crash, or a full disk, cut it short."""
        about = os.fstat(self._file)
        if not stat.S_ISREG(about.st_mode) or about.st_size == 0:
            return b""
        return b"" if os.pread(self._file, 1, about.st_size - 1) == b"\n" else b"\n"

    def _write(self, rest: bytes) -> None:
        """In one piece, where the disk takes it so: several terminals may append to one file."""
        while rest:
            rest = rest[os.write(self._file, rest) :]


def opened(path: Path, more: int = 0) -> int:
    """A file descriptor to append to `path` with, of an open with `more` flags; folder and file are made.

    Raises OSError, also for a disk without room, or a device that takes nothing: before the first entry comes; and for
    a file with something else than a journal in it, which stays as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    ends = os.O_WRONLY if path.exists() and not path.is_file() else os.O_RDWR  # how a device or pipe ends is not asked
    file = os.open(path, ends | os.O_APPEND | os.O_CREAT | more, 0o600)
    try:
        if stat.S_ISREG(os.fstat(file).st_mode):
            if os.pread(file, 1, 0) not in (b"", _BEGINS):
                raise OSError(errno.EINVAL, "it is no journal: something else is in it")
            _find_room(os.path.dirname(os.path.realpath(path)))
        else:
            os.write(file, b"")
    except OSError as error:
        os.close(file)
        error.filename = os.fspath(path)  # whoever hears of it looks for a name
        raise
    return file


def _find_room(folder: str) -> None:
    """Raises OSError where the folder's disk has none, shown by a file without a name: the journal stays as it is."""
    try:
        scratch = os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o600)
    except OSError:  # not every disk has such files, and not every folder takes a new one; the first entry will tell
        return
    try:
        rest = bytes(_PAGE)
        while rest:
            rest = rest[os.write(scratch, rest) :]
    finally:
        os.close(scratch)
