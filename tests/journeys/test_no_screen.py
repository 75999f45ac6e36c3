"""`kiosk run` where no window can be opened: one line of reason and mend, never an abort; doctor says the same."""

from __future__ import annotations

import json
from functools import partial

import pytest

from tests.journeys.console import Console, Ended, at_once

NOBODY = {  # what the environment says: what is said
    "DISPLAY of nobody": ({"DISPLAY": ":4711"}, "nobody answers at the display that DISPLAY names"),
    "WAYLAND_DISPLAY of nobody": (
        {"WAYLAND_DISPLAY": "wayland-4711", "QT_QPA_PLATFORM": "wayland", "XDG_RUNTIME_DIR": "/tmp"},
        "nobody answers at the display that WAYLAND_DISPLAY names",
    ),
    "no framebuffer": ({"QT_QPA_PLATFORM": "linuxfb:fb=/dev/nosuch"}, "no screen"),
    "no display": ({}, "there is no display"),
}
TRIAL = {"KIOSK_ALLOW_VIRTUAL_READER": "true"}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Ended, Ended]]:
    """`kiosk run` and `kiosk doctor --json` in each."""
    console = Console(tmp_path_factory.mktemp("home"))
    both = at_once(
        [
            partial(console.run, *arguments, **environment, **TRIAL)
            for environment, _ in NOBODY.values()
            for arguments in (("run",), ("doctor", "--json"))
        ]
    )
    return dict(zip(NOBODY, zip(both[::2], both[1::2], strict=True), strict=True))


@pytest.mark.parametrize(("case", "says"), [(case, says) for case, (_, says) in NOBODY.items()], ids=NOBODY)
def test_run_says_why_and_ends_and_doctor_says_the_same(
    case: str, says: str, runs: dict[str, tuple[Ended, Ended]]
) -> None:
    """It was a SIGABRT, 134."""
    ran, examined = runs[case]
    (window,) = (finding for finding in json.loads(examined.output) if finding["id"] == "window")
    last = ran.errors.splitlines()[-1]

    assert (ran.status, ran.output, last.startswith("kiosk: "), says in last) == (1, "", True, True), ran.errors
    assert (window["wrong"], f"{window['says']} {window['mend']}".lower()) == (True, last[len("kiosk: ") :].lower())


def test_a_platform_that_is_none_of_a_halls_is_refused_by_both(console: Console) -> None:
    ran = console.run("run", QT_QPA_PLATFORM="nonsense", **TRIAL)
    examined = console.run("doctor", "--json", QT_QPA_PLATFORM="nonsense", **TRIAL)
    told = {finding["id"]: finding for finding in json.loads(examined.output)}

    assert (ran.status, ran.errors.startswith("kiosk: settings: QT_QPA_PLATFORM: ")) == (1, True)
    assert (told["settings"]["wrong"], "QT_QPA_PLATFORM" in told["settings"]["says"]) == (True, True)
    assert told["window"]["says"] == "QT_QPA_PLATFORM names no platform of Qt's."


def test_without_opengl_the_terminal_draws_without_it(console: Console) -> None:
    """The window's own platform has none here: the graphics backend that is asked for does not exist."""
    examined = console.run("doctor", "--json", QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="nosuch", **TRIAL)
    told = {finding["id"]: finding for finding in json.loads(examined.output)}

    assert (told["window"]["wrong"], told["window"]["says"]) == (False, "A window opens: offscreen, 800x800 pixels.")
