"""`emulator serve` as a process: it waits for pcscd, comes back to it, says what it sees, and ends when told to."""

from __future__ import annotations

import signal

import pytest
from smartcard import scard

from emulator.reader.private_pcscd import PrivatePcscd
from tests.pcsc.conftest import Serve
from tests.pcsc.contacts import PcscError, contact, wait_for_card
from tests.pcsc.waiting import until

SELECT = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"
WRONG_PIN, TRIES = "0020000003000000", "00200000"
WAITING, IN_READER, TAKEN = "waiting for vpcd at", "is in the reader", "is taken: another card is in it"
BACK_WITHIN_S = 2.0
END_WITHIN_S = 1.0
SAID_WITHIN_S = 5.0


def test_the_card_is_back_within_two_seconds_of_a_restart(pcscd: PrivatePcscd, serve: Serve) -> None:
    serving = serve("normal")
    with contact() as card:
        card.transmit(SELECT)
        assert card.transmit(WRONG_PIN) == "63C5"
        pcscd.kill()
        with pytest.raises(PcscError) as gone:
            card.transmit(TRIES)
        assert gone.value.code == scard.SCARD_E_NO_SERVICE & 0xFFFF_FFFF
    serving.wait_for_words(WAITING, SAID_WITHIN_S)
    pcscd.start()
    wait_for_card(0, present=True, within_s=BACK_WITHIN_S)
    with contact() as card:
        assert [card.transmit(TRIES), card.transmit(SELECT), card.transmit(TRIES)] == ["6985", "9000", "63C5"]
    assert serving.said().count(IN_READER) == 2


def test_the_card_is_back_after_a_restart_too_quick_to_notice(pcscd: PrivatePcscd, serve: Serve) -> None:
    serving = serve("normal")
    for times in (2, 3):
        pcscd.restart()
        wait_for_card(0, present=True, within_s=BACK_WITHIN_S)
        assert serving.said().count(IN_READER) == times


def test_a_card_that_comes_before_pcscd_says_that_it_waits(pcscd: PrivatePcscd, serve: Serve) -> None:
    pcscd.stop()
    serving = serve("normal", slot=1, seen=False)
    serving.wait_for_words(WAITING, SAID_WITHIN_S)
    assert "Traceback" not in serving.said()
    pcscd.start()
    wait_for_card(1, present=True, within_s=BACK_WITHIN_S)
    assert serving.said().splitlines()[-1].endswith(f"{IN_READER} at 127.0.0.1:{pcscd.ports[1]}.")


def test_a_second_card_hears_that_the_slot_is_taken_and_follows_the_first(serve: Serve) -> None:
    first = serve("normal")
    second = serve("last-attempt", seen=False)
    second.wait_for_words(TAKEN, SAID_WITHIN_S)
    with contact() as card:
        assert [card.transmit(SELECT), card.transmit(TRIES)] == ["9000", "63C6"]
    first.end()
    second.wait_for_words(IN_READER, SAID_WITHIN_S)
    until(_last_attempt_answers, "the second card in the slot", SAID_WITHIN_S)


def _last_attempt_answers() -> bool:
    try:
        with contact() as card:
            return [card.transmit(SELECT), card.transmit(TRIES)] == ["9000", "63C1"]
    except PcscError:
        return False


def test_a_mute_card_leaves_the_reader_and_nobody_hangs(serve: Serve) -> None:
    serving = serve("mute")
    with contact() as card:
        assert card.transmit(SELECT) == ""
    serving.wait_for_words("does not answer", SAID_WITHIN_S)
    assert serving.end() == 0


@pytest.mark.parametrize(
    ("where", "number"),
    [
        *((where, signal.SIGTERM) for where in ("in the reader", "connected", "waiting", "taken")),
        ("connected", signal.SIGINT),
        *(pytest.param(each, signal.SIGINT, marks=pytest.mark.slow) for each in ("in the reader", "waiting", "taken")),
    ],
)
def test_it_ends_promptly_and_quietly(where: str, number: signal.Signals, pcscd: PrivatePcscd, serve: Serve) -> None:
    if where == "waiting":
        pcscd.stop()
        serving = serve("normal", seen=False)
        serving.wait_for_words(WAITING, SAID_WITHIN_S)
    elif where == "taken":
        serve("normal")
        serving = serve("normal", seen=False)
        serving.wait_for_words(TAKEN, SAID_WITHIN_S)
    else:
        serving = serve("normal")
    before = serving.said()
    if where == "connected":
        with contact() as card:
            card.transmit(SELECT)
            status = serving.end(number, END_WITHIN_S)
    else:
        status = serving.end(number, END_WITHIN_S)
    assert (status, serving.said()) == (0, before)
