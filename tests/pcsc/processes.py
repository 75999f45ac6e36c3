"""Processes that never outlive the one that started them, however that one ends."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.pcsc.waiting import until


def dying_with_its_parent(command: Sequence[str]) -> list[str]:
    """`command` under the same process id, killed by the kernel when the thread that started it ends."""
    return ["setpriv", "--pdeathsig", "KILL", "--", *command]


class Process:
    """A child process whose output, both streams, is kept in the file `output`."""

    def __init__(self, command: Sequence[str], output: Path, environment: Mapping[str, str]) -> None:
        self._output = output
        with output.open("wb") as sink:
            self._process = subprocess.Popen(
                dying_with_its_parent(command),
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=environment,
            )

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def said(self) -> str:
        """The lines that it has printed so far, whole ones only."""
        text = self._output.read_text("utf-8")
        return text[: text.rfind("\n") + 1]

    def wait_for_words(self, words: str, within_s: float) -> float:
        """Wait until it has printed `words`; returns the seconds waited. Raises TooLate, also where it has ended."""
        return until(lambda: words in self.said() or self._ended_without(words), f"the words {words!r}", within_s)

    def end(self, number: signal.Signals = signal.SIGTERM, within_s: float = 5.0) -> int:
        """Send the signal, where it still runs, and wait; returns the exit status. -9: killed, it took too long."""
        self._process.send_signal(number)
        try:
            return self._process.wait(within_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _ended_without(self, words: str) -> bool:
        if self._process.poll() is not None and words not in self.said():
            raise AssertionError(f"ended with {self._process.returncode}, having said: {self.said()}")
        return False
