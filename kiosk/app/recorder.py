"""The journal of a terminal at work, whatever its role."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from kiosk import china
from kiosk.journal.entry import Entry
from kiosk.journal.file import JournalFile
from kiosk.journal.writer import JournalWriter
from kiosk.settings import Settings

_log = logging.getLogger("kiosk")


@contextmanager
def journal(settings: Settings, stop_s: float) -> Iterator[Callable[[Entry], None]]:
    """The journal, written by a thread of its own; where it can't be, that is said, and the service goes on.

    What the disk has not taken `stop_s` after the end is said.
    """
    open_file = partial(JournalFile, settings.journal, settings.terminal)
    writer = JournalWriter(open_file, china.now, _log.warning)
    try:
        yield writer.put
    finally:
        writer.close(stop_s)
