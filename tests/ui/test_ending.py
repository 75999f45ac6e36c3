"""What ends a terminal, and how: its window closed, or that of the desk; or one of them taken away by somebody."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from tests.journeys.console import at_once

LOST = "kiosk: the window was taken away by somebody else: another program, or the display's server.\n"
ENDS = {  # how, which window, command: exit status, what is said
    ("close", "terminal", "run --desk"): (0, ""),
    ("close", "dock", "run --desk"): (0, ""),  # the terminal was left with a card in it and no way to take it out
    ("destroy", "terminal", "run --emulated normal"): (1, LOST),  # it lived on unseen, and nobody started it anew
    ("destroy", "dock", "run --desk"): (1, LOST),
}


def ended(home: Path, how: str, window: str, command: str) -> tuple[int, str]:
    """Exit status, and what was said."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
    run = subprocess.run(
        [sys.executable, "-m", "tests.ui.ending_process", how, window, *command.split()],
        env={**inherited, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_STATE_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return run.returncode, run.stderr


def test_a_window_that_goes_ends_all_of_it_and_one_that_was_taken_away_with_status_1(tmp_path: Path) -> None:
    runs = [partial(ended, tmp_path / str(number), *each) for number, each in enumerate(ENDS)]

    assert dict(zip(ENDS, at_once(runs), strict=True)) == ENDS
