"""Files and folders: tried with what `kiosk run` opens them with, their disks written to, and nothing left behind."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk import china
from kiosk.doctor.finding import Finding
from kiosk.issuer.report_file import ReportFile, ReportsRefused, try_open
from kiosk.journal import file as journal_file
from kiosk.printer.folder import keep

ROOM = 256 * 1024  # bytes; a disk with less left is full within the day
SLIP = bytes(48 * 1024)  # a slip in Chinese takes 45 KB
PAGE = bytes(4096)


def journal(path: Path) -> Iterator[Finding]:
    """Where entries go."""
    if why := journal_refused(path):
        yield Finding("journal", True, f"{path} can't be written: {why}.", "Set KIOSK_JOURNAL to a file that can be.")
    else:
        yield _in_order("journal", f"The journal goes to {path}.", path)


def outbox(path: Path) -> Iterator[Finding]:
    """Where reports wait; what is in it is looked at elsewhere."""
    if why := outbox_refused(path):
        mend = "Set KIOSK_OUTBOX to a file that can be, in a folder of this user's."
        yield Finding("outbox", True, f"{path} can't be written: {why}.", mend)
    elif _nearly_full(path):
        yield _in_order("outbox", f"Reports wait in {path}.", path)


def slips(folder: Path) -> Iterator[Finding]:
    """Where slips go for want of a printer."""
    if why := _refused(folder, lambda like: keep(SLIP, like, "doctor", china.now()), there=None):
        mend = "Set KIOSK_SLIPS to a folder that can be, or set up a printer."
        yield Finding("printer", True, f"No printer, and {folder} can't be written: {why}.", mend)
    else:
        yield _in_order("printer", f"No printer: slips are saved as PDF in {folder}.", folder)


def journal_refused(path: Path) -> str | None:
    """Why no journal can be kept there; None where it can."""
    return _refused(path, _journal, there=_journal)


def outbox_refused(path: Path) -> str | None:
    """Why no reports can wait there, what is in the file aside; None where they can."""
    if os.path.islink(path):  # wherever it leads
        return "it is a link"
    return _refused(path, _new_outbox, there=_outbox)


def folder_refused(folder: Path) -> str | None:
    """Why no file can be put into the folder, or it can't be made; None where it can."""
    return _refused(folder, _file_in, there=None)


def _journal(path: Path) -> None:
    os.close(journal_file.opened(path, os.O_NONBLOCK))  # a pipe that nobody reads would hold this up


def _new_outbox(path: Path) -> None:
    file = ReportFile(path)
    try:
        file.try_disk()
    finally:
        file.close()


def _outbox(path: Path) -> None:
    try_open(path)
    _in_scratch(Path(os.path.realpath(path)).parent, Path("outbox"), _new_outbox)  # SQLite writes beside it


def _file_in(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "doctor", "xb", buffering=0) as file:
        rest = PAGE
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())


Attempt = Callable[[Path], object]


def _refused(path: Path, attempt: Attempt, *, there: Attempt | None) -> str | None:
    """Why an attempt fails: `there` at what is there, else `attempt` at what would be, under another name."""
    try:
        if there is not None and _is_there(path):
            there(path)
        else:
            _stand_in(path, attempt)
    except _Said as said:
        return str(said)
    except OSError as error:
        return _why(error)
    except ReportsRefused as refused:
        cause = refused.__cause__
        return _why(cause) if isinstance(cause, OSError) else str(cause or refused)
    return None


class _Said(Exception):
    """What is wrong, in words that say more than the system's."""


def _is_there(path: Path) -> bool:
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _stand_in(path: Path, attempt: Attempt) -> None:
    """Attempt it at a path like this one, from the first folder that is there, in a folder that goes again."""
    if path.is_symlink() and not path.exists():  # a link's own target is never made with its folders
        path = Path(os.path.realpath(path))
        os.stat(path.parent)
    there = next(each for each in (path, *path.parents) if os.path.lexists(each))
    if not there.is_dir():
        raise _Said(f"{there} is no folder" if there.exists() else f"{there} leads nowhere")
    _in_scratch(there, path.relative_to(there), attempt)


def _in_scratch(folder: Path, rest: Path, attempt: Attempt) -> None:
    with TemporaryDirectory(prefix=".kiosk-doctor-", dir=folder) as scratch:
        attempt(scratch / rest)


def _in_order(what: str, says: str, path: Path) -> Finding:
    left = _nearly_full(path)
    if left is None:
        return Finding(what, False, says)
    return Finding(what, False, f"{says} Its disk is nearly full: {left // 1024} KB are left.", "Make room on it.")


def _nearly_full(path: Path) -> int | None:
    """The bytes that are left, where they are few; None where there are enough, or nobody counts them."""
    there = next(each for each in (path, *path.parents) if each.exists())
    if not stat.S_ISREG(kind := there.stat().st_mode) and not stat.S_ISDIR(kind):
        return None
    disk = os.statvfs(there)
    left = disk.f_bavail * disk.f_frsize
    return left if disk.f_blocks > 0 and left < ROOM else None


def _why(error: OSError) -> str:
    return error.strerror or str(error)
