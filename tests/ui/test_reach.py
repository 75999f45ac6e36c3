"""Who can't reach the upper part of the glass brings the page down with one touch at its foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.roles.view import View
from kiosk.ui.look import PX_PER_MM, REACH_MM, TYPES, Look
from kiosk.ui.measure import Control, scene
from tests.support.stage import Stage
from tests.ui.routes import ROUTES, asked_to_take, to_the_menu
from tests.ui.views import VIEWS

DOWN, WHOLE = "页面下移", "恢复页面"
SHOWN = ("standing-everything", "staffed-unlock-explained", "case-holder", "reset-pin-new")


@pytest.fixture
def sized(stage: Stage) -> Iterator[Stage]:
    first = stage.screen.model.look
    yield stage
    stage.screen.wear(first)


def controls(stage: Stage) -> tuple[Control, ...]:
    stage.settle()  # the window takes its size
    stage.screen.window.grabWindow()  # puts everything in its place
    return scene(stage.screen.window, stage.screen.model.look.px_per_mm).controls


def too_high(stage: Stage, found: tuple[Control, ...]) -> list[str]:
    look = stage.screen.model.look
    top_mm = look.glass_at_mm + look.height / look.px_per_mm
    return [each.name for each in found if top_mm - each.y_mm > REACH_MM]


@pytest.mark.parametrize("size", PX_PER_MM, ids=str)
def test_one_touch_brings_every_control_within_reach(sized: Stage, size: tuple[int, int]) -> None:
    for size_of_type in TYPES:
        sized.screen.wear(Look(type=size_of_type, width=size[0], height=size[1], px_per_mm=PX_PER_MM[size], still=True))
        sized.screen.model.show(View("attract"))
        whole = controls(sized)
        assert too_high(sized, whole)
        assert DOWN not in too_high(sized, whole)

        sized.touch(DOWN)

        assert too_high(sized, controls(sized)) == []
        for name in SHOWN:
            sized.screen.model.show(VIEWS[name])
            assert too_high(sized, controls(sized)) == [], (size_of_type, name)


def test_nobody_is_offered_it_where_all_of_the_glass_is_within_reach(sized: Stage) -> None:
    sized.screen.wear(Look(width=1280, height=1024, px_per_mm=3.4, glass_at_mm=900.0, still=True))
    assert controls(sized)
    assert too_high(sized, controls(sized)) == []
    assert DOWN not in [each.name for each in controls(sized)]


def test_it_stays_on_the_page_and_on_those_that_follow(stage: Stage) -> None:
    ROUTES["standing"](stage)
    stage.touch(DOWN)
    assert stage.shown() == "standing"
    stage.touch("返回")
    stage.sees("menu")
    assert stage.screen.model.look.low


def test_the_same_touch_brings_the_whole_page_back(stage: Stage) -> None:
    to_the_menu(stage)
    first = stage.screen.model.look
    at = stage.middle(stage.find(DOWN))
    stage.touch_at(at)
    assert WHOLE in stage.texts()
    stage.touch_at(at)
    assert stage.screen.model.look == first


def test_the_next_person_has_the_whole_page(stage: Stage) -> None:
    to_the_menu(stage)
    stage.touch(DOWN)
    stage.touch("退卡")
    stage.sees("take-card")
    assert stage.screen.model.look.low
    stage.slot.remove()
    stage.sees("attract")
    assert not stage.screen.model.look.low


def test_a_card_is_asked_to_be_taken_where_the_page_is(stage: Stage) -> None:
    asked_to_take(stage)
    stage.touch(DOWN)
    assert stage.shown() == "take-card"
    assert stage.screen.model.look == replace(stage.screen.model.look, low=True)
