"""Why there is no screen, out of what Qt says before it gives up: for whoever has to mend it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kiosk.typeface import INSTALL

NO_SCREEN = "no screens available"
NO_GRAPHICS = "graphics backend"  # Qt gives up for want of OpenGL


class Trouble(NamedTuple):
    """What is wrong, and what mends it."""

    says: str
    mend: str


class ScreenRefused(Exception):
    """There is no screen; the message says why, and what mends it."""

    def __init__(self, why: Trouble) -> None:
        super().__init__(f"{why.says} {why.mend}")


NO_DISPLAY = Trouble(
    "there is no display.", "Start it in a graphical session, or picture its screens: kiosk tour --out DIR."
)
_GRAPHICS = "Install it: apt-get install libegl1 libgl1-mesa-dri; or do without: set QT_QUICK_BACKEND=software."
_LOOK = "See whether another program shows a window there, and whether all is installed that docs/install.md lists."
NO_WORD = Trouble(
    "Qt ended without a word, as where a driver for graphics crashes.",
    "Do without it: set QT_QUICK_BACKEND=software; then see whether another program shows a window there.",
)
NO_FONT = Trouble("no font is installed: nothing could be read on the screen.", INSTALL)
_TROUBLES: tuple[tuple[str, Trouble], ...] = (  # the first whose words Qt said
    (
        "could not find the qt platform plugin",
        Trouble("QT_QPA_PLATFORM names no platform of Qt's.", "Unset it, or set it to xcb, wayland or eglfs."),
    ),
    (
        "xdg_runtime_dir is invalid",
        Trouble("Wayland needs XDG_RUNTIME_DIR.", "Start it in the graphical session, as the session's user."),
    ),
    (
        "failed to create wl_display",
        Trouble(
            "nobody answers at the display that WAYLAND_DISPLAY names.",
            "Start it in the graphical session, as the session's user.",
        ),
    ),
    (
        "could not connect to display",
        Trouble(
            "nobody answers at the display that DISPLAY names, or this user is not let in.",
            "Start it in the graphical session, as the session's user, or set DISPLAY to that session's.",
        ),
    ),
    (
        "libxcb-cursor0 is needed",  # said of every failure of xcb, so it comes after the one above
        Trouble(
            "a library is missing that Qt needs for X: libxcb-cursor0, or another of its kind.",
            "Install it: apt-get install libxcb-cursor0, and what else docs/install.md lists for X.",
        ),
    ),
    (
        "no qt platform plugin could be initialized",
        Trouble("a library is missing that Qt needs for this display.", "Install what docs/install.md lists."),
    ),
    (
        NO_SCREEN,
        Trouble(
            "no screen is connected, or this user may not use it.",
            "Connect one, and put the user into the groups video and render.",
        ),
    ),
    (
        "could not initialize egl display",
        Trouble(
            "no screen can be driven without a display server here.",
            "Use one (docs/install.md: cage), or put the user into the groups video and render.",
        ),
    ),
    (NO_GRAPHICS, Trouble("OpenGL does not work on this display.", _GRAPHICS)),
)


def trouble(said: str) -> Trouble:
    """What is behind all that Qt `said`, in lines."""
    found = next((each for words, each in _TROUBLES if words in said.lower()), None)
    if found is not None:
        return found
    first = said.strip().partition("\n")[0]
    return Trouble(f"Qt found no screen: {first}.", _LOOK) if first else NO_WORD


def not_loaded(error: ImportError) -> Trouble:
    """What is behind Qt's not being loaded: its own parts are there, so a library of the system's is not."""
    return Trouble(f"Qt can't be loaded: {error}.", "Install what docs/install.md lists.")


def missing_display(environment: Mapping[str, str]) -> Trouble | None:
    """Why no screen need be tried at all; None where one may be there."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return None if any(environment.get(name) for name in named) else NO_DISPLAY
