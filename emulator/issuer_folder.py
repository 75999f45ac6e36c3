"""A back office's folder as a command has it open: beside an office that serves it, for a moment, in any number."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from emulator import china
from emulator.back_office import REFUSED, BackOfficeRefused
from emulator.issuer.audit import AuditBroken
from emulator.issuer.audit_key import AuditKey
from emulator.issuer.database import Database, DatabaseUnavailable
from emulator.issuer.folder import AUDIT_KEY, HEAD, KEYS, REGISTRY, Opened, audit_key_of, beside_the_log, opened
from emulator.issuer.private_file import opened_file

PATIENCE_S = 10.0  # a person waits longer than a terminal: a dozen commands at once all get their turn


@contextmanager
def at_command(folder: Path, now: Callable[[], datetime] = china.now) -> Iterator[Database]:
    """The registry in `folder`, whoever serves it meanwhile; what is changed in `writing` is in the audit as well.

    Raises BackOfficeRefused, also for what the caller finds unavailable or not as the audit says: the message names
    the mend.
    """
    with files_at_command(folder, now) as files:
        yield files.database


@contextmanager
def files_at_command(folder: Path, now: Callable[[], datetime] = china.now) -> Iterator[Opened]:
    """All of the folder's files, as `at_command`."""
    with _explained(folder), opened(folder, None, now, serves=False, patience_s=PATIENCE_S) as files:
        yield files


@contextmanager
def to_look(folder: Path, now: Callable[[], datetime] = china.now) -> Iterator[Opened]:
    """As `files_at_command`, for who changes nothing: a folder that can't be written to is looked at in a copy."""
    if is_writable(folder):
        with files_at_command(folder, now) as files:
            yield files
        return
    with TemporaryDirectory(prefix="issuer-") as name:
        copy = Path(name)
        with _explained(folder):
            _copy(folder, copy)
        try:
            with files_at_command(copy, now) as files:
                yield files
        except BackOfficeRefused as refused:
            raise BackOfficeRefused(str(refused).replace(name, str(folder))) from refused


def is_writable(folder: Path) -> bool:
    """Whether a registry that may be there can be written to; False on a disk that is read-only."""
    there = [path for path in (folder, folder / REGISTRY) if path.exists()]
    return all(os.access(path, os.W_OK, effective_ids=True) for path in there)


def _copy(folder: Path, to: Path) -> None:
    """What SQLite and the audit write to; keys stay where they are."""
    for name in (REGISTRY, f"{REGISTRY}-wal", HEAD):
        with suppress(FileNotFoundError), opened_file(folder / name) as file:
            (to / name).touch(0o600)
            with (to / name).open("wb") as copied:
                shutil.copyfileobj(file, copied)
    for name, place in ((KEYS, folder / KEYS), (AUDIT_KEY, audit_key_of(folder))):
        if place.exists():
            (to / name).symlink_to(place.absolute())


@contextmanager
def for_restore(folder: Path) -> Iterator[tuple[Database, AuditKey]]:
    """The registry and the audit's key, no transaction being put down. Raises BackOfficeRefused."""
    with _explained(folder, once_known=""), beside_the_log(folder, PATIENCE_S) as files:
        yield files


@contextmanager
def _explained(
    folder: Path, once_known: str = "; once it is known why: emulator issuer restore-accept"
) -> Iterator[None]:
    try:
        yield
    except REFUSED as error:
        raise BackOfficeRefused(str(error)) from error
    except DatabaseUnavailable as error:
        raise BackOfficeRefused(f"{folder / REGISTRY} can't be used now: {error}. Try again.") from error
    except AuditBroken as error:
        raise BackOfficeRefused(f"{error}. See emulator issuer check --dir {folder}{once_known}.") from error
    except OSError as error:
        at = error.filename or folder
        raise BackOfficeRefused(f"{at}: {error.strerror}. Choose a folder that you may write to.") from error
