"""The folder of slips as PDFs: named by time and terminal, the owner's alone, the oldest thrown away."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

KEPT = 100


def keep(pdf: bytes, folder: Path, terminal: str, at: datetime) -> Path:
    """Write `pdf` under a name that was free. Raises OSError, and leaves nothing, where the disk does not take it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path, file = _new(folder, f"slip-{at:%Y%m%d-%H%M%S}-{terminal}")
    try:
        with os.fdopen(file, "wb") as opened:
            opened.write(pdf)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    _tidy(folder, path)
    return path


def _new(folder: Path, stem: str) -> tuple[Path, int]:
    """A file that was not there, and its open descriptor."""
    for number in count(1):
        path = folder / (f"{stem}.pdf" if number == 1 else f"{stem}.{number}.pdf")
        with suppress(FileExistsError):
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    raise AssertionError("numbers do not end")


_OWN = re.compile(r"slip-[0-9]{8}-[0-9]{6}-[0-9A-Za-z-]{1,20}(\.[0-9]+)?\.pdf")


def _tidy(folder: Path, newest: Path) -> None:
    """Throw the oldest away, by their names, and nothing that is not a slip. What can't be thrown away stays."""
    others = sorted(path for path in folder.iterdir() if _OWN.fullmatch(path.name) and path != newest)
    for path in others[: max(0, len(others) - KEPT + 1)]:
        with suppress(OSError):
            path.unlink()
