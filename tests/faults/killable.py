"""A process that can be killed and is quickly there again, line in and line out.

It loads everything once and then, as often as it must, splits off a child that answers on its parent's streams until it
is killed. Each begins with the input `go`, which `pid N` answers, and ends with `ended`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Self

from tests.support.emulator_process import ENVIRONMENT


class Killed(Exception):
    """The child is no more; what was on its way was not answered."""


class Killable:
    """The test's end: one child of `python -m MODULE ARGUMENTS` after another."""

    def __init__(self, module: str, *arguments: str) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments], stdin=pipe, stdout=pipe, text=True, env=ENVIRONMENT
        )
        self._pid = 0

    def start(self) -> None:
        """Have a child; returns before it has opened its files."""
        self._send("go")
        word, pid = self._line().split()
        assert word == "pid"
        self._pid = int(pid)

    def kill(self) -> None:
        """SIGKILL, from any thread, whatever the child is at."""
        os.kill(self._pid, signal.SIGKILL)

    def say(self, *lines: str) -> str:
        """The answer to the last line. Raises Killed."""
        answer = ""
        for line in lines:
            self._send(line)
            answer = self._line()
            if answer == "ended":
                raise Killed
        return answer

    def _send(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return str(self._process.stdout.readline()).strip()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=10)


def one_after_another(work: Callable[[], None]) -> None:
    """The process's end: a child that does `work` for each `go`, until the input ends."""
    while _called():
        pid = os.fork()
        if pid == 0:
            say(f"pid {os.getpid()}")
            work()
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        if os.WIFEXITED(status):
            sys.exit(os.WEXITSTATUS(status))
        say("ended")


def say(words: str) -> None:
    """To the test."""
    print(words, flush=True)  # noqa: T201 - this is what the process is for


def _called() -> bool:
    """Wait for the word; what comes before it was for a child that is no more. False: the input ended."""
    heard = b""
    while not heard.endswith(b"go\n"):
        more = os.read(0, 65_536)
        if not more:
            return False
        heard += more
    return True
