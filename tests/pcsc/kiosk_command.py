"""The `kiosk` command as a process, over the tests' pcscd."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emulator.reader.private_pcscd import PrivatePcscd
from tests.pcsc.processes import Process
from tests.support import warm

ENDS_WITHIN_S = 20.0


@dataclass(frozen=True, slots=True)
class Ran:
    """How the command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)


class KioskCommand:
    """`kiosk("status", "--json")`. Its journal is kept in `folder`.

    Each run asserts that no line of its input came out again, printed or in the journal: those are PINs.
    """

    def __init__(self, pcscd: PrivatePcscd, folder: Path, **settings: str) -> None:
        self._folder = folder
        self._journal = folder / "journal.jsonl"
        self._environment = {**pcscd.environment(), "KIOSK_JOURNAL": str(self._journal), **settings}

    def __call__(self, *arguments: str, lines: Sequence[bytes] = ()) -> Ran:
        """Run it to its end, with `lines` on standard input."""
        given = b"".join(line + b"\n" for line in lines)
        done = warm.run("kiosk", arguments, given=given, environment=self._environment, within_s=ENDS_WITHIN_S)
        out, err = done.stdout.decode(), done.stderr.decode()
        written = out + err + (self._journal.read_text("utf-8") if self._journal.exists() else "")
        assert not any(line.decode() in written for line in lines), "a PIN came out"
        return Ran(done.returncode, out, err)

    def change_pin(self, present: bytes, new: bytes) -> Ran:
        """`kiosk change-pin --pin-stdin` with these PINs, the new one twice."""
        return self("change-pin", "--pin-stdin", lines=(present, new, new))

    def started(self, *arguments: str) -> Process:
        """Start it and come back at once; whoever starts it ends it."""
        return Process(_command(arguments), self._folder / "kiosk.txt", self._environment)


def _command(arguments: Sequence[str]) -> list[str]:
    return [str(Path(sys.executable).with_name("kiosk")), *arguments]
