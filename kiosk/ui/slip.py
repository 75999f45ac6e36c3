"""The slip: what to bring and where to go, as a page of A6. No PIN, no name, no number."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from kiosk.ui.guide import ServicePoint
from kiosk.ui.look import FAMILY

A6_MM = QSizeF(105, 148)


def write_slip(path: Path, points: tuple[ServicePoint, ...], terminal: str) -> bool:
    """Write the slip as PDF; False where the file can't be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(A6_MM, QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(9, 9, 9, 9), QPageLayout.Unit.Millimeter)
    writer.setResolution(300)
    painter = QPainter()
    if not painter.begin(writer):
        return False
    mm = 300 / 25.4
    y = 0.0
    for text, height_mm, bold in _lines(points, terminal):
        font = QFont(FAMILY)
        font.setPixelSize(int(height_mm * mm))
        font.setBold(bold)
        painter.setFont(font)
        y += height_mm * mm * 1.75
        painter.drawText(0, int(y), text)
    return painter.end()


def _lines(points: tuple[ServicePoint, ...], terminal: str) -> list[tuple[str, float, bool]]:
    return [
        ("社保密码解锁、重置", 6.0, True),
        ("Unlocking or resetting a PIN", 4.0, False),
        ("请带上 · Please bring", 4.2, True),
        ("社会保障卡 · social security card", 3.8, False),
        ("本人身份证原件 · your ID card", 3.8, False),
        ("服务网点 · Service points", 4.2, True),
        *(
            line
            for point in points
            for line in (
                (f"{point.zh} · {point.en}", 3.4, False),
                (f"  {point.how_zh}", 3.2, False),
            )
        ),
        (f"咨询 12333 · 终端 {terminal}", 3.2, False),
    ]
