"""A back office's folder as a command has it open: beside an office that serves it, for a moment, in any number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from emulator import china
from emulator.back_office import REFUSED, BackOfficeRefused
from emulator.issuer.audit import AuditBroken
from emulator.issuer.audit_key import AuditKey
from emulator.issuer.database import Database, DatabaseUnavailable
from emulator.issuer.folder import REGISTRY, Opened, beside_the_log, opened


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
    with _explained(folder), opened(folder, None, now, serves=False) as files:
        yield files


@contextmanager
def for_restore(folder: Path) -> Iterator[tuple[Database, AuditKey]]:
    """The registry and the audit's key, no transaction being put down. Raises BackOfficeRefused."""
    with _explained(folder), beside_the_log(folder) as files:
        yield files


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except REFUSED as error:
        raise BackOfficeRefused(str(error)) from error
    except DatabaseUnavailable as error:
        raise BackOfficeRefused(f"{folder / REGISTRY} can't be used now: {error}. Try again.") from error
    except AuditBroken as error:
        raise BackOfficeRefused(
            f"{error}. See emulator issuer check --dir {folder}; once it is known why: emulator issuer restore-accept."
        ) from error
    except OSError as error:
        raise BackOfficeRefused(f"{folder}: {error.strerror}. Choose a folder that you may write to.") from error
