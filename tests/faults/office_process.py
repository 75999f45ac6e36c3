"""A process with an office in it that can be killed and is quickly there again.

`python -m tests.faults.office_process FOLDER SESSION CASE` loads everything once and then, as often as it must, splits
off a child that opens the office in FOLDER and answers a challenge with a message for CASE, until it is killed. Each
begins with the input `go`, which `pid N` answers, and ends with `ended`. Nobody's time passes in it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

from emulator.card.crypto import ALGORITHMS, process_key
from emulator.issuer.answers import Refused
from tests.unit.emulator.console import ENVIRONMENT
from tests.unit.emulator.issuer.service_point import POINT, opened


class Killed(Exception):
    """The office's process is no more; what was on its way was not answered."""


class OfficeProcess:
    """The test's end: one office after another on the files in `folder`."""

    def __init__(self, folder: Path, session: bytes, case: str) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(folder), session.hex(), case],
            stdin=pipe,
            stdout=pipe,
            text=True,
            env=ENVIRONMENT,
        )
        self._pid = 0

    def start(self) -> None:
        """Have an office; returns before it has opened its files."""
        self._send("go")
        word, pid = self._line().split()
        assert word == "pid"
        self._pid = int(pid)

    def kill(self) -> None:
        """SIGKILL, from any thread, whatever the office is at."""
        os.kill(self._pid, signal.SIGKILL)

    def say(self, challenge: str) -> str:
        """The message for that challenge, in hex, or the reason why there is none. Raises Killed."""
        self._send(challenge)
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


def main(folder: Path, session: bytes, case: str) -> None:
    """One office after another, until the input ends."""
    # The first computation loads the cipher library; in a child that would be where most instants fall.
    process_key(ALGORITHMS["sm4"], bytes(16), bytes(8))
    while _called():
        pid = os.fork()
        if pid == 0:
            _say(f"pid {os.getpid()}")
            _answer(folder, session, case)
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        if os.WIFEXITED(status):
            sys.exit(os.WEXITSTATUS(status))
        _say("ended")


def _answer(folder: Path, session: bytes, case: str) -> None:
    with opened(folder) as desk:
        for line in sys.stdin:
            answer = desk.office.unblock_message(POINT, session, case, bytes.fromhex(line), None)
            _say(answer.reason.value if isinstance(answer, Refused) else answer.apdu.hex())


def _called() -> bool:
    """Wait for the word; what comes before it was for an office that is no more. False: the input ended."""
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
    main(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3])
