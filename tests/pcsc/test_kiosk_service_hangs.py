"""pcscd is there and does not answer: no command waits for it for ever, and each says what to do."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from emulator.reader.private_pcscd import PrivatePcscd
from tests.pcsc.kiosk_command import KioskCommand, Ran

SILENT = "(pcscd) does not answer."
COMMANDS: dict[str, tuple[bytes, ...]] = {  # and their input
    "status": (),
    "doctor": (),
    "change-pin --pin-stdin": (b"135790", b"624815", b"624815"),
}


@pytest.mark.slow
def test_no_command_waits_for_a_pcscd_that_hangs(pcscd: PrivatePcscd, tmp_path: Path) -> None:
    def ran(command: str) -> Ran:
        folder = tmp_path / command
        folder.mkdir()
        return KioskCommand(pcscd, folder)(*command.split(), lines=COMMANDS[command])

    os.kill(pcscd.pid, signal.SIGSTOP)
    try:
        with ThreadPoolExecutor() as at_once:
            ended = list(at_once.map(ran, COMMANDS))
    finally:
        os.kill(pcscd.pid, signal.SIGCONT)

    for command, end in zip(COMMANDS, ended, strict=True):
        said = end.out + end.err
        assert (end.status, SILENT in said, "restart pcscd" in said) == (1, True, True), f"{command}: {said}"
