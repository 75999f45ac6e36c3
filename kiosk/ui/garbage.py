"""Python's garbage, collected on Qt's thread and no other: an object of Qt's collected elsewhere ends the process.

By itself Python collects on whichever thread makes the object too many, with all of Qt that hangs in a cycle.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
LOADED_WITHIN_TICKS = 30  # whatever hangs, what visits leave is collected
MIDDLE_EVERY_TICKS, ALL_EVERY_TICKS = 10, 60
YOUNG, MIDDLE, ALL = range(3)  # Python's generations


class Garbage(QObject):
    """From `start` on nothing is collected but here: what is young each second, and all of it while nobody is served.

    Made on Qt's thread, where `is_loading` (more is being loaded, that stays) and `is_idle` (nobody is served) are
    asked. What was loaded is never looked through: a collection of all the rest takes milliseconds.
    """

    def __init__(self, is_loading: Callable[[], bool], is_idle: Callable[[], bool]) -> None:
        super().__init__()
        self._is_loading = is_loading
        self._is_idle = is_idle
        self._loaded = False
        self._ticks = self._all_at = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Python collects nothing by itself any more, in this process."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        """Collect nothing more: the process is about to end, and does so on this thread."""
        self._timer.stop()

    def tick(self) -> None:
        """A second is over."""
        self._ticks += 1
        if not self._loaded:
            if self._is_loading() and self._ticks < LOADED_WITHIN_TICKS:
                return
            self._loaded = True
            gc.freeze()
        if self._ticks >= self._all_at and self._is_idle():
            self._all_at = self._ticks + ALL_EVERY_TICKS
            gc.collect(ALL)
        else:
            gc.collect(YOUNG if self._ticks % MIDDLE_EVERY_TICKS else MIDDLE)
