"""Rounds of the same work, each in a process of its own that may be killed, and that is quickly there.

`Rounds(MODULE)` runs `python -m MODULE`, whose `serve` loads everything once and then, for each line of input, splits
off a child that works on that line: `pid N` when it is there, `begun` if it says so, `ended STATUS` when it is no more.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from time import monotonic
from typing import Literal, Self

from tests.support.emulator_process import ENVIRONMENT

LONGEST_S = 20  # a child that hangs is ended by then

Word = Literal["pid", "begun"]


@dataclass(frozen=True, slots=True)
class Kill:
    """SIGKILL, so many seconds after that word."""

    after_s: float
    word: Word = "pid"


@dataclass(frozen=True, slots=True)
class Round:
    """How a round went: killed or through, and how many seconds after each of its words it was over."""

    killed: bool
    lasted_s: dict[str, float]


class Rounds:
    """The test's end."""

    def __init__(self, module: str) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [sys.executable, "-m", module], stdin=pipe, stdout=pipe, text=True, env=ENVIRONMENT
        )

    def play(self, *words: object, kill: Kill | None = None) -> Round:
        """One round on `words`. An end that is neither an exit with 0 nor a kill fails."""
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        heard: dict[str, float] = {}
        timer, pid = None, 0
        while (said := self._line())[0] != "ended":
            heard[said[0]] = monotonic()
            pid = int(said[1]) if said[0] == "pid" else pid
            if kill is not None and kill.word == said[0]:
                timer = Timer(kill.after_s, _kill, [pid])
                timer.start()
        over = monotonic()
        if timer is not None:
            timer.cancel()
            timer.join()
        assert said[1] in ("0", str(-signal.SIGKILL)), f"the round ended with {said[1]}"
        return Round(said[1] != "0", {word: over - at for word, at in heard.items()})

    def _line(self) -> list[str]:
        assert self._process.stdout is not None
        return str(self._process.stdout.readline()).split() or ["ended", "nothing said"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=LONGEST_S + 10)


def serve(work: Callable[[list[str]], None]) -> None:
    """The process's end: a child a line, until the input ends. No thread may run yet."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.alarm(LONGEST_S)
            say(f"pid {os.getpid()}")
            work(line.split())
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        say(f"ended {os.waitstatus_to_exitcode(status)}")


def say(words: str) -> None:
    """To the test."""
    print(words, flush=True)  # noqa: T201 - this is what the process is for


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):  # through already
        os.kill(pid, signal.SIGKILL)
