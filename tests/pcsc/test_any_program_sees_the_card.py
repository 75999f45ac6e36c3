"""A card behind pcscd is a card to every PC/SC program: OpenSC's, pyscard's, our own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from emulator.reader.private_pcscd import PrivatePcscd
from tests.pcsc.conftest import CardInReader, Serve
from tests.pcsc.contacts import atr_in, contact, reader_name
from tests.pcsc.guarded_card import READ_GUARDED, GuardedCard
from tests.pcsc.waiting import until

PLAIN_PROGRAM = Path(__file__).with_name("plain_program.py")
NORMAL_ATR = "3B6D000000814A44468660610100000001"
FCI = "6F1C840F7378312E73682EC9E7BBE1B1A3D5CFA50988011E9F0C03860103"
SELECT = "00A404000F7378312E73682EC9E7BBE1B1A3D5CF"
SELECT_QUIETLY = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"
WRONG_PIN, RIGHT_PIN, TRIES = "0020000003000000", "0020000003135790", "00200000"
SIX_POLLS_S = 6 * 0.4


def run(pcscd: PrivatePcscd, *command: str) -> str:
    """What the program prints; it must end well."""
    done = subprocess.run(command, env=pcscd.environment(), capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_opensc_prints_the_atr(pcscd: PrivatePcscd, serve: Serve) -> None:
    serve("normal")
    printed = run(pcscd, "opensc-tool", "--reader", "0", "--card-driver", "default", "--atr")
    assert printed.strip().replace(":", "").upper() == NORMAL_ATR


def test_opensc_sends_commands(pcscd: PrivatePcscd, serve: Serve) -> None:
    serve("normal", slot=1)
    sends = ("--send-apdu", SELECT_QUIETLY, "--send-apdu", TRIES)
    printed = run(pcscd, "opensc-tool", "--reader", "1", "--card-driver", "default", *sends)
    answers = [line for line in printed.splitlines() if line.startswith("Received")]
    assert answers == ["Received (SW1=0x90, SW2=0x00)", "Received (SW1=0x63, SW2=0xC6)"]


def test_a_plain_pyscard_program_reads_the_card(pcscd: PrivatePcscd, serve: Serve) -> None:
    serve("normal")
    printed = run(pcscd, sys.executable, str(PLAIN_PROGRAM), reader_name(0), SELECT, "00C000001E")
    assert printed.replace(" ", "").split() == [NORMAL_ATR, "611E", FCI + "9000"]


def test_the_t1_card_negotiates_t1_and_the_normal_one_t0(serve: Serve) -> None:
    serve("normal", slot=0)
    serve("t1", slot=1)
    with contact(0) as t0, contact(1) as t1:
        assert (t0.protocol, t1.protocol) == ("T=0", "T=1")
        assert t1.transmit(SELECT + "00") == FCI + "9000"
        assert t0.transmit(SELECT) == "611E"
        assert t0.transmit("00C000001E") == FCI + "9000"


def test_both_slots_hold_different_cards(serve: Serve) -> None:
    serve("normal", slot=0)
    serve("last-attempt", slot=1)
    with contact(0) as normal, contact(1) as last:
        for card in (normal, last):
            assert card.transmit(SELECT_QUIETLY) == "9000"
        assert (normal.transmit(TRIES), last.transmit(TRIES)) == ("63C6", "63C1")


def test_six_wrong_pins_lock_the_card_through_power_cycle_and_restart(serve: Serve, tmp_path: Path) -> None:
    serving = serve("normal", store=tmp_path)
    with contact() as card:
        assert card.transmit(SELECT_QUIETLY) == "9000"
        tries = [card.transmit(WRONG_PIN) for _ in range(7)]
        assert tries == ["63C5", "63C4", "63C3", "63C2", "63C1", "63C0", "6983"]
        card.power_cycle()
        assert card.transmit(RIGHT_PIN) == "6985"  # the MF is selected again: the power was really gone
        assert card.transmit(SELECT_QUIETLY) == "9000"
        assert card.transmit(RIGHT_PIN) == "6983"
    assert serving.end() == 0
    serve("normal", store=tmp_path)
    with contact() as card:
        assert card.transmit(SELECT_QUIETLY) == "9000"
        assert [card.transmit(RIGHT_PIN), card.transmit(TRIES)] == ["6983", "6983"]


def test_polls_for_presence_leave_the_verified_pin_alone(card_in_reader: CardInReader) -> None:
    card = GuardedCard()
    with card_in_reader(card), contact() as connected:
        assert connected.transmit(RIGHT_PIN) == "9000"
        polls, powered = card.polls, card.powered
        until(lambda: card.polls >= polls + 4, "four polls", SIX_POLLS_S)
        assert connected.transmit(READ_GUARDED).endswith("9000")
        assert card.powered == powered
        connected.power_cycle()
        assert connected.transmit(READ_GUARDED) == "6982"


def test_a_card_that_leaves_is_gone_for_pcsc_too(serve: Serve) -> None:
    serving = serve("normal")
    assert atr_in(0) == NORMAL_ATR
    serving.end()
    until(lambda: not atr_in(0), "the slot empty", 2.0)
