"""`emulator serve`, the real command, against a vpcd of the test's own."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from tests.support.emulator_process import EMULATOR
from tests.support.workbench import ATR_T0, SELECT_SSSE, TRIES, WRONG_PIN
from tests.unit.emulator.reader.vpcd_end import DEADLINE_S, ON, VpcdEnd


def test_a_served_card_is_in_the_reader_and_keeps_its_memory(vpcd: VpcdEnd, tmp_path: Path) -> None:
    for tries in ("63C5", "63C4"):
        at = f"127.0.0.1:{vpcd.port}"
        command = [EMULATOR, "serve", "normal", "--vpcd", at, "--store", str(tmp_path)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            contact = vpcd.accept()
            assert contact.atr() == ATR_T0.hex().upper()
            assert process.stderr is not None
            assert process.stderr.readline() == f"card normal is in the reader at {at}.\n"
            contact.send(ON)
            answers = [contact.say(line) for line in (SELECT_SSSE, WRONG_PIN, TRIES)]
            process.kill()
            process.wait(DEADLINE_S)

        assert answers == ["611E", tries, tries]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_pulls_the_card_out(vpcd: VpcdEnd, number: signal.Signals) -> None:
    command = [EMULATOR, "serve", "normal", "--vpcd", f"127.0.0.1:{vpcd.port}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        contact = vpcd.accept()
        contact.atr()
        process.send_signal(number)

        assert process.wait(DEADLINE_S) == 0
        assert contact.is_dropped()
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
