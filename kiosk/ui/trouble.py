"""Why there is no screen, out of what Qt says before it gives up: for whoever has to mend it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

PLATFORMS = ("xcb", "wayland", "eglfs", "linuxfb", "offscreen")  # Qt's vnc would show the screen to the network
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
        "even though it was found",
        Trouble(
            "a library is missing that Qt needs for this display.",
            "Install what docs/install.md lists, such as libxcb-cursor0.",
        ),
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
    (
        "cannot open shared object file",
        Trouble("a library is missing that Qt needs.", "Install what docs/install.md lists."),
    ),
)


def trouble(said: str) -> Trouble:
    """What is behind all that Qt `said`, in lines."""
    found = next((each for words, each in _TROUBLES if words in said.lower()), None)
    return found or Trouble(f"Qt found no screen: {said.strip().partition(chr(10))[0]}", "Run kiosk doctor.")


def missing_display(environment: Mapping[str, str]) -> Trouble | None:
    """Why no screen need be tried at all; None where one may be there."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return None if any(environment.get(name) for name in named) else NO_DISPLAY
