"""A button that can't be pressed now is still seen to be one, and seen to be off without any colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage

from kiosk.ui.measure import Writing, worst_contrast
from tests.support.stage import Stage
from tests.ui.routes import PRESENT, to_the_pad

EDGE_PX = 4  # how far in from a button's edge its frame is looked for
FADED_MS = 200  # what moved before everything stood still has come to its end


def test_its_frame_is_broken_and_can_be_seen(stage: Stage) -> None:
    to_the_pad(stage)
    for high in (False, True):
        if high:
            stage.touch("高对比")
        off = _upper_edge(stage, "下一步")
        stage.key(PRESENT)
        on = _upper_edge(stage, "下一步")
        for _ in PRESENT:
            stage.press(Qt.Key.Key_Backspace)

        assert (_seen(off), _seen(on)) == ("broken", "whole"), f"high contrast: {high}"
    stage.touch("标准")


def _upper_edge(stage: Stage, button: str) -> list[float]:
    """Of each column of the middle of its upper edge the best contrast (1–21) with the paper above the button."""
    item = stage.find(button)
    stage.rest(FADED_MS)
    picture = stage.screen.window.grabWindow().convertToFormat(QImage.Format.Format_RGB32)
    box = item.mapRectToScene(QRectF(0, 0, item.width(), item.height())).toAlignedRect()
    paper = picture.pixelColor(box.center().x(), box.top() - EDGE_PX)
    columns = range(box.left() + box.width() // 4, box.right() - box.width() // 4)
    rows = range(box.top(), box.top() + EDGE_PX)
    return [max(_ratio(picture.pixelColor(x, y), paper) for y in rows) for x in columns]


def _seen(edge: list[float]) -> str:
    told = [ratio >= 3.0 for ratio in edge]
    return "whole" if all(told) else "broken" if any(told) else "not at all"


def _ratio(ink: QColor, paper: QColor) -> float:
    """WCAG 2's."""
    behind = QImage(1, 1, QImage.Format.Format_RGB32)
    behind.fill(paper)
    return worst_contrast(Writing("", 0, ink, QRectF(0, 0, 1, 1), QRectF(), False), behind)
