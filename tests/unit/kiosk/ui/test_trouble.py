"""What Qt really said where there was no screen, and what is made of it for whoever has to mend it."""

from __future__ import annotations

import pytest

from kiosk.ui.trouble import missing_display, trouble

NONE = "This application failed to start because no Qt platform plugin could be initialized. Reinstalling …"
XCB = "From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb platform plugin."
SAID = {
    "DISPLAY of nobody": (("could not connect to display :77", XCB, NONE), "DISPLAY names", "DISPLAY"),
    "WAYLAND_DISPLAY of nobody, then X": (
        ("Failed to create wl_display (No such file or directory)", "could not connect to display ", XCB, NONE),
        "WAYLAND_DISPLAY names",
        "session's user",
    ),
    "no XDG_RUNTIME_DIR": (
        ("error: XDG_RUNTIME_DIR is invalid or not set in the environment.", "Failed to create wl_display", NONE),
        "XDG_RUNTIME_DIR",
        "session",
    ),
    "no such platform": (('Could not find the Qt platform plugin "x" in ""', NONE), "QT_QPA_PLATFORM", "Unset it"),
    "no libxcb-cursor0": ((XCB, NONE), "libxcb-cursor0", "apt-get install libxcb-cursor0"),
    "another library": ((NONE,), "library is missing", "docs/install.md"),
    "no framebuffer": (
        ("linuxfb: Failed to initialize screen", "Cannot create window: no screens available"),
        "no screen is connected",
        "video",
    ),
    "no EGL": (
        ('Failed to load EGL device integration "eglfs_kms"', "Could not initialize egl display"),
        "without a display server",
        "cage",
    ),
    "no OpenGL": (
        ("Failed to create RHI (backend 2)", "Failed to initialize graphics backend for OpenGL."),
        "OpenGL",
        "QT_QUICK_BACKEND=software",
    ),
    "what nobody has seen yet": (("The moon is in the way",), "The moon is in the way", "docs/install.md"),
    "nothing, for a driver crashed": ((), "without a word", "QT_QUICK_BACKEND=software"),
}


@pytest.mark.parametrize(("said", "says", "mend"), SAID.values(), ids=SAID)
def test_it_is_told_with_its_mend(said: tuple[str, ...], says: str, mend: str) -> None:
    why = trouble("\n".join(said))

    assert (says in why.says, mend in why.mend, "kiosk doctor" in why.mend) == (True, True, False), why


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_display_is_tried_where_one_is_named(name: str) -> None:
    assert (missing_display({name: "x"}), missing_display({name: ""}) is not None) == (None, True)
