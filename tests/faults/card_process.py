"""A process with a card in it, as `emulator shell normal --store`, that can be killed and is quickly there again.

`python -m tests.faults.card_process FOLDER` loads everything once and then, as often as it must, splits off a child
that holds the card: the child answers on its parent's streams until it is killed. Each begins with the input `go`,
which `pid N` answers, and ends with `ended`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Self

from emulator.card.crypto import ALGORITHMS, process_key
from emulator.cards import find_card, ready_card
from emulator.shell import run_shell
from tests.unit.emulator.console import ENVIRONMENT


class Killed(Exception):
    """The card's process is no more; what was on its way was not answered."""


class CardProcess:
    """The test's end: one card after another on the memory in `folder`."""

    def __init__(self, folder: Path) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(folder)], stdin=pipe, stdout=pipe, text=True, env=ENVIRONMENT
        )
        self._pid = 0

    def start(self) -> None:
        """Have a card; returns before it has opened its memory."""
        self._send("go")
        word, pid = self._line().split()
        assert word == "pid"
        self._pid = int(pid)

    def kill(self) -> None:
        """SIGKILL, from any thread, whatever the card is at."""
        os.kill(self._pid, signal.SIGKILL)

    def say(self, *commands: str) -> str:
        """The last command's answer, in hex. Raises Killed."""
        answer = ""
        for command in commands:
            self._send(command)
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


def main(folder: Path) -> None:
    """One card after another, until the input ends."""
    profile = find_card("normal")
    # The first computation loads the cipher library; in a child that would be where most instants fall.
    process_key(ALGORITHMS[profile.application.algorithm], bytes(16), bytes(8))
    while _called():
        pid = os.fork()
        if pid == 0:
            _say(f"pid {os.getpid()}")
            with ready_card(profile, store=folder, today=date(2026, 11, 22), random=os.urandom) as card:
                run_shell(card, sys.stdin, sys.stdout)
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        if os.WIFEXITED(status):
            sys.exit(os.WEXITSTATUS(status))
        _say("ended")


def _called() -> bool:
    """Wait for the word; what comes before it was for a card that is no more. False: the input ended."""
    heard = b""
    while not heard.endswith(b"go\n"):
        more = os.read(0, 65_536)
        if not more:
            return False
        heard += more
    return True


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - this is what the process is for


if __name__ == "__main__":
    main(Path(sys.argv[1]))
