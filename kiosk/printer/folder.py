"""The folder of slips as PDFs: named by time and terminal, the owner's alone, the oldest thrown away."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

KEPT = 100
_UNFINISHED = ".unfinished"


def keep(pdf: bytes, folder: Path, terminal: str, at: datetime) -> Path:
    """Write `pdf` under a name that was free, where it is whole as soon as it is not empty.

    Raises OSError, and leaves nothing, where the disk does not take it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = _reserved(folder, f"slip-{at:%Y%m%d-%H%M%S}-{terminal}")
    unfinished = path.with_suffix(_UNFINISHED)
    try:
        unfinished.unlink(missing_ok=True)  # what a killed process left, or a link that somebody put there
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(pdf)
            opened.flush()
            os.fsync(opened.fileno())  # a disk on a network says no more until it has to
        unfinished.replace(path)
    except OSError:
        for each in (unfinished, path):
            each.unlink(missing_ok=True)
        raise
    _tidy(folder, path)
    return path


def _reserved(folder: Path, stem: str) -> Path:
    """An empty file of a name that was free."""
    for number in count(1):
        path = folder / (f"{stem}.pdf" if number == 1 else f"{stem}.{number}.pdf")
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            return path
    raise AssertionError("numbers do not end")


_OWN = re.compile(r"slip-[0-9]{8}-[0-9]{6}-[0-9A-Za-z-]{1,20}(\.[0-9]+)?\.(pdf|unfinished)")


def _tidy(folder: Path, newest: Path) -> None:
    """Throw the oldest away, by their names, and nothing that is not a slip. What can't be thrown away stays."""
    others = sorted(path for path in folder.iterdir() if _OWN.fullmatch(path.name) and path != newest)
    for path in others[: max(0, len(others) - KEPT + 1)]:
        with suppress(OSError):
            path.unlink()
