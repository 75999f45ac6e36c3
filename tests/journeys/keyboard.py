"""Somebody at a keyboard and a screen: `kiosk` on a pseudo-terminal that is its controlling terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Self

from tests.journeys.console import END_WITHIN_S, KIOSK, Console
from tests.support import warm

CTRL_C, CTRL_D, CTRL_Z, CTRL_BACKSLASH = "\x03", "\x04", "\x1a", "\x1c"


class Real:
    """A process of its own start on this terminal."""

    def __init__(self, command: Sequence[str], terminal: int, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=terminal, stdout=terminal, stderr=terminal, env=dict(environment)
        )
        self.pid = self._process.pid

    def wait(self, within_s: float) -> int:
        """Its exit status."""
        return self._process.wait(within_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(END_WITHIN_S)


class Keyboard:
    """A running `kiosk …`, or a shell to start it in; at the end of the block it must have ended."""

    def __init__(self, console: Console, *arguments: str | Path, through: Sequence[str] = (KIOSK,)) -> None:
        self.screen = b""
        self._read_until = 0
        self._console = console
        self._keyed: list[str] = []
        self._ours, theirs = pty.openpty()
        environment = console.environment(TERM="dumb")
        self._process: warm.Running | Real
        if through == (KIOSK,) and warm.starts_alike(environment):
            streams = (theirs, theirs, theirs)
            self._process = warm.Running("kiosk", arguments, streams=streams, environment=environment, terminal=True)
        else:
            self._process = Real(["setsid", "--ctty", *through, *map(str, arguments)], theirs, environment)
        os.close(theirs)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def waits_for(self, words: str) -> None:
        """Return once `words` are on the screen, after those that were waited for before."""
        ends = monotonic() + END_WITHIN_S
        while (at := self.screen.find(words.encode(), self._read_until)) < 0:
            assert monotonic() < ends, self.screen
            assert self._read(), self.screen
        self._read_until = at + len(words.encode())

    def keys(self, words: str, end: str = "\n") -> None:
        """Key this in."""
        self._keyed.append(words)
        os.write(self._ours, (words + end).encode())

    def command(self, line: str) -> None:
        """Key a command for a shell in, which is shown."""
        os.write(self._ours, f"{line}\n".encode())

    def shows_keys(self) -> bool:
        """Whether the terminal shows what is keyed in."""
        return bool(termios.tcgetattr(self._ours)[3] & termios.ECHO)

    def ended(self) -> int:
        """Its exit status, once it has ended; all that it wrote is then on the screen."""
        while self._read():
            pass
        return self._process.wait(END_WITHIN_S)

    def lines(self) -> Sequence[str]:
        """The screen's lines."""
        return [line.strip() for line in self.screen.decode().splitlines() if line.strip()]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            pass
        os.close(self._ours)
        self._console.search(self.screen, self._keyed)

    def _read(self) -> bool:
        """Read what is there, waiting for it; False at the end."""
        ready, _, _ = select.select([self._ours], [], [], END_WITHIN_S)
        try:
            more = os.read(self._ours, 4096) if ready else b""
        except OSError:  # how Linux tells that nobody has the other end open
            more = b""
        self.screen += more
        return more != b""
