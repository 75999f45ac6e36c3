"""`kiosk run` where no window can be opened: one line of reason and mend, never an abort; doctor says the same."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial

import pytest

from kiosk.doctor.screen import PROBE, probe
from kiosk.ui.trouble import NO_WORD
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
    environment = console.environment(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="nosuch")
    told = subprocess.run(PROBE, capture_output=True, timeout=60, check=False, env=environment)

    assert (told.returncode, json.loads(told.stdout)["platform"]) == (0, "offscreen"), told.stderr


def test_how_it_is_drawn_and_how_large_no_environment_decides(console: Console) -> None:
    """Vulkan was a segmentation fault on a display that has none; and letters have their size in millimetres."""
    drawing = {"QSG_RHI_BACKEND": "vulkan", "QT_SCALE_FACTOR": "2", "QT_QUICK_BACKEND": "nosuch"}
    examined = console.run("doctor", "--json", QT_QPA_PLATFORM="offscreen", **drawing, **TRIAL)
    told = {finding["id"]: finding for finding in json.loads(examined.output)}

    assert (told["window"]["wrong"], told["window"]["says"]) == (False, "A window opens: offscreen, 800x800 pixels.")


def test_a_window_that_ends_without_a_word_is_told_with_its_mend() -> None:
    """Doctor said "Qt found no screen: ", and to run doctor."""
    crash = (sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")

    assert probe({"DISPLAY": ":1"}, crash) == NO_WORD


def test_doctor_sends_nobody_to_doctor(console: Console) -> None:
    """From the run that it is named in, it does; doctor itself has listed the readers."""
    ran = console.run("run", QT_QPA_PLATFORM="offscreen")
    examined = console.run("doctor", QT_QPA_PLATFORM="offscreen")

    assert ("kiosk doctor" in ran.errors, "kiosk doctor" in examined.output) == (True, False)
