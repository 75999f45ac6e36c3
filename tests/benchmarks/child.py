"""A measurement in a process of its own: one window a process, and nothing in it that another has warmed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

WITHIN_S = 120.0


@contextmanager
def surroundings() -> Iterator[dict[str, str]]:
    """An environment off-screen, with its own journal; bytecode is kept, as where the terminal is installed."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("KIOSK_", "QT_", "PYTHONDONTWRITEBYTECODE"))
        }
        yield {
            **inherited,
            "QT_QPA_PLATFORM": "offscreen",
            "KIOSK_ALLOW_VIRTUAL_READER": "true",  # no reader is named
            "XDG_STATE_HOME": folder,
            "PYTHONPYCACHEPREFIX": str(Path(folder, "bytecode")),
        }


def measured(module: str, *arguments: str, environment: dict[str, str]) -> Any:
    """What `python -m tests.benchmarks.<module>` prints: a line of JSON."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, timeout=WITHIN_S, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def p99(values: Sequence[float]) -> float:
    """The value that 99 of 100 do not exceed."""
    return quantiles(values, n=100, method="inclusive")[98]
