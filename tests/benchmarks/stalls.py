"""How long Qt's loop stands still at the longest, whatever card, issuer and disk do.

A timer of one millisecond runs in the loop; what lies between two of its ticks is what a touch would have to wait.
What the thread waited for a processor that was busy with something else is taken off: it is the machine's slowness, not
the terminal's. What it waited for a lock, a card or a disk is not. Beside it stands the longest gap on the clock.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import Any

from PySide6.QtCore import Qt, QTimer

from kiosk.app.issuer import Issuer
from kiosk.app.roles import ROLES
from kiosk.settings import Settings
from kiosk.ui.garbage import Garbage
from kiosk.ui.look import Look
from kiosk.ui.window import application
from tests.benchmarks.child import measured, p99, surroundings
from tests.benchmarks.figure import AtMost, Figure
from tests.benchmarks.process import queued_s, resident_mb
from tests.benchmarks.scenes import SCENES, all_screens, normal
from tests.support.stage import Stage

TARGET_MS, TARGET_MB = AtMost(50), AtMost(200)
ROUNDS = 3
BEFORE_MS = 50
SETTLED_MS = 1000  # the first frame, and what is made ready after it

Gaps = list[tuple[float, float]]


def stalls(share: float) -> Sequence[Figure]:
    """The longest gap and its 99th percentile while each thing happens; and the memory that all of it took."""
    with surroundings() as environment:
        # As where it is installed, bytecode is there already: to compile SQLAlchemy holds Python's lock for long.
        subprocess.run([sys.executable, "-c", "import emulator.back_office"], env=environment, check=True)
        found = measured("stalls", str(max(1, round(ROUNDS * share))), environment=environment)
    figures = []
    for scene, gaps in found["gaps"].items():
        own = [gap - queued for gap, queued in gaps]
        figures += [
            Figure(f"stall: {scene}, longest", max(own), "ms", TARGET_MS),
            Figure(f"stall: {scene}, p99", p99(own), "ms"),
            Figure(f"stall: {scene}, longest on the clock", max(gap for gap, _ in gaps), "ms"),
        ]
    return [
        *figures,
        Figure("memory: resident after all of that", found["resident_mb"], "MB", TARGET_MB),
        Figure("memory: with an issuer in the same process", found["with_issuer_mb"], "MB"),
    ]


class Pulse:
    """Ticks in Qt's loop, and keeps the milliseconds between two ticks, and those of them in a processor's queue."""

    def __init__(self) -> None:
        self._gaps: Gaps = []
        self._last = self._queued = 0.0
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @contextmanager
    def during(self, scene: str, kept: dict[str, Gaps]) -> Iterator[None]:
        """Count while the scene is played; its gaps go into `kept`."""
        self._gaps = kept.setdefault(scene, [])
        self._last, self._queued = self._now()
        self._timer.start()
        yield
        self._timer.stop()
        self._tick()

    def _tick(self) -> None:
        now, queued = self._now()
        self._gaps.append((now - self._last, queued - self._queued))
        self._last, self._queued = now, queued

    def _now(self) -> tuple[float, float]:
        """Milliseconds on the clock, and those that this thread was ready to run and did not."""
        return perf_counter() * 1000, queued_s() * 1000


def main(rounds: int) -> dict[str, object]:
    """The gaps of each scene in ms, and the memory in MB at the end."""
    qt = application()
    stage = Stage(Look(terminal="610100-0001"))
    gaps: dict[str, Gaps] = {}
    pulse = Pulse()
    with tempfile.TemporaryDirectory() as folder:
        issuer = Issuer(Settings(), ROLES["self-service"].near)
        garbage = Garbage(is_loading=lambda: False, is_idle=stage.screen.is_idle)
        garbage.start()  # this and the next as the terminal itself does after its first frame
        stage.screen.warm()
        stage.rest(SETTLED_MS)
        with pulse.during("all screens, the first time", gaps):
            all_screens(stage)
        with pulse.during("all screens", gaps):
            all_screens(stage)
        with stage.terminal(Path(folder)):
            for _ in range(rounds):
                for name, scene in SCENES.items():
                    with pulse.during(name, gaps):
                        scene(stage)
        hanging = Path(folder, "hanging")
        hanging.mkdir()
        os.mkfifo(hanging / "journal.jsonl")  # nobody reads it: even opening it never ends
        with stage.terminal(hanging):
            with pulse.during("a journal's disk that hangs", gaps):
                normal(stage)
            reader = os.open(hanging / "journal.jsonl", os.O_RDONLY | os.O_NONBLOCK)  # now somebody does
        os.close(reader)
        alone_mb = resident_mb()
        garbage.stop()
        garbage = Garbage(is_loading=issuer.is_loading, is_idle=stage.screen.is_idle)
        garbage.start()
        with pulse.during("the issuer being loaded", gaps):
            _load_issuer(stage, issuer)
        garbage.stop()
        with pulse.during("all garbage being collected", gaps):
            stage.rest(BEFORE_MS)
            gc.collect()
    found = {"gaps": gaps, "resident_mb": alone_mb, "with_issuer_mb": resident_mb()}
    stage.screen.close()
    qt.shutdown()
    return found


def _load_issuer(stage: Stage, issuer: Issuer[Any]) -> None:
    """The one in the terminal's process, as it is once the window is seen; nothing of it was loaded before."""
    assert "sqlalchemy" not in sys.modules
    opening = Thread(target=issuer.open, daemon=True)
    opening.start()
    stage.until(lambda: not opening.is_alive(), "the issuer")
    stage.rest(SETTLED_MS * 2)  # and set aside
    issuer.close()


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
