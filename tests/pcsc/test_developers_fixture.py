"""The fixture `pcscd` in a developer's own run: cards that every PC/SC program sees, in readers of that run alone."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.support.documents import ran, samples

TESTS = """
import subprocess

import emulator
import pytest
from smartcard import scard
from smartcard.Exceptions import CardConnectionException, NoCardException
from smartcard.System import readers

SELECT = list(bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF"))
WRONG_PIN = list(bytes.fromhex("0020000003111111"))


def connected(reader):
    connection = next(each for each in readers() if str(each) == reader).createConnection()
    connection.connect()
    return connection


def test_a_program_sees_the_card(pcscd, virtual_card):
    atr = pcscd.insert(virtual_card)
    program = ["opensc-tool", "--reader", "0", "--atr"]
    said = subprocess.run(program, env=pcscd.environment(), capture_output=True, text=True, check=True).stdout
    assert bytes.fromhex(said.strip().replace(":", " ")) == atr
    assert subprocess.run(program, capture_output=True, text=True, check=True).stdout == said


def test_this_process_sees_it_and_attempts_are_counted(pcscd, virtual_card):
    pcscd.insert(virtual_card, 1)
    card = connected(pcscd.readers[1])
    assert card.transmit(SELECT) == ([], 0x61, 0x1E)
    assert card.transmit(WRONG_PIN) == ([], 0x63, 0xC5)
    assert virtual_card.tries_left == 5
    with pytest.raises(emulator.NoAnswer, match="Virtual PCD 00 01: talk to it through PC/SC"):
        virtual_card.reset()
    card.disconnect()


def test_readers_are_empty_again(pcscd):
    hresult, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    asked = [(name, scard.SCARD_STATE_UNAWARE) for name in pcscd.readers]
    _, states = scard.SCardGetStatusChange(context, 0, asked)
    scard.SCardReleaseContext(context)
    assert [bool(state & scard.SCARD_STATE_EMPTY) for _, state, _ in states] == [True, True]


def test_a_card_that_is_pulled_in_a_command_can_be_put_back(pcscd, virtual_card):
    pcscd.insert(virtual_card)
    card = connected(pcscd.readers[0])
    card.transmit(SELECT)
    virtual_card.pull_when(lambda apdu: apdu[1] == 0x20)
    with pytest.raises(CardConnectionException):
        card.transmit(WRONG_PIN)
    card.disconnect()
    virtual_card.insert()
    assert virtual_card.tries_left == 5
    assert connected(pcscd.readers[0]).transmit(SELECT) == ([], 0x61, 0x1E)


@pytest.mark.parametrize("slot", [-1, 2, None])
def test_there_are_two_readers(pcscd, virtual_card, slot):
    with pytest.raises((TypeError, ValueError), match="the readers are 0 and 1|slot is a whole number"):
        pcscd.insert(virtual_card, slot)
    assert virtual_card.reset() == virtual_card.atr  # it is where it was


def test_cards_change_places(pcscd, virtual_reader):
    first, second = emulator.card("normal"), emulator.card("two-left")
    pcscd.insert(first)
    pcscd.insert(second)
    assert virtual_reader.insert(first) == first.atr
    pcscd.insert(first, 1)
    assert virtual_reader.look().atr is None
    second.pull()
    with pytest.raises(NoCardException):
        connected(pcscd.readers[0])
    pcscd.remove(1)
    with pytest.raises(emulator.NoAnswer, match="normal is out"):
        first.reset()
"""


def test_cards_in_a_pcscd_of_a_developers_own_run(daemon: object, tmp_path: Path) -> None:
    samples_with_it = [sample for sample in samples("python") if sample.needs_pcscd]
    (tmp_path / "test_of_a_developer.py").write_text(TESTS, "utf-8")
    files = [sample.written(tmp_path) for sample in samples_with_it]
    said = ran(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", folder=tmp_path)

    assert f"{8 + len(files)} passed" in said
    assert files
