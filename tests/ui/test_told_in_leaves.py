"""What a message, or the page that waits for a card, says on several leaves: its heading and its control stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from kiosk.roles.view import View
from kiosk.ui.leaves import leaves
from kiosk.ui.look import DESK, HALL, LANGUAGES, PX_PER_MM, TYPES, Look
from kiosk.ui.measure import scene
from tests.support.stage import Stage, said
from tests.ui.counter import at_the_counter
from tests.ui.views import VIEWS

LEAST = Look("en", "largest", "standard", *DESK, PX_PER_MM[DESK], still=True)  # the least room
MORE = ("查看更多", "Show more", "回到第一页", "First page")
WAYS = {"zh_CN": ("修改密码", "查询状态", "怎样解锁"), "en": ("Change PIN", "Look up status", "How to unlock")}
TOLD = ("pin-changed-late", "pin-changed-not-enabled")  # in several leaves


@pytest.fixture
def hall(window: Stage) -> Iterator[Stage]:
    """The window with nothing going on behind it, in its own look again at the end."""
    before = window.screen.model.look
    with at_the_counter(window):
        yield window
        window.screen.wear(before)


def show(stage: Stage, look: Look, view: View) -> None:
    if stage.screen.model.look != look:
        stage.screen.wear(look)
    stage.screen.model.show(view)
    stage.settle()


def by_leaf(stage: Stage) -> Iterator[tuple[str, list[tuple[float, float]], list[str]]]:
    """Of each leaf what its control says and where it is, and its headings."""
    for _ in leaves(stage.screen.window):
        stage.settle()
        controls = [each for each in scene(stage.screen.window, 1.0).controls if each.name.startswith(MORE)]
        headings = [said(item) for item in stage.items() if item.property("heading") and item.inherits("QQuickText")]
        yield "".join(each.name for each in controls), [(each.x_mm, each.y_mm) for each in controls], headings


@pytest.mark.parametrize("low", [False, True])
@pytest.mark.parametrize("name", TOLD)
def test_heading_and_control_stay_from_leaf_to_leaf(hall: Stage, name: str, low: bool) -> None:
    show(hall, replace(LEAST, low=low), VIEWS[name])
    _, places, headings = zip(*by_leaf(hall), strict=True)
    assert len(places) > 1
    assert places == (places[0],) * len(places)
    assert headings == (headings[0],) * len(headings)
    assert headings[0]


def test_behind_the_last_leaf_the_first_is_announced(hall: Stage) -> None:
    show(hall, LEAST, VIEWS[TOLD[0]])
    says = [said for said, _, _ in by_leaf(hall)]
    assert [text.partition(" (")[0] for text in says] == ["Show more"] * (len(says) - 1) + ["First page"]


@pytest.mark.parametrize("size", [HALL, DESK], ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_ways_are_on_the_first_page_of_who_comes(hall: Stage, language: str, size: tuple[int, int]) -> None:
    missing = []
    for type_, low in product(TYPES, (False, True)):
        look = Look(language, type_, "standard", *size, PX_PER_MM[size], still=True, low=low)
        for view in (View("attract"), View("attract", {"wish": "standing"})):
            show(hall, look, view)
            missing += [f"{type_}{' low' * low}: {way}" for way in WAYS[language] if way not in hall.texts()]
    assert missing == []


def test_the_ways_of_who_comes_have_one_height(hall: Stage) -> None:
    show(hall, Look("zh_CN", "standard", "standard", *HALL, PX_PER_MM[HALL], still=True), View("attract"))
    ways = [each for each in scene(hall.screen.window, 1.0).controls if each.name in WAYS["zh_CN"]]
    assert len(ways) == 3
    assert len({(each.y_mm, each.height_mm) for each in ways}) == 1
