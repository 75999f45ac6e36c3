"""While the voice is on its controls have room, in both languages, on a tall screen and a wide one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import pytest
from PySide6.QtCore import QRectF

from kiosk.roles.view import View
from kiosk.ui.look import LANGUAGES, PX_PER_MM, Look
from kiosk.ui.measure import Control, scene
from tests.support.stage import Stage
from tests.ui.test_every_screen import GAP_MM, ROUNDING_MM, TARGET_MM
from tests.ui.views import CARD, STAFF

LOOKS = [
    Look(language=language, type=size, width=width, height=height, px_per_mm=dense, low=low, still=True)
    for language, size, ((width, height), dense), low in product(
        LANGUAGES, ("standard", "largest"), list(PX_PER_MM.items())[::2], (False, True)
    )
]
VIEWS = {"self-service": View("pin-present", CARD), "service point": View("pin-present", {**CARD, **STAFF})}


@pytest.fixture
def pages(window: Stage) -> Iterator[dict[tuple[str, Look], list[Control]]]:
    """The controls of every look, with the voice on."""
    before = window.screen.model.look
    window.screen.voice.plug(True)  # on for every look, which begins with a person of its own
    found = {}
    for look, (name, view) in product(LOOKS, VIEWS.items()):
        window.screen.wear(replace(look, terminal=before.terminal))
        window.screen.model.show(view)
        window.settle()
        window.middle(window.find("voice-again"))  # all is in its place
        found[name, look] = list(scene(window.screen.window, look.px_per_mm).controls)
    yield found
    window.screen.voice.plug(False)
    window.screen.model.show(View("attract"))
    window.screen.wear(before)


def test_they_are_large_enough_apart_and_on_the_screen(pages: dict[tuple[str, Look], list[Control]]) -> None:
    assert [_said(key) for key, controls in pages.items() if any(_is_small(each, key[1]) for each in controls)] == []
    assert [_said(key) for key, controls in pages.items() if _are_too_near(controls)] == []
    assert [_said(key) for key, controls in pages.items() if any(_is_beyond(each, key[1]) for each in controls)] == []


def _said(key: tuple[str, Look]) -> str:
    name, look = key
    return f"{name} {look.language} {look.type} {look.width}{' low' if look.low else ''}"


def _is_small(control: Control, look: Look) -> bool:
    return min(control.width_mm, control.height_mm) < TARGET_MM[look.type] - ROUNDING_MM


def _are_too_near(controls: list[Control]) -> bool:
    half = (GAP_MM - ROUNDING_MM) / 2
    grown = (_box(each).adjusted(-half, -half, half, half) for each in controls)
    return any(one.intersects(other) for one, other in combinations(grown, 2))


def _is_beyond(control: Control, look: Look) -> bool:
    return not QRectF(0, 0, look.width / look.px_per_mm, look.height / look.px_per_mm).contains(_box(control))


def _box(control: Control) -> QRectF:
    return QRectF(control.x_mm, control.y_mm, control.width_mm, control.height_mm)
