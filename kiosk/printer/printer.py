"""The terminal's printer: one thread, and a process for each slip or receipt.

A process, because a call into the print system holds Python's lock for as long as that system takes to answer, and so
would hold the screen; and because a process that hangs can be ended.
"""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread

from kiosk import defect
from kiosk.errand import Errand
from kiosk.own_process import own_process
from kiosk.printer.job import Destination, Job, outcome_from_json
from kiosk.printer.outcome import Failed, Reason, SlipOutcome
from kiosk.printer.port import Tell
from kiosk.printer.receipt import Done

_log = logging.getLogger("kiosk")

PROCESS = own_process("kiosk.printer")


@dataclass(frozen=True, slots=True)
class _Asked:
    job: Job
    tell: Tell
    due: float


class Printer:
    """Prints slips and receipts one after another. Used from one thread; the printing thread starts with the first."""

    def __init__(
        self,
        destination: Destination,
        assets: Path,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        deadline_s: float,
        process: tuple[str, ...] = PROCESS,
    ) -> None:
        """`now` gives the wall clock with its zone, `clock` monotonic seconds; `process` is what prints."""
        self._destination = destination
        self._points = assets / "guide" / "service-points.toml"
        self._now = now
        self._clock = clock
        self._deadline_s = deadline_s
        self._process = process
        self._asked: SimpleQueue[_Asked | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._stopped = False
        self._running: subprocess.Popen[str] | None = None
        self._guard = Lock()  # of the two above, between a stop and a start

    def print_slip(self, last_four: str, errand: Errand, language: str, tell: Tell) -> None:
        """Print one; `tell` hears on the printing thread what became of it, at the deadline at the latest."""
        self._ask(Job(last_four, language, self._destination, self._now(), self._points, errand), tell)

    def print_receipt(self, last_four: str, done: Done, language: str, tell: Tell) -> None:
        """Print the receipt of what was `done`; all else as `print_slip`."""
        self._ask(Job(last_four, language, self._destination, self._now(), self._points, done=done), tell)

    def _ask(self, job: Job, tell: Tell) -> None:
        self._asked.put(_Asked(job, tell, self._clock() + self._deadline_s))
        if self._thread is None:
            self._thread = Thread(target=self._run, name="slip printer", daemon=True)
            self._thread.start()

    def stop(self, timeout_s: float) -> bool:
        """End, and with it what is being printed; nothing is told any more. False where it hangs all the same."""
        with self._guard:
            self._stopped = True
            if self._running is not None:
                self._running.kill()
        self._asked.put(None)
        if self._thread is not None:
            self._thread.join(timeout_s)
        return self._thread is None or not self._thread.is_alive()

    def _run(self) -> None:
        while (asked := self._asked.get()) is not None:
            outcome = self._outcome(asked)
            if self._stopped:
                return
            asked.tell(outcome)

    def _outcome(self, asked: _Asked) -> SlipOutcome:
        try:
            return self._printed(asked)
        except Exception as error:  # a defect: the person is told, and the next slip is printed
            _log.error("slip printer failed: %s", defect.told(error))
            return Failed(Reason.DIED)

    def _printed(self, asked: _Asked) -> SlipOutcome:
        left = asked.due - self._clock()
        if left <= 0:  # the slips before took all the time: the person was told, so nothing may come out any more
            return Failed(Reason.TOO_LATE)
        with self._guard:
            if self._stopped:
                return Failed(Reason.DIED)
            try:
                self._running = _start(self._process)
            except OSError:  # no memory, or no process, to be had
                return Failed(Reason.DIED)
        with self._running as process:
            try:
                said, _ = process.communicate(asked.job.to_json() + "\n", timeout=left)
            except subprocess.TimeoutExpired:
                process.kill()
                return Failed(Reason.TOO_LATE)
        return outcome_from_json(said)


def _start(command: tuple[str, ...]) -> subprocess.Popen[str]:
    """In a group of its own: a Ctrl-C at the keyboard is the terminal's to deal with."""
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8", process_group=0)
