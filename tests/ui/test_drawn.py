"""What is drawn beside the words: the card at this machine's slot, a call that hides nothing, and attempts as dots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.roles.view import Value, View
from kiosk.ui.look import SLOTS
from tests.support.stage import Stage
from tests.ui.counter import at_the_counter
from tests.ui.views import CARD

LEFT_BEHIND = View("card-left-behind", {"loud": True})
FADES_MS = 260  # the call is at its faintest by then
KNOWN: dict[str, Value] = {**CARD, "triesLimit": 6}


@pytest.fixture
def hall(window: Stage) -> Iterator[Stage]:
    """The window with nothing going on behind it, in its own look again afterwards."""
    first = window.screen.model.look
    with at_the_counter(window):
        yield window
    window.screen.wear(first)


def shown(hall: Stage, view: View) -> QQuickItem:
    """The page of `view`, drawn."""
    hall.screen.model.show(view)
    hall.settle()
    hall.screen.window.grabWindow()
    page = hall.screen.window.findChild(QQuickItem, "stage")
    assert page is not None
    return page


def drawn(hall: Stage, kind: str) -> QQuickItem:
    """The one item of that QML type."""
    (found,) = [item for item in hall.items() if item.metaObject().className().startswith(f"{kind}_QML")]
    return found


def middle(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


@pytest.mark.parametrize("side", SLOTS)
def test_the_card_is_drawn_at_this_machines_slot(hall: Stage, side: str) -> None:
    hall.screen.wear(replace(hall.screen.model.look, slot=side, still=True))
    shown(hall, View("attract"))
    slot = drawn(hall, "CardSlot")
    card = next(item for item in hall.items(slot) if "social-card" in str(item.property("source")))
    arrow = next(item for item in hall.items(slot) if item.property("name") == "arrow-down")
    way = middle(arrow) - middle(card)
    assert {"below": way.y() > abs(way.x()), "right": way.x() > abs(way.y()), "left": -way.x() > abs(way.y())}[side]


@pytest.mark.parametrize("side", SLOTS)
def test_out_of_it_the_way_is_the_other_one(hall: Stage, side: str) -> None:
    hall.screen.wear(replace(hall.screen.model.look, slot=side, still=True))
    shown(hall, View("take-card", {"why": "ended"}))
    slot = drawn(hall, "CardSlot")
    card = next(item for item in hall.items(slot) if "social-card" in str(item.property("source")))
    arrow = next(item for item in hall.items(slot) if item.property("name") == "arrow-down")
    way = middle(arrow) - middle(card)
    assert {"below": -way.y() > abs(way.x()), "right": -way.x() > abs(way.y()), "left": way.x() > abs(way.y())}[side]


def test_a_card_that_calls_never_shows_through_its_slot(hall: Stage) -> None:
    shown(hall, LEFT_BEHIND)
    slot = drawn(hall, "CardSlot")
    mouth = slot.mapRectToScene(slot.property("mouthArea")).toAlignedRect()
    seen = []
    for _ in range(3):
        hall.rest(FADES_MS)  # which the page's own coming takes as well
        seen.append(colours(hall.screen.window.grabWindow().copy(mouth)))
    assert seen[0] == seen[1] == seen[2]


def colours(picture: QImage) -> set[str]:
    """Those along its middle line, which crosses the slot."""
    return {QColor(picture.pixel(x, picture.height() // 3)).name() for x in range(0, picture.width(), 4)}


def test_louder_it_calls_with_a_stronger_frame(hall: Stage) -> None:
    calls = []
    for loud in (False, True):
        shown(hall, View("card-left-behind", {"loud": loud}))
        calls.append(drawn(hall, "CardSlot").property("calls"))
    assert calls == [1, 2]


@pytest.mark.parametrize(
    ("screen", "left", "limit", "says"),
    [
        ("last-attempt", 1, 6, "密码共 6 次机会，还剩 1 次"),
        ("last-attempt", 1, 3, "密码共 3 次机会，还剩 1 次"),
        ("locked", 0, 6, "密码共 6 次机会，还剩 0 次"),
        ("pin-not-changed", 4, 0, "密码还剩 4 次机会"),
    ],
)
def test_attempts_are_drawn_and_told(hall: Stage, screen: str, left: int, limit: int, says: str) -> None:
    shown(
        hall, View(screen, {**KNOWN, "triesLeft": left, "triesLimit": limit, "why": "wrong-pin", "cardInside": False})
    )
    attempts = drawn(hall, "Attempts")
    dots = [item for item in attempts.childItems() if item.width() > 0]
    full = [item for item in dots if item.property("color") == attempts.property("tint")]
    assert (len(dots), len(full), attempts.property("says")) == (max(limit, left), left, says)


def test_what_nobody_knows_is_not_drawn(hall: Stage) -> None:
    shown(hall, View("locked", {**CARD, "triesLeft": 0}))
    assert [item for item in hall.items() if item.metaObject().className().startswith("Attempts_QML")] == []


@pytest.mark.parametrize("still", [True, False])
def test_what_is_under_way_moves_unless_nothing_is_to(hall: Stage, still: bool) -> None:
    hall.screen.wear(replace(hall.screen.model.look, still=still))
    shown(hall, View("reading", {"mayEnd": True}))
    assert drawn(hall, "Busy").property("moves") is not still
