"""The line at the foot of every page: in whichever language, the controls above it lie in one place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.roles.view import View
from kiosk.ui.look import DESK, HALL, LANGUAGES, PX_PER_MM, TYPES, Look
from tests.support.stage import Stage
from tests.ui.counter import at_the_counter
from tests.ui.views import CARD

HELP = {"zh_CN": "咨询电话 12333", "en": "Help line 12333"}


@pytest.fixture
def hall(window: Stage) -> Iterator[Stage]:
    """The window with nothing going on behind it, in its own look and silent again at the end."""
    before = window.screen.model.look
    with at_the_counter(window):
        yield window
        window.screen.wear(before)


def show(stage: Stage, look: Look, view: View) -> None:
    stage.screen.wear(look)
    stage.screen.model.show(view)
    stage.settle()


def way_out(stage: Stage) -> float:
    """Where the control is that gives the card back, in pixels from the top."""
    item = stage.screen.window.findChild(QQuickItem, "leave")
    assert isinstance(item, QQuickItem)
    return round(item.mapToScene(item.boundingRect().topLeft()).y(), 1)


@pytest.mark.parametrize("staff", [{}, {"staff": "周静"}], ids=["self-service", "service-point"])
def test_the_way_out_is_in_one_place_in_both_languages(hall: Stage, staff: dict[str, str]) -> None:
    moved = []
    for type_, size, low in product(TYPES, (HALL, DESK), (False, True)):
        places = set()
        for language in LANGUAGES:
            look = Look(language, type_, "standard", *size, PX_PER_MM[size], "610100-0007", still=True, low=low)
            show(hall, look, View("menu", {**CARD, **staff}))
            places.add(way_out(hall))
        moved += [f"{type_} {size}: {places}"] if len(places) > 1 else []
    assert moved == []


@pytest.mark.parametrize(("language", "size_of_type"), list(product(LANGUAGES, TYPES)))
def test_where_else_to_ask_stays_while_the_voice_speaks(hall: Stage, language: str, size_of_type: str) -> None:
    show(hall, Look(language, size_of_type, "standard", *HALL, PX_PER_MM[HALL], still=True), View("menu", CARD))
    hall.touch("voice")
    hall.settle()
    assert hall.screen.voice.choice.on
    assert HELP[language] in hall.texts()
    hall.touch("voice")
    hall.settle()
    assert not hall.screen.voice.choice.on
