"""The real `kiosk` command, run as a process, with a home of its own; whatever it writes is searched for PINs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.support import warm

KIOSK = str(Path(sys.executable).parent / "kiosk")
END_WITHIN_S = 30.0
PRESENT, NEW, OTHER_NEW, WRONG = "135790", "624815", "907163", "909091"  # invented, for test cards
CARD_PINS = (PRESENT, "123456", "246802")

NOT_INHERITED = ("KIOSK_", "DISPLAY", "WAYLAND_DISPLAY", "QT_")

T = TypeVar("T")


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit status, and what it wrote."""

    status: int
    output: str
    errors: str


class Console:
    """Runs `kiosk` in `home`, with its settings and its journal there; neither pcscd nor a display is in reach."""

    def __init__(self, home: Path, within_s: float = END_WITHIN_S) -> None:
        self.home = home
        self._within_s = within_s
        self.journal = home / "journal.jsonl"

    def environment(self, **changes: str) -> dict[str, str]:
        """The environment of a process of this console."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)}
        return {
            **inherited,
            "HOME": str(self.home),
            "XDG_STATE_HOME": str(self.home / "state"),
            "KIOSK_JOURNAL": str(self.journal),
            "PCSCLITE_CSOCK_NAME": str(self.home / "no-pcscd-here"),
            **changes,
        }

    def run(
        self, *arguments: str | Path, lines: Sequence[str] = (), through: Sequence[str] = (KIOSK,), **changes: str
    ) -> Ended:
        """Run `kiosk …`, or another command that becomes it, with `lines` on standard input until it ends."""
        given, environment = "".join(f"{line}\n" for line in lines).encode(), self.environment(**changes)
        if through == (KIOSK,) and warm.starts_alike(environment):
            ended = warm.run(
                "kiosk", arguments, given=given, environment=environment, folder=self.home, within_s=self._within_s
            )
        else:
            ended = subprocess.run(
                [*through, *arguments],
                input=given,
                capture_output=True,
                timeout=self._within_s,
                check=False,
                cwd=self.home,
                env=environment,
            )
        self.search(ended.stdout + ended.stderr, lines)
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    def change_pin(
        self,
        *lines: str,
        card: str = "normal",
        store: Path | None = None,
        through: Sequence[str] = (KIOSK,),
        **changes: str,
    ) -> Ended:
        """`kiosk change-pin` with three lines: the present PIN, the new one, the new one again."""
        kept = ("--store", store) if store else ()
        arguments = ("change-pin", "--emulated", card, *kept, "--pin-stdin")
        return self.run(*arguments, lines=lines, through=through, **changes)

    def search(self, written: bytes, keyed: Sequence[str] = ()) -> None:
        """Fail where a PIN, keyed or a card's, is in `written` or in the journal (OpenSC#877: PIN in a debug log)."""
        journal = self.journal.read_bytes() if self.journal.is_file() else b""
        pins = {pin for pin in (*CARD_PINS, *keyed) if len(pin) >= 5}
        found = [pin for pin in pins if pin.encode() in written + journal]
        assert not found, "a PIN was written"


def at_once(runs: Sequence[Callable[[], T]]) -> list[T]:
    """The results of runs that have nothing to do with one another, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda run: run(), runs))
