"""A screen of each kind in the looks that tell most is as it is asked for; `make accessibility` asks of all in all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.roles.service_point.parts import PARTS as SERVICE_POINT
from kiosk.ui.look import DESK, HALL
from tests.accessibility.criteria import CRITERIA
from tests.accessibility.judged import judged
from tests.accessibility.measuring import Gauge
from tests.accessibility.page import Page, Show
from tests.accessibility.survey import looks
from tests.golden.scenes import SCREENS
from tests.support.stage import Stage
from tests.support.verdict import assert_none
from tests.ui.counter import at_the_counter

OF_A_WALK = "followed"  # what led where, which only a walk tells
CHOSEN = [
    *looks((HALL,), ("zh_CN",), ("standard",), ("standard",)),
    *looks((HALL,), ("zh_CN",), ("standard",), ("high",))[:1],
    *looks((DESK,), ("en",), ("standard",), ("standard",))[:1],
    *looks((DESK,), ("en",), ("largest",), ("standard",)),
]


@pytest.fixture(scope="module")
def pages(window: Stage) -> Iterator[list[Page]]:
    """Every leaf of them."""
    before, staffed = window.screen.model.look, SERVICE_POINT
    with at_the_counter(window) as ear:
        gauge = Gauge(window.screen, window.loop, window.clock, ear)
        shows = [
            Show(name, "self-service" if view.values.get("staff") is None else "service-point", view)
            for name, view in SCREENS.items()
        ]
        yield [
            page
            for look in CHOSEN
            for show in shows
            for page in gauge.pages(show, look, colours=True, keys=not look.low and look.contrast == "standard")
        ]
        window.screen.play(staffed)
        window.screen.wear(before)


@pytest.mark.parametrize("asked", [criterion.id for criterion in CRITERIA if criterion.id != OF_A_WALK])
def test_it_is_kept(pages: list[Page], asked: str) -> None:
    (verdict,) = (verdict for verdict in judged(pages, []) if verdict.criterion.id == asked)
    assert_none(f"{finding.what} ({'; '.join(map(str, finding.pages[:3]))})" for finding in verdict.findings)
