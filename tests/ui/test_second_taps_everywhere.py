"""A walk of every transition with a second tap: wherever the next screen has a control, and where the first one was.

Within half a second nothing acts but digits. After 0.6 s a screen acts, but whoever only tapped twice has ended,
confirmed or ticked nothing, and has seen every result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint

from kiosk.roles.service_point.event import OpenCase, SignedOut, ToggledDocument
from kiosk.session.event import Ended, PersonEvent, PinEntered, Touched
from kiosk.ui.taps import ONE_TAP_S
from tests.support.sample import some
from tests.support.stage import Stage
from tests.ui.service_point import ServicePoint, service_point
from tests.ui.test_second_taps import TRANSITIONS, controls, what

SOON_S = (0.1, 0.3, 0.49)
MEANT_S = 0.6
SEEN_S = 1.95  # so long a result stays, whatever is touched
QUIET_MS = 40
DECIDING = (Ended, PinEntered, SignedOut, OpenCase, ToggledDocument)
NEW = "624815"  # invented, for test cards
QUICK = ("menu, standing", "present, wrong", "last attempt, on", "still there, on")


def case(point: ServicePoint) -> None:
    """A locked card's."""
    point.comes("locked")
    point.stage.touch("解锁与重置")
    point.stage.sees("case")


def ready(point: ServicePoint) -> None:
    """A case that can be opened."""
    case(point)
    point.stage.touch("持卡人身份证件")
    point.stage.until(lambda: point.stage.value("ready") is True, "a case that can be opened")


def reset(point: ServicePoint) -> None:
    """The holder's new PIN is in."""
    point.comes("two-left")
    point.opens_a_case("重置")
    point.stage.sees("reset-pin")
    point.stage.key(NEW)


def reset_again(point: ServicePoint) -> None:
    """And once more."""
    reset(point)
    point.stage.touch("下一步")
    point.stage.until(lambda: point.stage.value("stage") == "again", "the second entry")
    point.stage.key(NEW)


def unlocked(point: ServicePoint) -> None:
    """A locked PIN was unlocked."""
    ready(point)
    point.stage.touch("开始办理")
    point.stage.sees("unlock-done")


def menu(point: ServicePoint) -> None:
    """A locked card's."""
    point.comes("locked")


STAFFED: dict[str, tuple[Callable[[ServicePoint], None], str, str]] = {
    "menu, case": (menu, "解锁与重置", "case"),
    "case, open": (ready, "开始办理", "unlock-done"),
    "case, back": (case, "返回", "menu"),
    "reset, new": (reset, "下一步", "reset-pin"),
    "reset, again": (reset_again, "确认重置", "unlock-done"),
    "done, end": (unlocked, "退卡", "take-card"),
}


@pytest.fixture
def point(window: Stage, tmp_path: Path) -> Iterator[ServicePoint]:
    """A service point where somebody is signed in."""
    with service_point(window, tmp_path) as made:
        made.signs_in()
        yield made


class Second:
    """Taps on the screen that a first one led to, and what they said."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.said: list[object] = []
        stage.loop._arrived.connect(self._hear)

    def _hear(self, arrival: object) -> None:
        if isinstance(arrival, PersonEvent | OpenCase | SignedOut | ToggledDocument):
            self.said.append(arrival)

    def first(self, control: str, after: str) -> QPoint:
        """Where it was, and all that gets known of the screen by itself is."""
        stage = self._stage
        at = stage.middle(stage.find(control))
        shown = stage.screen.model.page
        stage.touch_at(at)
        stage.until(lambda: stage.shown() == after and stage.screen.model.page != shown, f"{after}: {stage.shown()}")
        came = None
        while came != what(stage):  # nothing more gets known of it by itself
            came = what(stage)
            stage.rest(QUIET_MS)
        self.said.clear()
        return at

    def at(self, place: QPoint, after_s: float) -> Iterator[str]:
        """Tap there, so long after the screen came, as if it came once more; what came of that, if anything."""
        stage, model = self._stage, self._stage.screen.model
        stage.clock.advance(ONE_TAP_S)
        model._taps.come(result=model.view.is_result)
        stage.clock.advance(after_s)
        self.said.clear()
        came = stage.look(), model.page
        stage.tap_at(place)
        stage.settle()
        if any(event != Touched() for event in self.said) or (stage.look(), model.page) != came:
            yield f"after {after_s:.2f} s, at {place.x()}, {place.y()}: {self.said}"

    def middles(self) -> list[QPoint]:
        """Of whatever can be touched there, but digits."""
        return [self._stage.middle(item) for item in controls(self._stage)]

    def places(self) -> list[QPoint]:
        """Of what leads away."""
        leads = [item for item in controls(self._stage) if item.property("stays") is not True]
        return [self._stage.middle(item) for item in leads]

    def close(self) -> None:
        """Listen no more."""
        self._stage.loop._arrived.disconnect(self._hear)


@pytest.fixture
def second(window: Stage) -> Iterator[Second]:
    """Somebody who taps once too often."""
    taps = Second(window)
    yield taps
    taps.close()


def walk(stage: Stage, second: Second, control: str, after: str) -> list[str]:
    """What a second tap came to that nobody meant."""
    at = second.first(control, after)
    soon = [wrong for after_s in SOON_S for wrong in second.at(at, after_s)]
    anywhere = [wrong for place in second.middles() for wrong in second.at(place, SOON_S[-1])]
    result = stage.screen.model.view.is_result
    missed = [wrong for place in second.places() for wrong in second.at(place, SEEN_S)] if result else []
    list(second.at(at, MEANT_S))
    decided = [f"at the same spot: {event}" for event in second.said if isinstance(event, DECIDING)]
    return [*soon, *anywhere, *missed, *decided]


@pytest.mark.parametrize("transition", some(TRANSITIONS, QUICK))
def test_a_second_tap_decides_nothing(stage: Stage, second: Second, transition: str) -> None:
    way, control, after = TRANSITIONS[transition]
    way(stage)
    assert walk(stage, second, control, after) == []


@pytest.mark.parametrize("transition", some(STAFFED, ["menu, case"]))
def test_nor_does_staffs(point: ServicePoint, second: Second, transition: str) -> None:
    way, control, after = STAFFED[transition]
    way(point)
    assert walk(point.stage, second, control, after) == []
