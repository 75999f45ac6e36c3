"""The real `emulator` command, run as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from tests.support import warm

EMULATOR = str(Path(sys.executable).parent / "emulator")
ENDS_WITHIN_S = 30.0
# Output is to be flushed by the command itself, not by a setting of whoever runs the tests.
_STATE = TemporaryDirectory()  # what the command keeps beside its stores: none of it is the user's
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    "XDG_STATE_HOME": _STATE.name,
}


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit status and the lines it wrote."""

    status: int
    output: list[str]
    errors: str


def emulator(*arguments: str | Path, lines: str | bytes = "", **environment: str) -> Ended:
    """Run `emulator …` with `lines` on standard input until it ends."""
    given, whole = lines.encode() if isinstance(lines, str) else lines, ENVIRONMENT | environment
    if warm.starts_alike(whole):
        ended = warm.run("emulator", arguments, given=given, environment=whole, within_s=ENDS_WITHIN_S)
    else:
        ended = subprocess.run(
            [EMULATOR, *arguments], input=given, capture_output=True, timeout=ENDS_WITHIN_S, check=False, env=whole
        )
    return Ended(ended.returncode, ended.stdout.decode().splitlines(), ended.stderr.decode())


class Shell:
    """`emulator shell …`, a line at a time; at the end its input ends, unless it was killed."""

    def __init__(self, card: str, *arguments: str | Path) -> None:
        command, pipe = [EMULATOR, "shell", card, *arguments], subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=ENVIRONMENT)

    def say(self, line: str) -> str:
        """The answer to one line."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(f"{line}\n")
        stdin.flush()
        return str(stdout.readline()).strip()

    def kill(self) -> None:
        """SIGKILL: no cleaning up."""
        self._process.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=10)
