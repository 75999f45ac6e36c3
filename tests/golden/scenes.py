"""The pictures that are kept: screens of each kind, as most see them and as differently as can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from kiosk.roles.view import View
from kiosk.tour.walk import TourClock
from kiosk.ui.look import DESK, HALL, PX_PER_MM, Look
from kiosk.ui.window import Screen
from tests.accessibility.measuring import worn
from tests.golden.likeness import reduced
from tests.ui.views import CARD, LOCKED, VIEWS

KEPT = Path(__file__).parent / "pictures"
TERMINAL = "610100-0007"
DIGIT_S = 1.0

SCREENS: Mapping[str, View] = {
    "attract": View("attract"),
    "reading": View("reading"),
    "menu": View("menu", CARD),
    "standing": VIEWS["standing-everything"],
    "pin-present": View("pin-present", {**CARD, "purpose": "change", "wrong": False}),
    "pin-refused": View("pin-refused", {**CARD, "refusals": ["one-digit"]}),
    "pin-changed": VIEWS["pin-changed-on-its-way"],
    "last-attempt": View("last-attempt", {**CARD, "triesLeft": 1, "wrong": True}),
    "locked": View("locked", LOCKED),
    "unlock-explained": View("unlock-explained", {**LOCKED, "slip": "none"}),
    "take-card": View("take-card"),
    "staff-sign-in": VIEWS["staff-sign-in-pin"],
    "case": VIEWS["case-proxy"],
    "unlock-done": VIEWS["unlock-done-reset"],
}
LOOKS: Mapping[str, Look] = {
    "most": Look("zh_CN", "standard", "standard", *HALL, PX_PER_MM[HALL], TERMINAL, still=True),
    "largest": Look("en", "largest", "high", *DESK, PX_PER_MM[DESK], TERMINAL, still=True),
    "low": Look("en", "larger", "standard", *HALL, PX_PER_MM[HALL], TERMINAL, still=True, low=True),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen in a look."""

    screen: str
    look: str

    def __str__(self) -> str:
        return f"{self.screen}-{self.look}"

    @property
    def file(self) -> Path:
        """Where its picture is kept."""
        return KEPT / f"{self}.png"


SCENES = [Scene(screen, look) for look in LOOKS for screen in SCREENS]


def drawn(scene: Scene, screen: Screen, clock: TourClock) -> QImage:
    """It, as the window draws it now, reduced; two digits are in where any may be. Nothing goes on behind it."""
    look, view = LOOKS[scene.look], SCREENS[scene.screen]
    if screen.model.look != look:
        worn(screen, look)
    screen.model.show(View("reading" if view.screen == "attract" else "attract"))
    screen.model.show(view)
    for digit in (1, 2):
        clock.advance(DIGIT_S)
        screen.model.digit(digit)
    return seen(screen)


def seen(screen: Screen) -> QImage:
    """What is on the window now, reduced."""
    screen.window.grabWindow()  # puts everything in its place
    return reduced(screen.window.grabWindow())
