"""How much a host asked for: Le under T=0 and T=1, extended lengths, GET CHALLENGE."""

from __future__ import annotations

import pytest

from tests.support.workbench import READ_LOCKER, RIGHT_PIN, SELECT_MF, SELECT_SSSE, TRIES, Bench

FCI = "6F1C840F7378312E73682EC9E7BBE1B1A3D5CFA50988011E9F0C03860103"
READ = "00B201EC"  # record 1 of the ledger, three bytes
READ_ALL_256 = "00B201E5"
EXACTLY_256 = "407E" + "11" * 126 + "417E" + "22" * 126
OVER_256 = "4096" + "33" * 150 + "4196" + "44" * 150

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])


@pytest.mark.parametrize(
    ("command", "t0", "t1"),
    [
        pytest.param(READ, "6103", "9000", id="no Le"),
        pytest.param(READ + "03", "2001A19000", "2001A19000", id="the right Le"),
        pytest.param(READ + "02", "6C03", "6C03", id="Le too small"),
        pytest.param(READ + "04", "6C03", "6C03", id="Le too large"),
        pytest.param(READ + "00", "6C03", "2001A19000", id="Le 00"),
        pytest.param(READ_ALL_256 + "00", EXACTLY_256 + "9000", EXACTLY_256 + "9000", id="Le 00, exactly 256 due"),
        pytest.param(READ_ALL_256 + "FF", "6C00", "6C00", id="Le FF, 256 due"),
        pytest.param(SELECT_SSSE, "611E", "9000", id="case 3"),
        pytest.param(SELECT_SSSE + "00", "611E", FCI + "9000", id="case 4, Le 00"),
        pytest.param(SELECT_SSSE + "1E", "611E", FCI + "9000", id="case 4, the right Le"),
        pytest.param(SELECT_SSSE + "1D", "611E", "6C1E", id="case 4, a wrong Le: T=0 never carries it"),
        pytest.param(SELECT_MF + "05", "9000", "9000", id="an Le where nothing is due"),
        pytest.param("00A4040C" + SELECT_SSSE[8:] + "05", "9000", "9000", id="an Le where no data is asked"),
        pytest.param("00A4020002EF0909", "6A82", "6A82", id="an Le of a command that fails"),
    ],
)
def test_le_decides_how_data_come_back(command: str, t0: str, t1: str) -> None:
    answers = [Bench(t1=protocol).say(SELECT_SSSE, command) for protocol in (False, True)]

    assert answers == [t0, t1]


def test_a_select_that_is_told_6cxx_has_changed_nothing() -> None:
    bench = Bench(t1=True)

    assert bench.say(SELECT_SSSE + "1D") == "6C1E"
    assert bench.say(TRIES) == "6985"


@BOTH_PROTOCOLS
def test_of_more_than_256_bytes_a_short_le_00_brings_256_and_the_rest_waits(t1: bool) -> None:
    bench = Bench(t1=t1)
    first, rest = bench.say(SELECT_SSSE, "00B201DD00"), bench.say("00C0000030")

    assert (len(first) // 2, first[-4:], first[:-4] + rest) == (258, "6130", OVER_256 + "9000")


@BOTH_PROTOCOLS
@pytest.mark.parametrize("le", ["01", "2E", "FF"])
def test_of_more_than_256_bytes_another_short_le_is_told_256(t1: bool, le: str) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, "00B201DD" + le) == "6C00"


@pytest.mark.parametrize(
    ("command", "t1"),
    [
        pytest.param("00B201EC000000", "2001A19000", id="case 2, all"),
        pytest.param("00B201EC000003", "2001A19000", id="case 2, the right Le"),
        pytest.param("00B201EC000100", "6C03", id="case 2, Le 256 is not all here"),
        pytest.param("00B201DD000100", "6C00", id="case 2, Le 256 of over 256 bytes"),
        pytest.param("00B201DD000000", OVER_256 + "9000", id="case 2, over 256 bytes"),
        pytest.param("00A4020000" + "0002EF05", "9000", id="case 3"),
        pytest.param("00A4040000000F" + SELECT_SSSE[10:] + "0000", FCI + "9000", id="case 4"),
        pytest.param("0020000000" + "0003135790", "9000", id="VERIFY"),
        pytest.param("805E010000" + "0005135790FF24", "6A80", id="CHANGE PIN, of no form"),
        pytest.param("0084000000" + "0008", "01" * 8 + "9000", id="GET CHALLENGE"),
        pytest.param("0020000000" + "0000", "6700", id="an empty VERIFY is short"),
        pytest.param("0020000000" + "0100", "6700", id="an empty VERIFY is short, whatever the extended Le"),
    ],
)
def test_extended_lengths_exist_on_t1_only(command: str, t1: str) -> None:
    answers = [Bench(t1=protocol).say(SELECT_SSSE, command) for protocol in (False, True)]

    assert answers == ["6700", t1]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("size", [4, 8, 16])
def test_a_challenge_has_4_8_or_16_bytes(t1: bool, size: int) -> None:
    assert Bench(t1=t1).say(f"00840000{size:02X}") == "01" * size + "9000"


@BOTH_PROTOCOLS
def test_every_challenge_is_a_new_one(t1: bool) -> None:
    bench = Bench(t1=t1)

    assert bench.say("0084000008") != bench.say("0084000008")


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("command", "answer"),
    [
        pytest.param("00840000", "6700", id="no Le"),
        pytest.param("0084000000", "6700", id="Le 00"),
        pytest.param("0084000005", "6700", id="Le 05"),
        pytest.param("0084000020", "6700", id="Le 20"),
        pytest.param("00840000041122334408", "6700", id="data"),
        pytest.param("0084010008", "6A86", id="P1"),
        pytest.param("0084000108", "6A86", id="P2"),
    ],
)
def test_no_other_challenge_is_given(t1: bool, command: str, answer: str) -> None:
    assert Bench(t1=t1).say(command) == answer


def test_the_same_script_gives_the_same_answers_under_both_protocols() -> None:
    script = ["00B2010C", RIGHT_PIN, READ_LOCKER, "00A4020002EF1D", "00B22002", "00B22002", "00B201E5", "00B2FF04"]
    answers = []
    for t1 in (False, True):
        bench = Bench(t1=t1)
        answers.append([bench.ask(SELECT_SSSE)] + [bench.say(x) if x[2:4] == "20" else bench.ask(x) for x in script])

    assert answers[0] == answers[1]
