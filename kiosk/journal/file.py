"""The journal on disk: one JSON object a line, only ever appended."""

from __future__ import annotations

import json
import os
import stat
from datetime import datetime
from pathlib import Path

from kiosk.journal.entry import Entry


class JournalFile:
    """Appends entries to a file; raises OSError where the disk does not take them, and waits as long as it does.

    The file may be renamed or removed meanwhile, as for a rotation: the next entry goes into a new one of its name.
    """

    def __init__(self, path: Path, terminal: str) -> None:
        """Creates folder and file."""
        self._path = path
        self._file = _opened(path)
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
            stale, self._file = self._file, _opened(self._path)
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


def _opened(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    ends = os.O_WRONLY if path.exists() and not path.is_file() else os.O_RDWR  # how a device or pipe ends is not asked
    return os.open(path, ends | os.O_APPEND | os.O_CREAT, 0o600)
