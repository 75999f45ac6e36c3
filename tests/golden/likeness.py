"""Whether two pictures show the same, drawn by another font engine or not: what moved a millimetre or less is the same.

Both are grey and a quarter as large. A pixel is strange where it is far darker or lighter than all that the other has
around that place; several together are a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

SMALLER = 4
FAR = 66  # of 255 shades: without smooth edges strokes are up to so much darker
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
    strange = Counter((x // CELL, y // CELL) for x, y in chain(_strange(first, second), _strange(second, first)))
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


def _strange(mine: Rows, theirs: Rows) -> Iterator[tuple[int, int]]:
    """The pixels of `mine` that are far from all that `theirs` has around their place."""
    for y, (row, there) in enumerate(zip(mine, theirs, strict=True)):
        if row != there:
            darkest, lightest = (_picked(theirs[max(0, y - 1) : y + 2], pick) for pick in (min, max))
            for x, (shade, least, most) in enumerate(zip(row, darkest, lightest, strict=True)):
                if shade < least - FAR or shade > most + FAR:
                    yield x, y


def _picked(rows: Rows, pick: Callable[..., int]) -> bytes:
    """Of every pixel and those around it the one that `pick` picks."""
    beside = [each for row in rows for each in (row[:1] + row[:-1], row, row[1:] + row[-1:])]
    return bytes(map(pick, *beside))
