"""The terminal's window with its dock, while threads and Qt's own leave garbage; it ends after a collection of all.

python -m tests.ui.garbage_process
prints the threads that collected, how many cycles were made, and how many of those are still there
"""

from __future__ import annotations

import gc
import json
import sys
from threading import Event, Thread, current_thread

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from kiosk.app.window import run_window
from kiosk.settings import Settings
from kiosk.ui import garbage
from kiosk.ui.look import DESK, Look

THREADS, AT_ONCE = 3, 500
ENOUGH = 50_000
WITHIN_MS = 30_000

collected: list[tuple[str, int]] = []  # by which thread, which generation
there = [0, 0]  # made, gone
over = Event()


class Cycle:
    """Nobody but itself holds it."""

    def __init__(self) -> None:
        self.itself = self
        there[0] += 1

    def __del__(self) -> None:
        there[1] += 1


def litter() -> None:
    """As a watcher, a worker or the issuer's thread may, and more of it."""
    while not over.wait(0.001):
        for _ in range(AT_ONCE):
            Cycle()


def shown() -> None:
    gc.callbacks.append(hear)
    litterers = [Thread(target=litter, daemon=True) for _ in range(THREADS)]
    look = QTimer(QCoreApplication.instance(), interval=5)
    QTimer.singleShot(WITHIN_MS, look, QCoreApplication.quit)

    def tick() -> None:
        if collected and litterers:  # what is loaded is loaded
            collected.clear()
            while litterers:
                litterers.pop().start()
        of_qt = QObject()
        vars(of_qt)["itself"] = of_qt
        if there[0] > ENOUGH and (("MainThread", 2) in collected or {name for name, _ in collected} - {"MainThread"}):
            over.set()
            QCoreApplication.quit()

    look.timeout.connect(tick)
    look.start()


def hear(phase: str, info: dict[str, int]) -> None:
    if phase == "stop":
        collected.append((current_thread().name, info["generation"]))


if __name__ == "__main__":
    vars(garbage).update(EVERY_MS=20, ALL_EVERY_TICKS=10)
    status = run_window(Settings(), Look(width=DESK[0], height=DESK[1]), desk=True, shown=shown)
    made, gone = there
    print(json.dumps({"threads": sorted({name for name, _ in collected}), "made": made, "left": made - gone}))  # noqa: T201
    sys.exit(status)
