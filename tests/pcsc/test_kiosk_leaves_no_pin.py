"""A PIN that was keyed in is in no memory of `kiosk change-pin` any more, once it has said what became of it.

The card is another process's: what is found here is the terminal's own.
"""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from emulator.assets import CARDS
from emulator.reader.private_pcscd import PrivatePcscd
from tests.attacks.memory import found
from tests.pcsc.conftest import Serve

PRESENT, CANARY = "314159", "271828"  # nowhere in our texts
HELD = (sys.executable, "-m", "tests.attacks.held", "change-pin")
WITHIN_S = 20

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may look into another process's memory")


@contextmanager
def held(pcscd: PrivatePcscd, folder: Path, by_keyboard: bool) -> Iterator[int]:
    """The number of a `change-pin` that has said its last word, and stands still."""
    environment = {**pcscd.environment(), "KIOSK_JOURNAL": str(folder / "journal.jsonl"), "HOME": str(folder)}
    keys = (PRESENT, CANARY, CANARY)
    if by_keyboard:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            ["setsid", "--ctty", *HELD], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
        )
        for prompt, digits in zip((b"Current PIN: ", b"New PIN: ", b"New PIN again: "), keys, strict=True):
            screen = b""
            while prompt not in screen:
                screen += os.read(ours, 4096)
            os.write(ours, f"{digits}\n".encode())
    else:
        process = subprocess.Popen([*HELD, "--pin-stdin"], stdin=subprocess.PIPE, env=environment)
        assert process.stdin is not None
        process.stdin.write("".join(f"{digits}\n" for digits in keys).encode())
        process.stdin.close()
    try:
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        yield process.pid
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(WITHIN_S)


@only_root
@pytest.mark.parametrize("by_keyboard", [True, False], ids=["at a keyboard", "three lines"])
def test_after_a_change_no_pin_is_in_memory(
    pcscd: PrivatePcscd, serve: Serve, tmp_path: Path, by_keyboard: bool
) -> None:
    card = tmp_path / "card.toml"
    card.write_text((CARDS / "normal.toml").read_text("utf-8").replace('"135790"', f'"{PRESENT}"'), "utf-8")
    serve(str(card))
    with held(pcscd, tmp_path, by_keyboard) as pid:
        assert {pin: found(pid, pin) for pin in (PRESENT, CANARY)} == {PRESENT: [], CANARY: []}
