"""Waiting for what happens in another process: with a deadline, and never longer than it takes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from threading import Event
from time import monotonic

LOOK_EVERY_S = 0.01


class TooLate(AssertionError):
    """What was waited for did not happen in time."""


def until(condition: Callable[[], bool], what: str, within_s: float) -> float:
    """Wait until `condition()` holds; returns the seconds it took. Raises TooLate, naming `what`."""
    pause, start = Event(), monotonic()
    while not condition():
        if monotonic() - start > within_s:
            raise TooLate(f"{what}: not within {within_s:g} s")
        pause.wait(LOOK_EVERY_S)
    return monotonic() - start


def hold(pid: int) -> None:
    """Stop a process that was started here with SIGSTOP; returns once each of its threads stands still."""
    os.kill(pid, signal.SIGSTOP)
    os.waitid(os.P_PID, pid, os.WSTOPPED)
