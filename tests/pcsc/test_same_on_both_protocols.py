"""Behind pcscd as well, a script over every command gets the same from a T=0 card, a T=1 card and in this process."""

from __future__ import annotations

import pytest

from tests.pcsc.contacts import Contact, contact, wait_for_card
from tests.pcsc.hand import Hand
from tests.properties.script import END_OF_THE_CARD, SCRIPT, Host
from tests.support.workbench import SELECT_SSSE, Bench

FROM_ONE_TO_THE_END = "00B201DD"  # 304 bytes in two records
PROTOCOLS = {False: "T=0", True: "T=1"}


def in_process(script: tuple[str, ...]) -> list[str]:
    """What a T=0 card answers here."""
    bench = Bench()

    def reset() -> None:
        bench.card.reset()

    host = Host(bench.say, reset, False, bench.terminal.algorithm, bench.terminal.keys)
    return [host.play(line) for line in script]


def over_pcsc(hand: Hand, script: tuple[str, ...], *, t1: bool, extended: bool = False) -> list[str]:
    """What a card in the reader answers."""
    bench = Bench(t1=t1)
    hand.insert(bench.card)
    wait_for_card(0, present=True)
    with contact() as card:
        assert card.protocol == PROTOCOLS[t1]
        return [_host(card, bench, extended=extended).play(line) for line in script]


def _host(card: Contact, bench: Bench, *, extended: bool) -> Host:
    keys, algorithm = bench.terminal.keys, bench.terminal.algorithm
    return Host(card.transmit, card.power_cycle, bench.t1, algorithm, keys, extended=extended)


@pytest.mark.parametrize("script", [SCRIPT, END_OF_THE_CARD], ids=["a life", "the end of the card"])
@pytest.mark.parametrize(("t1", "extended"), [(False, False), (True, False), (True, True)], ids=["t0", "t1", "long t1"])
def test_a_long_script_over_every_command(hand: Hand, script: tuple[str, ...], t1: bool, extended: bool) -> None:
    expected = in_process(script)
    got = over_pcsc(hand, script, t1=t1, extended=extended)

    assert list(zip(script, got, strict=True)) == list(zip(script, expected, strict=True))


def test_more_than_256_bytes_come_in_a_chain_on_t0(hand: Hand) -> None:
    hand.insert(Bench(t1=False).card)
    wait_for_card(0, present=True)
    with contact() as card:
        card.transmit(SELECT_SSSE)
        assert card.transmit(FROM_ONE_TO_THE_END) == "6100"
        first = card.transmit("00C0000000")
        assert (len(first), first[-4:]) == (2 * 256 + 4, "6130")
        assert card.transmit("00C0000031") == "6C30"
        assert card.transmit("00C0000010")[-4:] == "6120"
        assert len(card.transmit("00C0000020")) == 2 * 0x20 + 4
        assert card.transmit("00C0000000") == "6985"


def test_extended_lengths_take_them_in_one_answer_on_t1_alone(hand: Hand) -> None:
    hand.insert(Bench(t1=True).card)
    wait_for_card(0, present=True)
    with contact() as card:
        card.transmit(SELECT_SSSE)
        answer = card.transmit(FROM_ONE_TO_THE_END + "000000")
        assert (len(answer), answer[-4:]) == (2 * 304 + 4, "9000")
        assert card.transmit(FROM_ONE_TO_THE_END) == "9000"
