"""A slip or a receipt on paper, black on white: in one column on a roll of 80 mm, in two on A5 and A4. Sizes in mm."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from kiosk.glyphs import Glyphs
from kiosk.printer.arrangement import on_roll, on_sheet
from kiosk.printer.block import Block, Setting
from kiosk.printer.paper import Paper
from kiosk.signs import Has

ROLL_MM = 110.0  # narrower paper is a roll
ROLL_MARGIN_MM = 4.0
MARGIN = 0.08  # of a sheet's width
LETTERS_MM = 3.4  # on a roll, and the least on a sheet
LETTERS = 0.034  # of a sheet's width, if all fits on it then
LARGEST_MM = 5.4
STEP_MM = 0.1

_MM = QPageLayout.Unit.Millimeter


def draw(paper: Paper, device: QPagedPaintDevice) -> bool:
    """Draw `paper` on the device's page; on a roll as long as it takes. False where the device fails."""
    has = Glyphs().has
    page = device.pageLayout().fullRect(_MM)
    _set_page(device, page.width(), page.height())
    room = device.pageLayout().paintRect(_MM)
    if page.width() < ROLL_MM:
        blocks = on_roll(paper, Setting(device, has, room.width(), LETTERS_MM))
        _set_page(device, page.width(), _height(blocks) + ROLL_MARGIN_MM * 3)
    else:
        blocks = _on_a_sheet(paper, device, has, room.width(), room.height())
    painter = QPainter()
    return painter.begin(device) and _paint(blocks, painter, device) and painter.end()


def _set_page(device: QPagedPaintDevice, width: float, height: float) -> None:
    side = ROLL_MARGIN_MM if width < ROLL_MM else width * MARGIN
    margins = QMarginsF(side, side, side, side)
    size = QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter)
    device.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, margins, _MM))


def _paint(blocks: list[Block], painter: QPainter, device: QPagedPaintDevice) -> bool:
    y, end = 0.0, device.pageLayout().paintRect(_MM).height()
    for block in blocks:
        if y > 0 and y + block.height > end:
            y = 0.0
            if not device.newPage():
                return False
        block.draw(painter, 0, y)
        y += block.height
    return True


def _on_a_sheet(paper: Paper, device: QPagedPaintDevice, has: Has, width: float, height: float) -> list[Block]:
    """With the largest letters that keep it on one page; with the least ones on several, where none do."""
    size = min(LARGEST_MM, width * LETTERS)
    while True:
        blocks = on_sheet(paper, Setting(device, has, width, size))
        if size <= LETTERS_MM or _height(blocks) <= height:
            return blocks
        size -= STEP_MM


def _height(blocks: list[Block]) -> float:
    return sum(block.height for block in blocks)
