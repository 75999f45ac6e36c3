"""A look that is chosen on a page draws it as one that was there before the page came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.roles.view import View
from kiosk.ui.look import Look
from kiosk.ui.measure import scene
from tests.support.stage import Stage
from tests.ui.counter import at_the_counter
from tests.ui.views import VIEWS

FIRST = Look(still=True)
LOOKS = {
    "larger": replace(FIRST, type="larger"),
    "largest, high": replace(FIRST, type="largest", contrast="high"),
    "English, low": replace(FIRST, language="en", low=True),
}
SHOWN = (
    "menu-everything",
    "standing-everything",
    "unlock-explained-unlock",
    "pin-list-wrong",
    "last-attempt-list",
    "case-holder",
)


@pytest.fixture(scope="module")
def dressed(window: Stage) -> Iterator[Stage]:
    first = window.screen.model.look
    with at_the_counter(window):
        yield window
        window.screen.wear(first)


def drawn(stage: Stage) -> list[tuple[str, tuple[int, ...]]]:
    """Every text and control: what it says, and its place in tenths of a millimetre."""
    stage.settle()
    stage.screen.window.grabWindow()  # puts everything in its place
    found = scene(stage.screen.window, FIRST.px_per_mm)
    controls = [(each.name, (each.x_mm, each.y_mm, each.width_mm, each.height_mm)) for each in found.controls]
    return [(name, tuple(round(at * 10) for at in place)) for name, place in controls]


@pytest.mark.parametrize("look", LOOKS)
def test_it_is_drawn_alike(dressed: Stage, look: str) -> None:
    for name in SHOWN:
        dressed.screen.wear(LOOKS[look])
        dressed.screen.model.show(View("attract"))
        dressed.screen.model.show(VIEWS[name])
        before = drawn(dressed)

        dressed.screen.wear(FIRST)
        drawn(dressed)
        dressed.screen.wear(LOOKS[look])

        assert drawn(dressed) == before, name
