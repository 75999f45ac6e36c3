"""Python's garbage: on another thread than Qt's, an object of Qt's in it would end the terminal (status 139)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

WITHIN_S = 60.0


def test_whatever_thread_leaves_garbage_qts_alone_collects_it_and_it_does_not_pile_up(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.ui.garbage_process"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["threads"] == ["MainThread"]
    assert found["left"] < found["made"] / 2
