"""A machine that no paper comes out of offers none, and its QR code says what the slip would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import segno
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from emulator.assets import ASSETS
from kiosk.errand import Errand
from kiosk.guide import public_text, service_points
from kiosk.ui.look import LANGUAGES, PX_PER_MM, Look
from tests.support.stage import Stage
from tests.ui.counter import at_the_counter
from tests.ui.views import VIEWS

LEAST_MM = 0.45  # of a module that a phone tells from the next one, held at a hand's distance
AROUND = 4  # modules of white


@pytest.fixture
def hall(window: Stage) -> Iterator[Stage]:
    """The window with nothing going on behind it, in its own look and with a printer again at the end."""
    before = window.screen.model.look
    with at_the_counter(window):
        yield window
        window.screen.model.print_paper(True)
        window.screen.wear(before)


@pytest.mark.parametrize(
    ("view", "button"), [("unlock-explained-unlock", "打印办理单"), ("unlock-done-reset", "打印回执")]
)
def test_paper_is_offered_where_it_comes_out_and_nowhere_else(hall: Stage, view: str, button: str) -> None:
    hall.screen.model.show(VIEWS[view])
    offered = []
    for prints in (True, False):
        hall.screen.model.print_paper(prints)
        hall.settle()
        offered.append(button in hall.controls())

    assert offered == [True, False]


@pytest.mark.parametrize("size", PX_PER_MM, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_on_the_screen_is_read_as_what_the_slip_says(
    hall: Stage, language: str, size: tuple[int, int]
) -> None:
    hall.screen.wear(Look(language, "standard", "standard", *size, PX_PER_MM[size], still=True))
    hall.screen.model.show(VIEWS["unlock-explained-replace"])
    hall.settle()
    while not (codes := [item for item in hall.items() if item.objectName() == "code"]):
        hall.touch("more")
        hall.settle()
    (code,) = codes
    text = public_text(Errand.REPLACE, service_points(ASSETS / "guide" / "service-points.toml"), language)
    rows = [bytes(row) for row in segno.make(text, error="l").matrix]
    module = int(code.width()) // 89
    seen = modules(hall, code, len(rows), module)

    assert (seen, module / PX_PER_MM[size] >= LEAST_MM) == ([list(row) for row in rows], True)


def modules(stage: Stage, code: QQuickItem, side: int, px: int) -> list[list[int]]:
    """What a camera sees at the middle of each module, 1 for a dark one; the white around it has to be white."""
    picture = stage.screen.window.grabWindow()
    box = code.mapRectToScene(QRectF(0, 0, code.width(), code.height()))
    left, top = box.center().x() - side * px / 2, box.center().y() - side * px / 2

    def dark(down: int, across: int) -> int:
        return int(picture.pixelColor(int(left + (across + 0.5) * px), int(top + (down + 0.5) * px)).lightness() < 128)

    around = (-AROUND, side + AROUND - 1)
    assert not any(dark(down, across) for down in around for across in range(-AROUND, side + AROUND))
    assert not any(dark(down, across) for across in around for down in range(-AROUND, side + AROUND))
    return [[dark(down, across) for across in range(side)] for down in range(side)]
