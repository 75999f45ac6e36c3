"""What a terminal has to report to the issuer: kept on disk, and delivered by a thread of its own."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TypeVar

from kiosk.issuer.answers import Away, Delivered, Denied
from kiosk.issuer.outbox import Outbox
from kiosk.issuer.postman import Postman
from kiosk.issuer.report import Report
from kiosk.issuer.report_file import ReportFile
from kiosk.journal.entry import Entry, of_report
from kiosk.settings import Settings

_log = logging.getLogger("kiosk")

OfficeT = TypeVar("OfficeT")


@dataclass(frozen=True, slots=True)
class Mail:
    """The outbox, and what has it emptied."""

    outbox: Outbox
    send: Callable[[], None]


@contextmanager
def mail(
    settings: Settings,
    open_office: Callable[[], OfficeT],
    deliver: Callable[[Report, OfficeT], Delivered | Denied | Away],
    hear: Callable[[Report, Delivered | Denied], None],
    record: Callable[[Entry], None],
    stop_s: float,
) -> Iterator[Mail]:
    """The terminal's outbox at work. `hear` is told, on any thread, what the office makes of each report.

    `record` puts that into the journal.
    """

    def told(report: Report, answer: Delivered | Denied) -> None:
        record(of_report(report, answer))
        if isinstance(answer, Denied):
            _log.warning("the issuer does not take a report (%s): %s. See kiosk doctor.", report.kind, answer.reason)
        hear(report, answer)

    due = Event()
    outbox = Outbox(partial(ReportFile, settings.outbox), os.urandom, _log.warning, found=due.set)
    postman = Postman(outbox, open_office, deliver, told, due)
    postman.start()
    try:
        yield Mail(outbox, postman.kick)
    finally:
        postman.stop(stop_s)
        outbox.close(stop_s)
