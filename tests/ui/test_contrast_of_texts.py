"""The contrast of a text is measured behind its letters: of every one of them, and not in the air around its lines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.measure import scene, without_texts, worst_contrast
from tests.support.stage import Stage

TEXT = """
    Text {{
        id: text; property real inset: 0; x: 20; y: 20; width: 300; wrapMode: Text.Wrap
        text: "{text}"; font.family: "Noto Sans CJK SC"; font.pixelSize: 40; lineHeight: 1.12; color: "black"
    }}"""
SCENES = {  # what is behind the text: the least contrast
    "nothing but paper": ("", 21.0),
    "a border over the air above": ('Rectangle { x: 20; y: 20; width: 300; height: 5; color: "black" }', 21.0),
    "a border over the air below": (
        'Rectangle { x: 20; y: 20 + text.height - 6; width: 300; height: 6; color: "black" }',
        21.0,
    ),
    "the ink's own colour behind one letter": (
        'Rectangle { x: 22; y: 20; width: 30; height: 60; color: "black" }',
        1.0,
    ),
    "the ink's own colour behind the last line": (
        'Rectangle { x: 0; y: 20 + text.height - 45; width: 400; height: 45; color: "black" }',
        1.0,
    ),
    "grey behind all of it": ('Rectangle { width: 400; height: 300; color: "#767676" }', 4.62),
}


@pytest.fixture
def drawn(window: Stage, request: pytest.FixtureRequest) -> Iterator[QQuickWindow]:
    """A window with that behind a text of several lines. It is not shown: the focus stays where it is."""
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    scene_of = f'import QtQuick\nWindow {{ width: 400; height: 300; color: "white"\n{request.param}'
    text = TEXT.format(text="社保卡 Card 社会保障卡自助服务")
    component.setData(f"{scene_of}\n{text}\n}}".encode(), QUrl())
    made = component.create()
    assert isinstance(made, QQuickWindow), component.errorString()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("drawn", "least"), [pytest.param(*each, id=name) for name, each in SCENES.items()], indirect=["drawn"]
)
def test_it_is_the_worst_behind_any_letter(drawn: QQuickWindow, least: float) -> None:
    drawn.grabWindow()  # puts everything in its place
    (text,) = scene(drawn, 4.0).texts
    assert len(text.ink) > 1
    assert round(worst_contrast(text, without_texts(drawn)), 1) == pytest.approx(least, abs=0.1)
