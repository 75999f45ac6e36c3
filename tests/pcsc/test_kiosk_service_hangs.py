"""pcscd is there and does not answer: no command waits for it for ever, and each says what to do."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from emulator.reader.private_pcscd import PrivatePcscd
from kiosk.card.lookout import SILENT_S
from kiosk.card.port import Failure, Fault
from kiosk.session.state import Menu, OutOfService
from kiosk.session.visit import is_settled
from tests.pcsc.hand import Hand
from tests.pcsc.kiosk_command import KioskCommand, Ran
from tests.pcsc.visitor import visitor
from tests.pcsc.waiting import hold
from tests.support.cards import virtual_card

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

    hold(pcscd.pid)
    try:
        with ThreadPoolExecutor() as at_once:
            ended = list(at_once.map(ran, COMMANDS))
    finally:
        os.kill(pcscd.pid, signal.SIGCONT)

    for command, end in zip(COMMANDS, ended, strict=True):
        said = end.out + end.err
        assert (end.status, SILENT in said, "restart pcscd" in said) == (1, True, True), f"{command}: {said}"


@pytest.mark.slow
def test_a_terminal_says_that_pcscd_hangs_and_serves_again_when_it_goes_on(
    pcscd: PrivatePcscd, hand: Hand, tmp_path: Path
) -> None:
    with visitor(tmp_path) as person:
        hand.insert(virtual_card())
        person.sees(Menu, lambda menu: is_settled(menu.visit))  # in an exchange it would be the card that hangs
        hold(pcscd.pid)
        try:
            silent = person.sees(OutOfService, within_s=SILENT_S + 5.0)
        finally:
            os.kill(pcscd.pid, signal.SIGCONT)
        person.sees(Menu, within_s=SILENT_S)

    assert silent.failure == Failure(Fault.SERVICE_SILENT)
