"""The journal on disk: one JSON object a line, only ever appended."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from kiosk.journal.entry import Entry


class JournalFile:
    """Appends entries to a file; raises OSError where the disk does not take them, and waits as long as it does."""

    def __init__(self, path: Path, terminal: str) -> None:
        """Creates folder and file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._terminal = terminal

    def append(self, at: datetime, entry: Entry) -> None:
        """Write one line, in one piece; `at` is a time with its zone."""
        line = {
            "at": at.isoformat(timespec="milliseconds"),
            "terminal": self._terminal,
            "what": entry.what,
            **({"card": entry.card} if entry.card else {}),
            **entry.details,
        }
        os.write(self._file, json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)
