"""Whether two pictures show the same, drawn by another font engine or not: what moved a millimetre or less is the same.

Both are grey and a quarter as large. A pixel is strange where it is far darker or lighter than all that the other has
around that place; several together are a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

SMALLER = 4
FAR = 48  # of 255 shades
CELL = 12  # pixels of the smaller picture, 12 mm or so
TOGETHER = 5  # strange pixels in one cell

Rows = list[bytes]


@dataclass(frozen=True, slots=True)
class Difference:
    """Cells in which two pictures differ, as column and row; or that their sizes do."""

    cells: frozenset[tuple[int, int]]
    sizes: bool = False

    def __bool__(self) -> bool:
        """Whether there is any."""
        return self.sizes or bool(self.cells)


def reduced(picture: QImage) -> QImage:
    """A picture as it is kept."""
    small = picture.scaled(
        picture.width() // SMALLER,
        picture.height() // SMALLER,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return small.convertToFormat(QImage.Format.Format_Grayscale8)


def difference(one: QImage, other: QImage) -> Difference:
    """Where two reduced pictures differ."""
    if one.size() != other.size():
        return Difference(frozenset(), sizes=True)
    first, second = _rows(one), _rows(other)
    strange: dict[tuple[int, int], int] = {}
    for mine, theirs in ((first, second), (second, first)):
        darkest, lightest = _around(theirs, min), _around(theirs, max)
        for y, (row, low, high) in enumerate(zip(mine, darkest, lightest, strict=True)):
            for x, (shade, least, most) in enumerate(zip(row, low, high, strict=True)):
                if shade < least - FAR or shade > most + FAR:
                    cell = x // CELL, y // CELL
                    strange[cell] = strange.get(cell, 0) + 1
    return Difference(frozenset(cell for cell, count in strange.items() if count >= TOGETHER))


def shown(one: QImage, other: QImage, found: Difference) -> QImage:
    """Both side by side, what differs in a frame."""
    both = QImage(one.width() + other.width() + CELL, max(one.height(), other.height()), QImage.Format.Format_RGB32)
    both.fill(QColor("white"))
    painter = QPainter(both)
    painter.drawImage(0, 0, one)
    painter.drawImage(one.width() + CELL, 0, other)
    painter.setPen(QColor("#D00000"))
    for x, y in found.cells:
        for left in (0, one.width() + CELL):
            painter.drawRect(left + x * CELL, y * CELL, CELL, CELL)
    painter.end()
    return both


def _rows(picture: QImage) -> Rows:
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    every, width, line = bytes(grey.constBits()), grey.width(), grey.bytesPerLine()
    return [every[y * line : y * line + width] for y in range(grey.height())]


def _around(rows: Rows, pick: Callable[[int, int, int], int]) -> Rows:
    """Of every pixel and the eight around it the one that `pick` picks."""
    across = [bytes(map(pick, *_beside(row))) for row in rows]
    above, below = [across[0], *across[:-1]], [*across[1:], across[-1]]
    return [bytes(map(pick, *three)) for three in zip(above, across, below, strict=True)]


def _beside(row: bytes) -> Sequence[bytes]:
    return row[:1] + row[:-1], row, row[1:] + row[-1:]
