"""What the comparison of pictures sees, and what it looks over: proved on screens as the window draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtGui import QFont, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.roles.view import View
from tests.golden.likeness import difference, shown
from tests.golden.scenes import LOOKS, Scene, drawn, seen
from tests.support.stage import Stage
from tests.ui.counter import at_the_counter

MOVED_MM = 4
HINTING = QFont.HintingPreference
DRAWN_OTHERWISE: dict[str, Callable[[QFont], None]] = {
    "without hinting": lambda font: font.setHintingPreference(HINTING.PreferNoHinting),
    "without smooth edges": lambda font: font.setStyleStrategy(QFont.StyleStrategy.NoAntialias),
}
MENU = Scene("menu", "most")


@pytest.fixture(scope="module")
def scene(window: Stage) -> Iterator[Stage]:
    """The window with the menu, and nothing behind it."""
    before = window.screen.model.look
    with at_the_counter(window):
        drawn(MENU, window.screen, window.clock)
        yield window
        window.screen.wear(before)


def texts(window: Stage) -> list[QQuickItem]:
    return [item for item in window.items() if item.inherits("QQuickText") and item.property("text")]


def controls(window: Stage) -> list[QQuickItem]:
    return [item for item in window.items() if item.property("role") == "button"]


@contextmanager
def fonts(window: Stage, change: Callable[[QFont], None]) -> Iterator[None]:
    """All texts in another font meanwhile."""
    before = [(item, QFont(item.property("font"))) for item in texts(window)]
    for item, font in before:
        other = QFont(font)
        change(other)
        item.setProperty("font", other)
    yield
    for item, font in before:
        item.setProperty("font", font)


@pytest.mark.parametrize("change", DRAWN_OTHERWISE.values(), ids=DRAWN_OTHERWISE)
def test_the_same_drawn_otherwise_is_the_same(scene: Stage, change: Callable[[QFont], None]) -> None:
    before = seen(scene.screen)
    with fonts(scene, change):
        after = seen(scene.screen)
    assert after != before  # it is drawn otherwise
    assert not difference(before, after)


def test_a_text_that_is_gone_is_seen(scene: Stage) -> None:
    before, unseen = seen(scene.screen), []
    for text in texts(scene):
        text.setOpacity(0)
        if not difference(before, seen(scene.screen)):
            unseen.append(text.property("text"))
        text.setOpacity(1)
    assert unseen == []


def test_a_control_that_moved_is_seen(scene: Stage) -> None:
    before, unseen = seen(scene.screen), []
    for control in controls(scene):
        place = control.x()
        control.setX(place + MOVED_MM * LOOKS[MENU.look].px_per_mm)
        if control.x() != place and not difference(before, seen(scene.screen)):
            unseen.append(control.property("text"))
        control.setX(place)
    assert unseen == []


def test_another_screen_and_another_size_are_seen(scene: Stage) -> None:
    before = seen(scene.screen)
    scene.screen.model.show(View("take-card"))
    assert difference(before, seen(scene.screen))
    drawn(MENU, scene.screen, scene.clock)
    assert difference(before, before.scaled(before.width(), before.height() - 1))


def test_what_differs_is_framed_on_both(scene: Stage) -> None:
    one = QImage(120, 60, QImage.Format.Format_Grayscale8)
    one.fill(255)
    other = one.copy()
    for x in range(30, 40):
        for y in range(30, 40):
            other.setPixel(x, y, 0)
    found = difference(one, other)
    pictured = shown(one, other, found)
    assert found.cells <= {(x, y) for x in (2, 3) for y in (2, 3)} != set()
    reds = {x for x in range(pictured.width()) for y in range(60) if pictured.pixelColor(x, y).name() == "#d00000"}
    assert min(reds) < one.width() < max(reds)
