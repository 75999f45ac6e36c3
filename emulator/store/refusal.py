"""Why a file can't be a card's memory, and what mends it."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class StoreRefused(Exception):
    """The file can't serve as this card's memory; the message says why and what mends it. The file is left as it is."""


class Broken(Exception):
    """What was read is not the whole memory of a card, or not its last state; the message says why."""


def in_use(path: Path) -> StoreRefused:
    """Another process, or another card of this one, has it open."""
    return StoreRefused(
        f"{path} is in use by another process, or by a card that is still open here. "
        "End or close that one, or choose another folder."
    )


def damaged(path: Path, reason: object) -> StoreRefused:
    """What is there can't be believed."""
    return StoreRefused(
        f"{path} is damaged ({reason}). It was left as it is: restore a copy, or move it away to start a new card."
    )


def unreachable(path: Path, error: OSError) -> StoreRefused:
    """The system doesn't let it be read or written."""
    why = "it is no folder" if isinstance(error, FileExistsError | NotADirectoryError) else error.strerror
    return StoreRefused(f"{path} can't be opened: {why}. Choose a folder that you may write to, on a disk with room.")


def explained(path: Path, error: sqlite3.Error) -> StoreRefused:
    """What SQLite says of a file, with the mend."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return in_use(path)
    return StoreRefused(f"{path} can't be used: {error}. Check that the folder is writable and the disk has room.")
