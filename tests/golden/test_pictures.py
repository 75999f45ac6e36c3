"""Screens look as they are meant to. What differs is pictured in out/golden; `make golden` keeps what is there now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.golden.likeness import difference, shown
from tests.golden.scenes import KEPT, SCENES, Scene, drawn
from tests.support.stage import Stage
from tests.ui.counter import at_the_counter

OUT = Path(__file__).parents[2] / "out" / "golden"
QUICK = ("menu-most", "pin-present-most", "case-most", "unlock-explained-largest", "standing-low")
ENOUGH = 1_000_000  # bytes, all of them


@pytest.fixture(scope="module")
def undisturbed(window: Stage) -> Iterator[Stage]:
    """The window with nothing behind it, in its own look again at the end."""
    before = window.screen.model.look
    with at_the_counter(window):
        yield window
        window.screen.wear(before)


@pytest.mark.parametrize(
    "scene",
    [each if str(each) in QUICK else pytest.param(each, marks=pytest.mark.slow) for each in SCENES],
    ids=str,
)
def test_a_screen_looks_as_it_is_meant_to(undisturbed: Stage, scene: Scene) -> None:
    kept = QImage(str(scene.file))
    assert not kept.isNull(), "make golden keeps it"
    now = drawn(scene, undisturbed.screen, undisturbed.clock)
    found = difference(kept, now)
    if found:
        OUT.mkdir(parents=True, exist_ok=True)
        shown(kept, now, found).save(str(OUT / scene.file.name))
    assert not found, f"see {OUT / scene.file.name}: as it is kept, and as it is; if it is meant to be so, make golden"


def test_no_picture_is_kept_that_nobody_looks_at() -> None:
    assert {file.name for file in KEPT.glob("*.png")} == {scene.file.name for scene in SCENES}


def test_the_pictures_are_small() -> None:
    assert sum(file.stat().st_size for file in KEPT.glob("*.png")) < ENOUGH
