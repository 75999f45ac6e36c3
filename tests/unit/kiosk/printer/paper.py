"""Slips and receipts to print, and what can be read on them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from pathlib import Path
from unicodedata import normalize

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF
from PySide6.QtGui import QPageSize
from PySide6.QtPdf import QPdfDocument

from emulator.assets import ASSETS
from kiosk.errand import Errand
from kiosk.guide import ServicePoint, service_points
from kiosk.printer.paper import Paper
from kiosk.printer.receipt import Done, receipt_of
from kiosk.printer.slip import slip_of

POINTS_FILE = ASSETS / "guide" / "service-points.toml"
POINTS = service_points(POINTS_FILE)
AT = datetime(2026, 11, 22, 14, 5, 9, tzinfo=timezone(timedelta(hours=8)))
TERMINAL = "610100-0007"
LANGUAGES = ("zh_CN", "en")

# A PDF names the first character that a glyph stands for; these are the ones that NFKC leaves apart.
TWINS = str.maketrans("⻚⻓⻢戶⺠‒", "页长马户民–")

MM = QPageSize.Unit.Millimeter
PAPERS = {
    "A5": QPageSize(QPageSize.PageSizeId.A5),
    "A4": QPageSize(QPageSize.PageSizeId.A4),
    "roll": QPageSize(QSizeF(80, 297), MM),
}


def slip(language: str = "zh_CN", points: tuple[ServicePoint, ...] = POINTS, errand: Errand = Errand.UNLOCK) -> Paper:
    """A slip for the bundled card."""
    return slip_of(errand, "569X", language, TERMINAL, AT, points)


def receipt(done: Done, language: str = "zh_CN", points: tuple[ServicePoint, ...] = POINTS) -> Paper:
    """A receipt for the bundled card."""
    return receipt_of(done, "569X", language, TERMINAL, AT, points)


def written(paper: Paper) -> str:
    """All that it says, and its code."""
    return str(asdict(paper)).replace("\\'", "'")


def pages_of(pdf: bytes | Path) -> list[str]:
    """The text on each page, as `plain` makes it."""
    document, buffer = opened(pdf)
    pages = [plain(document.getAllText(page).text()) for page in range(document.pageCount())]
    buffer.close()
    return pages


def sizes_of(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    document, buffer = opened(pdf)
    points = [document.pagePointSize(page) for page in range(document.pageCount())]
    buffer.close()
    return [(round(size.width() / 72 * 25.4), round(size.height() / 72 * 25.4)) for size in points]


def opened(pdf: bytes | Path) -> tuple[QPdfDocument, QBuffer]:
    """The document, and what it is read from."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf.read_bytes() if isinstance(pdf, Path) else pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    assert document.status() is QPdfDocument.Status.Ready
    return document, buffer


def plain(text: str) -> str:
    """Without spaces, for a line may be broken anywhere; and of characters that share a glyph, always the same one."""
    return "".join(normalize("NFKC", text).translate(TWINS).split())
