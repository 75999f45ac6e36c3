"""A back office's folder as a command has it open: beside an office that serves it, for a moment, in any number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from emulator.back_office import REGISTRY, BackOfficeRefused
from emulator.issuer.database import Database, DatabaseRefused, DatabaseUnavailable


@contextmanager
def at_command(folder: Path) -> Iterator[Database]:
    """The registry in `folder`, whoever serves it meanwhile; what is changed in `writing` is in the audit as well.

    Raises BackOfficeRefused, also for what the caller finds unavailable: the message names the mend.
    """
    path = folder / REGISTRY
    if not path.exists():
        raise BackOfficeRefused(f"{folder} has no {REGISTRY}. Say --dir for the folder of a back office.")
    try:
        with closing(Database.open(path)) as database:
            yield database
    except DatabaseRefused as error:
        raise BackOfficeRefused(str(error)) from error
    except DatabaseUnavailable as error:
        raise BackOfficeRefused(f"{path} can't be used now: {error}. Try again.") from error
