"""APPLICATION BLOCK and CARD BLOCK: a MAC with BK, and then for ever."""

from __future__ import annotations

import pytest

from tests.support.workbench import (
    ATR_T0,
    RIGHT_PIN,
    SELECT_BANK,
    SELECT_EF05,
    SELECT_MF,
    SELECT_SSSE,
    TRIES,
    Bench,
    Fault,
)

READ = "00B2012C12"
EVERYTHING = ["00B0980001", "00D6980001AA", READ, "00DC01CC053003010203", "0084000008", RIGHT_PIN, TRIES]
EVERYTHING += ["0088000010" + "00" * 16, "0082000610" + "00" * 16, "805E010007135790FF246802", "8424000004" + "00" * 4]
EVERYTHING += ["841E000104" + "00" * 4, "8416000004" + "00" * 4, "00C0000000", "A0FF0000", "00FF0000", "0020000103"]
ELSEWHERE = [SELECT_SSSE, SELECT_EF05, "00A4040C06D15600000500", "00A4000002DF05", "00A40000023F0000FF", "00A4FF00"]
ELSEWHERE += ["00A40200" + SELECT_BANK[8:], "00A40000" + SELECT_BANK[8:], "00A40200023F00", "00A40400023F00"]

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])
BOTH_ALGORITHMS = pytest.mark.parametrize("algorithm", ["sm4", "3des"])


def in_ssse(*, t1: bool, algorithm: str = "sm4") -> Bench:
    bench = Bench(t1=t1, application_algorithm=f'"{algorithm}"')
    bench.say(SELECT_SSSE)
    return bench


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
def test_after_application_block_every_command_is_refused_for_ever(t1: bool, algorithm: str) -> None:
    bench = in_ssse(t1=t1, algorithm=algorithm)

    assert bench.terminal.block_application() == "9000"
    assert {command: bench.say(command) for command in EVERYTHING} == dict.fromkeys(EVERYTHING, "9303")
    bench.reopen()
    commands = EVERYTHING + ELSEWHERE
    assert {command: bench.say(command) for command in commands} == dict.fromkeys(commands, "9303")


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("select", "answer"),
    [
        pytest.param(SELECT_MF, "9000", id="MF"),
        pytest.param("00A40000", "9000", id="MF by nothing"),
        pytest.param("00A4000C023F00", "9000", id="MF, no data asked"),
        pytest.param(SELECT_BANK, "6F0A8408A0000003330101019000", id="bank"),
        pytest.param("00A4040C" + SELECT_BANK[8:], "9000", id="bank, no data asked"),
    ],
)
def test_mf_and_bank_application_can_still_be_selected(t1: bool, select: str, answer: str) -> None:
    bench = in_ssse(t1=t1)
    bench.terminal.block_application()

    assert [bench.ask(select), bench.say(TRIES)] == [answer, "9303"]


def test_what_the_bank_application_answered_is_dropped_by_a_refused_command() -> None:
    bench = in_ssse(t1=False)
    bench.terminal.block_application()

    assert [bench.say(each) for each in (SELECT_BANK, TRIES, "00C000000C")] == ["610C", "9303", "9303"]


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
def test_after_card_block_every_command_is_refused_for_ever(t1: bool, algorithm: str) -> None:
    bench, commands = in_ssse(t1=t1, algorithm=algorithm), [*EVERYTHING, *ELSEWHERE, SELECT_MF, SELECT_BANK, "", "00"]

    assert bench.terminal.block_card() == "9000"
    assert {command: bench.say(command) for command in commands} == dict.fromkeys(commands, "6A81")
    bench.reopen()
    assert {command: bench.say(command) for command in commands} == dict.fromkeys(commands, "6A81")


@BOTH_PROTOCOLS
def test_a_blocked_card_still_answers_to_reset(t1: bool) -> None:
    bench = in_ssse(t1=t1)
    bench.terminal.block_card()

    assert bench.card.reset() == (bench.profile.atr_for(t1=True) if t1 else ATR_T0)


@BOTH_PROTOCOLS
@pytest.mark.parametrize("command", ["841E000104", "8416000004"], ids=["APPLICATION BLOCK", "CARD BLOCK"])
class TestBoth:
    """What holds for both."""

    def test_without_a_challenge_there_is_none_to_use(self, t1: bool, command: str) -> None:
        assert in_ssse(t1=t1).say(command + "00" * 4) == "6984"

    def test_a_wrong_mac_spends_the_challenge_and_blocks_nothing(self, t1: bool, command: str) -> None:
        bench = in_ssse(t1=t1)
        right = bench.terminal.message(command[:8], b"", "BK", bench.terminal.challenge())
        spoilt = right[:-1] + ("0" if right[-1] != "0" else "1")

        assert [bench.say(spoilt), bench.say(right), bench.say(TRIES)] == ["6988", "6984", "63C6"]

    @pytest.mark.parametrize("key", ["STK", "PUK", "IRK"])
    def test_the_mac_is_made_with_bk(self, t1: bool, command: str, key: str) -> None:
        bench = in_ssse(t1=t1)

        assert bench.say(bench.terminal.message(command[:8], b"", key, bench.terminal.challenge())) == "6988"

    def test_the_other_commands_mac_is_wrong(self, t1: bool, command: str) -> None:
        bench = in_ssse(t1=t1)
        other = {"841E0001": "84160000", "84160000": "841E0001"}[command[:8]]
        message = bench.terminal.message(other, b"", "BK", bench.terminal.challenge())

        assert bench.say(command[:8] + message[8:]) == "6988"

    @pytest.mark.parametrize("place", [SELECT_MF, SELECT_BANK], ids=["MF", "bank"])
    def test_it_works_in_ssse_and_its_dfs_alone(self, t1: bool, command: str, place: str) -> None:
        bench = in_ssse(t1=t1)
        message = bench.terminal.message(command[:8], b"", "BK", bench.terminal.challenge())

        assert [bench.say(place, message), bench.say(SELECT_SSSE, TRIES)] == ["6985", "63C6"]

    @pytest.mark.parametrize("fault", [Fault.FAILURE, Fault.FAILURE_AFTER])
    def test_a_store_that_fails_is_told_and_what_is_durable_counts(self, t1: bool, command: str, fault: Fault) -> None:
        bench = in_ssse(t1=t1)
        message = bench.terminal.message(command[:8], b"", "BK", bench.terminal.challenge())
        bench.store.plan(fault)
        blocked = {"841E0001": "9303", "84160000": "6A81"}[command[:8]]

        assert bench.say(message) == "6581"
        assert bench.say(TRIES) == (blocked if fault is Fault.FAILURE_AFTER else "63C6")

    @pytest.mark.parametrize(
        ("rest", "answer"),
        [("0304" + "00" * 4, "6A86"), ("", "6700"), ("03000000", "6700"), ("050000000000", "6700")],
    )
    def test_parameters_and_lengths(self, t1: bool, command: str, rest: str, answer: str) -> None:
        header = command[:6] if answer == "6A86" else command[:8]

        assert in_ssse(t1=t1).say("0084000008", header + rest) == answer


@BOTH_PROTOCOLS
@pytest.mark.parametrize("place", ["00A4040C06D15600000503", "00A4000C02DF05"], ids=["DF04", "DF05"])
def test_it_can_be_blocked_from_a_df(t1: bool, place: str) -> None:
    bench = in_ssse(t1=t1)
    bench.say(place)

    assert [bench.terminal.block_application(), bench.say(TRIES)] == ["9000", "9303"]


@BOTH_PROTOCOLS
def test_a_blocked_application_cannot_be_blocked_further(t1: bool) -> None:
    bench = in_ssse(t1=t1)
    message = bench.terminal.blocking_card(bench.terminal.challenge())
    bench.say(bench.terminal.blocking_application(b"\x01" * 8))

    assert bench.say(message) == "9303"
