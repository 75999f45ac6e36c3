"""A button that can't be pressed now is still seen to be one, and seen to be off without any colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage

from kiosk.ui.measure import ratio
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
    return [max(ratio(picture.pixelColor(x, y), paper) for y in rows) for x in columns]


def _seen(edge: list[float]) -> str:
    told = [contrast >= 3.0 for contrast in edge]
    return "whole" if all(told) else "broken" if any(told) else "not at all"
