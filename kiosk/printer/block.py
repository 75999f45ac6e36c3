"""Pieces of a page, measured in mm and put together beside and above one another; Qt's pixels only where they draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import segno
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintDevice, QPainter, QTextLayout, QTextOption

from kiosk.signs import Has, in_line
from kiosk.typeface import FAMILY

MM_PER_INCH = 25.4
LINE = 1.36  # of the letters' size; the family's own 1.45 is loose on paper

LEFT, CENTRE, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight

# Off: the family is the Simplified Chinese one anyway, and a PDF can't name the digits that it has for Latin text.
_LOCAL_FORMS = QFont.Tag("locl")

Draw = Callable[[QPainter, float, float], None]


@dataclass(frozen=True, slots=True)
class Block:
    """What stays together on a page: its height in mm, and how it is drawn with its left upper corner at x and y mm."""

    height: float
    draw: Draw


def above(*blocks: Block) -> Block:
    """One under the other."""

    def draw(painter: QPainter, x: float, y: float) -> None:
        for block in blocks:
            block.draw(painter, x, y)
            y += block.height

    return Block(sum(block.height for block in blocks), draw)


def beside(*blocks: tuple[float, Block]) -> Block:
    """Side by side, each at so many mm from the left, all at the same height."""

    def draw(painter: QPainter, x: float, y: float) -> None:
        for left, block in blocks:
            block.draw(painter, x + left, y)

    return Block(max(block.height for _, block in blocks), draw)


def space(height: float) -> Block:
    """Nothing."""
    return Block(height, lambda *_: None)


def rule(width: float, thickness: float) -> Block:
    """A line across."""
    return Block(thickness, lambda painter, x, y: _fill(painter, x, y, width, thickness))


def box(side: float, line: float, size: float) -> Block:
    """An empty box to tick, in the middle of a line of letters of `size`."""
    down = (size * LINE - side) / 2

    def draw(painter: QPainter, x: float, y: float) -> None:
        y += down
        for edge in (0.0, side - line):
            _fill(painter, x, y + edge, side, line)
            _fill(painter, x + edge, y, line, side)

    return Block(size * LINE, draw)


@dataclass(frozen=True, slots=True)
class Setting:
    """What text is set for: the device, the signs that its fonts have, the width to fill, the letters' size."""

    device: QPaintDevice
    has: Has
    width: float
    size: float

    def text(
        self,
        words: str,
        *,
        scale: float = 1.0,
        width: float | None = None,
        bold: bool = False,
        align: Qt.AlignmentFlag = LEFT,
    ) -> Block:
        """A paragraph in letters `scale` times the size, broken at `width`."""
        size, dots = self.size * scale, self._dots
        layout = QTextLayout(in_line(words, self.has), self._font(scale, bold=bold), self.device)
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        step, count = size * LINE * dots, 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth((width or self.width) * dots)
            line.setPosition(QPointF(0, count * step + (step - line.height()) / 2))
            count += 1
        layout.endLayout()
        return Block(count * size * LINE, lambda painter, x, y: layout.draw(painter, QPointF(x * dots, y * dots)))

    def length(self, words: str, *, scale: float = 1.0, bold: bool = False) -> float:
        """How long `words` are on one line."""
        return (
            QFontMetricsF(self._font(scale, bold=bold), self.device).horizontalAdvance(in_line(words, self.has))
            / self._dots
        )

    def gap(self, scale: float) -> Block:
        """Nothing, `scale` times the size."""
        return space(self.size * scale)

    def rule(self, scale: float) -> Block:
        """A line across, `scale` times the size thick."""
        return rule(self.width, self.size * scale)

    @property
    def _dots(self) -> float:
        return self.device.logicalDpiY() / MM_PER_INCH

    def _font(self, scale: float, *, bold: bool) -> QFont:
        font = QFont(FAMILY)
        font.setPixelSize(max(1, round(self.size * scale * self._dots)))
        font.setBold(bold)
        font.setFeature(_LOCAL_FORMS, 0)
        return font


def code(content: str, side: float) -> Block:
    """The QR code of `content`, without the white around it."""
    rows = [bytes(row) for row in segno.make(content, error="m").matrix]
    module = side / len(rows)

    def draw(painter: QPainter, x: float, y: float) -> None:
        for down, row in enumerate(rows):
            for start, end in _runs(row):
                _fill(painter, x + start * module, y + down * module, (end - start) * module, module)

    return Block(side, draw)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where the dark modules of a row begin and end."""
    edges = [at for at in range(len(row) + 1) if (at and row[at - 1]) != (at < len(row) and row[at])]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _fill(painter: QPainter, x: float, y: float, width: float, height: float) -> None:
    """Black, on whole dots: a QR code has no seams then."""
    dots = painter.device().logicalDpiY() / MM_PER_INCH
    left, top, right, bottom = (round(edge * dots) for edge in (x, y, x + width, y + height))
    painter.fillRect(QRectF(left, top, max(1, right - left), max(1, bottom - top)), Qt.GlobalColor.black)
