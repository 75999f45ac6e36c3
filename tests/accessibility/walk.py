"""What the tour's people see on their way, and which touch led from one to the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, cast

from kiosk.app.roles import ROLES
from kiosk.app.tour import walk_through
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed
from kiosk.roles.view import View
from kiosk.session.event import PinEntered, TimedOut
from kiosk.settings import RoleName, Settings
from kiosk.tour.walk import TourClock
from kiosk.ui.window import Loop, Screen
from tests.accessibility.page import Show
from tests.ui.counter import Ear
from tests.ui.views import VIEWS

NO_TOUCH = frozenset(("touch",))


@dataclass(frozen=True, slots=True)
class Step:
    """A touch on `intent` ("confirm" for a PIN's) of `before`, and what came of it until the next touch."""

    role: RoleName
    before: View
    intent: str
    after: tuple[View, ...]


@dataclass(slots=True)
class Seen:
    """All of it: `shows` that have a picture in the tour, and every step."""

    shows: list[Show] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


class Overheard:
    """A screen to which somebody listens: every transition that it shows is in `steps`."""

    def __init__(self, screen: Screen, seen: Seen) -> None:
        self._screen = screen
        self._seen = seen
        self._led = False
        self.role: RoleName = next(iter(ROLES))

    def __getattr__(self, name: str) -> Any:
        """Whatever else a screen can do."""
        return getattr(self._screen, name)

    def play(self, role: Any) -> None:
        """Another role from now on."""
        self.role = next(name for name, each in ROLES.items() if each.parts() is role)
        self._screen.play(role)

    def observe(self, before: object, event: object, after: object) -> None:
        """Show where the session is now, and remember how it came there."""
        shown = self._screen.model.view
        self._screen.observe(before, event, after)
        view, steps = self._screen.model.view, self._seen.steps
        if isinstance(event, CardIn | CardMute | CardOut | ReaderFailed | TimedOut):
            self._led = False  # somebody's hand did it, or a minute
        if view.pad == shown.pad:
            return
        intent = self._intent(event)
        if intent:
            steps.append(Step(self.role, shown, intent, (view,)))
            self._led = True
        elif self._led:
            last = steps.pop()
            steps.append(replace(last, after=(*last.after, view)))

    def _intent(self, event: object) -> str:
        if isinstance(event, PinEntered):
            return "confirm"
        intents = ROLES[self.role].parts().intents
        return next((name for name in intents if name not in NO_TOUCH and intents[name]() == event), "")


def walked(settings: Settings, screen: Screen, loop: Loop, clock: TourClock) -> Seen:
    """Walk the tour once. `screen` is shown, and sends to `loop`."""
    seen = Seen()
    overheard = Overheard(screen, seen)

    def picture(_: str, variant: str, __: str) -> None:
        view = screen.model.view
        seen.shows.append(Show(variant, overheard.role, view, int(screen.model.property("digits"))))

    walk_through(settings, cast("Screen", overheard), loop, clock, picture)
    return seen


def beside() -> list[Show]:
    """What no tour comes to in every form."""
    return [Show(f"{name} (made up)", _role(view), view) for name, view in VIEWS.items()]


def _role(view: View) -> RoleName:
    return "self-service" if view.values.get("staff") is None else "service-point"


@contextmanager
def deaf(loop: Loop) -> Iterator[Ear]:
    """Nothing goes on behind the window meanwhile."""
    ear = Ear()
    loop.drive(ear)
    try:
        yield ear
    finally:
        loop.release()
