"""Files and folders: really opened, and their disks really written to; nothing is left behind."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from kiosk.doctor.finding import Finding

ROOM = 256 * 1024  # bytes that a disk has to have left


def journal(path: Path) -> Iterator[Finding]:
    """Where entries go."""
    why = file_refused(path)
    if why:
        yield Finding("journal", True, f"{path} can't be written: {why}.", "Set KIOSK_JOURNAL to a file that can be.")
    else:
        yield Finding("journal", False, f"The journal goes to {path}.")


def outbox(path: Path) -> Iterator[Finding]:
    """Where reports wait; what is in it is looked at elsewhere."""
    why = file_refused(path) or folder_refused(path.parent)  # SQLite writes beside it
    if why:
        mend = "Set KIOSK_OUTBOX to a file that can be, in a folder of this user's."
        yield Finding("outbox", True, f"{path} can't be written: {why}.", mend)


def slips(folder: Path) -> Iterator[Finding]:
    """Where slips go for want of a printer."""
    why = folder_refused(folder)
    if why:
        mend = "Set KIOSK_SLIPS to a folder that can be, or set up a printer."
        yield Finding("printer", True, f"No printer, and {folder} can't be written: {why}.", mend)
    else:
        yield Finding("printer", False, f"No printer: slips are saved as PDF in {folder}.")


def file_refused(path: Path) -> str | None:
    """Why the file can't be appended to, or be made with its folders; None where it can."""
    try:
        if path.exists():
            return _opens(path)
        if path.is_symlink():  # a link's own target is never made with its folders
            return _takes(Path(os.path.realpath(path)).parent)
    except OSError as error:
        return _why(error)
    return folder_refused(path.parent)


def folder_refused(folder: Path) -> str | None:
    """Why no file can be put into the folder, or it can't be made; None where it can."""
    try:
        there = next(each for each in (folder, *folder.parents) if os.path.lexists(each))
        if not there.is_dir():
            return f"{there} is no folder" if there.exists() else f"{there} leads nowhere"
        return _takes(there)
    except OSError as error:
        return _why(error)


def _opens(path: Path) -> str | None:
    kind = path.stat().st_mode
    flags = os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK  # a pipe that nobody reads would hold this up
    opened = os.open(path, flags)
    try:
        if stat.S_ISCHR(kind):
            os.write(opened, b"\n")
        left = os.fstatvfs(opened)
        full = stat.S_ISREG(kind) and left.f_blocks > 0 and left.f_bavail * left.f_frsize < ROOM
        return os.strerror(errno.ENOSPC) if full else None
    finally:
        os.close(opened)


def _takes(folder: Path) -> str | None:
    with TemporaryFile(dir=folder, buffering=0) as scratch:
        rest = bytes(ROOM)
        while rest:
            rest = rest[scratch.write(rest) :]
        os.fsync(scratch.fileno())
    return None


def _why(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else str(error)
