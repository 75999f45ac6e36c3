"""What the printing process does with a job: to the system's printer, or into a PDF where there is none."""

from __future__ import annotations

import json

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kiosk.guide import service_points
from kiosk.printer.folder import keep
from kiosk.printer.job import PDF, Job
from kiosk.printer.outcome import Failed, Printed, Reason, Saved, SlipOutcome
from kiosk.printer.page import draw
from kiosk.printer.paper import Paper
from kiosk.printer.receipt import receipt_of
from kiosk.printer.slip import slip_of

DOTS_PER_INCH = 600


def carry_out(job: Job) -> SlipOutcome:
    """Print or save one slip or receipt; needs Qt's application. Raises what `service_points` does."""
    to, paper = job.destination, _paper(job)
    printer = _info(to.printer)
    if not printer.isNull():
        return _printed(paper, printer)
    if to.printer not in ("", PDF) or not to.keeps:
        return Failed(Reason.NO_PRINTER)
    try:
        return Saved(keep(pdf(paper), to.folder, to.terminal, job.at))
    except OSError:
        return Failed(Reason.NOT_SAVED)


def describe(name: str) -> str:
    """The printer of this name as JSON: {"name", "stopped"}, or null where there is none."""
    info = _info(name)
    if info.isNull():
        return json.dumps(None)
    return json.dumps({"name": info.printerName(), "stopped": _stopped(info)})


def pdf(paper: Paper, size: QPageSize | None = None) -> bytes:
    """The paper as a PDF; on A5 unless another size is named."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(paper.title)
    writer.setResolution(DOTS_PER_INCH)
    writer.setPageSize(size or QPageSize(QPageSize.PageSizeId.A5))
    draw(paper, writer)
    return bytes(buffer.data().data())


def _paper(job: Job) -> Paper:
    said = (job.last_four, job.language, job.destination.terminal, job.at, service_points(job.points))
    return slip_of(job.errand, *said) if job.done is None else receipt_of(job.done, *said)


def _info(name: str) -> QPrinterInfo:
    """The system printer of this name, the default one for ""; null where there is none or none is wanted."""
    if name == PDF:
        return QPrinterInfo()
    return QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()


def _printed(paper: Paper, info: QPrinterInfo) -> SlipOutcome:
    if _stopped(info):
        return Failed(Reason.STOPPED)
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setDocName(paper.title)
    return Printed() if draw(paper, printer) else Failed(Reason.NOT_DRAWN)


def _stopped(info: QPrinterInfo) -> bool:
    return info.state() is QPrinter.PrinterState.Error
