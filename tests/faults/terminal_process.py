"""A terminal's process that changes the PIN of a sealed card and reports that, and can be killed at any instant.

`python -m tests.faults.terminal_process` loads everything once and then, for each line `FOLDER PRESENT NEW`, splits off
a child that does the change in this folder, and delivers what is due; without the PINs it only delivers. It says
`pid N` first, and `ended` when the child is no more. The digits are a test card's.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Self

from emulator.cards import find_card, ready_card
from kiosk.card.driver import carry_out
from kiosk.card.pin import Pin
from kiosk.card.request import ChangePin
from kiosk.issuer.answers import Away, Denied, Taken
from kiosk.issuer.outbox import Outbox
from kiosk.issuer.postman import Postman
from kiosk.issuer.report import Report
from kiosk.issuer.report_file import ReportFile
from kiosk.issuer.reporting import reporting
from tests.support.cards import READER, connected, slot_with
from tests.support.emulator_process import ENVIRONMENT

SEALED = find_card("sealed")
WITHIN_S = 10.0


class FileOffice:
    """An office that takes each key once, in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def report(self, report: Report) -> Taken | Denied | Away:
        """Durable when it returns."""
        with closing(self._opened()) as file, file:
            file.execute("INSERT OR IGNORE INTO taken VALUES (?, ?)", (report.key, report.about))
        return Taken()

    def taken(self) -> list[str]:
        """The cards that were reported, once for each key."""
        with closing(self._opened()) as file:
            return [about for (about,) in file.execute("SELECT about FROM taken")]

    def _opened(self) -> sqlite3.Connection:
        file = sqlite3.connect(self._path)
        file.execute("CREATE TABLE IF NOT EXISTS taken (key TEXT PRIMARY KEY, about TEXT)")
        return file


class TerminalProcess:
    """The test's end: one life of a terminal after another."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=pipe, stdout=pipe, text=True, env=ENVIRONMENT
        )
        self._pid = 0

    def begin(self, folder: Path, *pins: bytes) -> None:
        """Have a terminal; returns before it does anything."""
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join((str(folder), *(pin.decode() for pin in pins))) + "\n")
        self._process.stdin.flush()
        word, pid = self._line().split()
        assert word == "pid"
        self._pid = int(pid)

    def kill(self) -> None:
        """SIGKILL, from any thread, whatever it is at."""
        with suppress(ProcessLookupError):  # it was quicker
            os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> None:
        """Until it is no more."""
        assert self._line() == "ended"

    def _line(self) -> str:
        assert self._process.stdout is not None
        return str(self._process.stdout.readline()).strip()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=WITHIN_S)


def live(folder: Path, *digits: str) -> None:
    """One life: a change of PIN, where there is one to do, and the delivery of what is due."""
    office = FileOffice(folder / "office")
    outbox = Outbox(partial(ReportFile, folder / "outbox"), os.urandom, _say)
    postman = Postman(outbox, lambda: office, lambda report, at: at.report(report), lambda *_: None)
    postman.start()
    if digits:
        present, new = (Pin(each.encode()) for each in digits)
        with ready_card(SEALED, store=folder, today=date(2026, 11, 22), random=os.urandom) as card:
            change = ChangePin(1, READER, SEALED.identification, present, new, presence=b"presence")
            reporting(outbox, carry_out)(change, connected(slot_with(card)))
        postman.kick()
    postman.stop(WITHIN_S)
    outbox.close(WITHIN_S)


def main() -> None:
    """One life after another, until the input ends."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            folder, *digits = line.split()
            live(Path(folder), *digits)
            os._exit(0)
        _say(f"pid {pid}")
        os.waitpid(pid, 0)
        _say("ended")


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - this is what the process is for


if __name__ == "__main__":
    main()
