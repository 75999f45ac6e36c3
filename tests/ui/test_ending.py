"""What ends a terminal, and how: its window closed, or that of the desk; or one of them taken away by somebody.

A hall's terminal in full screen is ended by nothing that a person in front of it can send.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QWindow

from tests.journeys.console import at_once
from tests.support.stage import Stage
from tests.ui.routes import PRESENT, enter, to_the_pad

LOST = "kiosk: the window was taken away by somebody else: another program, or the display's server.\n"
NOTED = (
    "kiosk: No issuer is configured: no card can be checked here, and no change of PIN enables one."
    " Name one in the settings: issuer.\n"
)
GOES_ON = 3
Ends = dict[tuple[str, str, str], tuple[int, str]]
ENDS: Ends = {  # how, which window, command: exit status, what is said
    ("close", "dock", "run --desk"): (0, ""),  # the terminal was left with a card in it and no way to take it out
    ("destroy", "terminal", "run --emulated normal"): (1, LOST),  # it lived on unseen, and nobody started it anew
    ("close", "terminal", "run --fullscreen"): (GOES_ON, NOTED),  # Alt-F4, and a window manager's own button
    ("shrink", "terminal", "run --fullscreen"): (GOES_ON, NOTED),
}
OTHER_ENDS: Ends = {
    ("close", "terminal", "run --desk"): (0, ""),
    ("destroy", "dock", "run --desk"): (1, LOST),
    ("close", "terminal", "run"): (0, NOTED),
    ("close", "terminal", "run --fullscreen --emulated normal"): (0, ""),
    ("quit", "terminal", "run --fullscreen"): (GOES_ON, NOTED),  # a platform's own end, or a shortcut for it
}


def ended(home: Path, how: str, window: str, command: str) -> tuple[int, str]:
    """Exit status, and what was said."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
    run = subprocess.run(
        [sys.executable, "-m", "tests.ui.ending_process", how, window, *command.split()],
        env={
            **inherited,
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": str(home),
            "XDG_STATE_HOME": str(home),
            "KIOSK_ALLOW_VIRTUAL_READER": "true",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return run.returncode, run.stderr


@pytest.mark.parametrize("ends", [ENDS, pytest.param(OTHER_ENDS, marks=pytest.mark.slow)], ids=["one each", "others"])
def test_a_window_that_goes_ends_all_of_it_and_one_that_was_taken_away_with_status_1(
    tmp_path: Path, ends: Ends
) -> None:
    runs = [partial(ended, tmp_path / str(number), *each) for number, each in enumerate(ends)]

    assert dict(zip(ends, at_once(runs), strict=True)) == ends


@pytest.mark.parametrize("way", [QWindow.close, lambda _: QGuiApplication.quit()], ids=["close", "quit"])
def test_who_is_keying_a_pin_in_goes_on_where_the_window_stays(stage: Stage, way: Callable[[QWindow], object]) -> None:
    to_the_pad(stage)
    stage.key(PRESENT[:4])
    stage.screen.window.setProperty("stays", True)
    try:
        way(stage.screen.window)
        stage.settle()
        assert (stage.shown(), stage.digits(), stage.screen.window.isVisible()) == ("pin-present", 4, True)
        stage.key(PRESENT[4:])
        enter(stage, "", "pin-new")
    finally:
        stage.screen.window.setProperty("stays", False)
