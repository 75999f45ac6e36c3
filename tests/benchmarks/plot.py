"""The targets as a picture: how many times as good as asked for each figure is, on a scale that doubles.

Painted with the Qt that is here already: a plotting library would be the largest of the tools, for one picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil, floor, log2
from pathlib import Path

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from kiosk.typeface import FAMILY
from tests.benchmarks.figure import Figure

PIXELS_A_POINT = 2
WIDTH, MARGIN = 1180.0, 36.0
NAMES, SCALE_END, MEASURED_END = 390.0, 880.0, 1030.0  # where each of them ends
TITLE, GROUP, ROW, BAR, FOOT = 84.0, 34.0, 26.0, 10.0, 56.0
INK, SOFT, GRID, GROUND = "#1d2733", "#66727f", "#e3e8ed", "#ffffff"
GOOD, SHORT = "#14695e", "#b3261e"
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
MIDDLE, CENTRED = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignHCenter


def plot(figures: Sequence[Figure], path: Path) -> None:
    """Paint all figures that have a target, as a PNG. There has to be a Qt application: letters need it."""
    asked = [(figure, figure.ratio) for figure in figures if figure.ratio is not None]
    groups = [(topic, list(rows)) for topic, rows in groupby(asked, lambda each: each[0].name.partition(": ")[0])]
    height = TITLE + sum(GROUP + ROW * len(rows) for _, rows in groups) + FOOT
    image = QImage(
        round(WIDTH * PIXELS_A_POINT), round(height * PIXELS_A_POINT), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.setDevicePixelRatio(PIXELS_A_POINT)
    image.fill(QColor(GROUND))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = Scale([ratio for _, ratio in asked])
    short = sum(not figure.met for figure, _ in asked)
    _title(painter, len(asked), short)
    scale.paint(painter, height - FOOT)
    y = TITLE
    for topic, rows in groups:
        _write(painter, QRectF(MARGIN, y + 6, NAMES, GROUP - 6), topic, LEFT | MIDDLE, INK, 13, bold=True)
        y += GROUP
        for figure, ratio in rows:
            _row(painter, scale, figure, ratio, y)
            y += ROW
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(path))


class Scale:
    """Where a ratio is on the picture: a doubling is everywhere the same way."""

    def __init__(self, ratios: Sequence[float]) -> None:
        self.least = min(-1, floor(log2(min(ratios)) - 0.5))
        self.most = max(1, ceil(log2(max(ratios)) + 0.25))

    def at(self, ratio: float) -> float:
        """Points from the left."""
        return NAMES + (SCALE_END - NAMES) * (log2(ratio) - self.least) / (self.most - self.least)

    def paint(self, painter: QPainter, bottom: float) -> None:
        """A line for each doubling; the target's is the one that is seen."""
        for power in range(self.least, self.most + 1):
            x, target = self.at(2.0**power), power == 0
            painter.setPen(QPen(QColor(INK if target else GRID), 1.5 if target else 1))
            painter.drawLine(QLineF(x, TITLE, x, bottom + 6))
            label = "target" if target else f"{2**power}×" if power > 0 else f"1/{2**-power}"
            box = QRectF(x - 40, bottom + 8, 80, 18)
            _write(painter, box, label, CENTRED | MIDDLE, INK if target else SOFT, 10, bold=target)


def _title(painter: QPainter, asked: int, short: int) -> None:
    said = f"all {asked} targets are met" if not short else f"{short} of {asked} targets are missed"
    _write(painter, QRectF(MARGIN, 20, WIDTH, 28), "Measured against what is asked", LEFT | MIDDLE, INK, 19, bold=True)
    under = f"times as good as asked for, to the right of the line is better; {said}"
    _write(painter, QRectF(MARGIN, 48, WIDTH, 20), under, LEFT | MIDDLE, SHORT if short else SOFT, 11)
    for heading, end in (("measured", MEASURED_END), ("target", WIDTH - MARGIN)):
        _write(painter, QRectF(end - 100, TITLE + 6, 100, GROUP - 6), heading, RIGHT | MIDDLE, SOFT, 11)


def _row(painter: QPainter, scale: Scale, figure: Figure, ratio: float, y: float) -> None:
    colour, start, end = GOOD if figure.met else SHORT, scale.at(1), scale.at(ratio)
    middle = y + ROW / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRect(QRectF(QPointF(start, middle - BAR / 2), QPointF(end, middle + BAR / 2)).normalized())
    name = figure.name.partition(": ")[2]
    _write(painter, QRectF(MARGIN, y, NAMES - MARGIN - 14, ROW), name, LEFT | MIDDLE, INK, 11)
    beyond = QRectF(end + 6, y, 60, ROW) if figure.met else QRectF(end - 66, y, 60, ROW)
    _write(painter, beyond, f"{ratio:.2f}×", (LEFT if figure.met else RIGHT) | MIDDLE, colour, 10, bold=True)
    _write(painter, QRectF(MEASURED_END - 120, y, 120, ROW), figure.measured, RIGHT | MIDDLE, INK, 11)
    _write(
        painter, QRectF(MEASURED_END, y, WIDTH - MARGIN - MEASURED_END, ROW), figure.wanted, RIGHT | MIDDLE, SOFT, 11
    )


def _write(
    painter: QPainter, box: QRectF, text: str, where: Qt.AlignmentFlag, colour: str, px: int, *, bold: bool = False
) -> None:
    font = QFont(FAMILY)
    font.setPixelSize(px)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, int(where), text)
