"""How long a voice may be at a sentence: without a sound server some engines "speak" for ever."""

from __future__ import annotations

from collections.abc import Callable

PATIENCE_S = 8.0  # a process begins, an engine makes a sentence, a sound server ends one within this time


class Watchdog:
    """Asleep until it is told to watch."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` gives monotonic seconds."""
        self._clock = clock
        self._due: float | None = None

    def watch(self, seconds: float = 0.0) -> None:
        """Something is to be heard that takes so many seconds; what comes next is to come within its patience."""
        self._due = self._clock() + seconds + PATIENCE_S

    def sleep(self) -> None:
        """Nothing is being said any more."""
        self._due = None

    def left(self) -> float | None:
        """Seconds until it bites, 0.0 where it has to; None while it sleeps."""
        return None if self._due is None else max(0.0, self._due - self._clock())
