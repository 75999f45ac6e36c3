"""The order in which a card looks at a command: of two things wrong, the earlier one is told.

Class, instruction, P1 P2, length, form of the data, place, locked, file, security state, record, proof.
"""

from __future__ import annotations

import pytest

from tests.unit.emulator.workbench import SELECT_EF05, SELECT_MF, SELECT_SSSE, TRIES, Bench

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])

IN_MF = [SELECT_MF]
IN_SSSE = [SELECT_SSSE]
LOCKED = "0"
UNLOCKED = "6"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("before", "remaining", "command", "expected"),
    [
        pytest.param(IN_SSSE, UNLOCKED, "00A400", "6700", id="no whole header"),
        pytest.param(IN_SSSE, UNLOCKED, "A0FF0000", "6E00", id="class before instruction"),
        pytest.param(IN_SSSE, UNLOCKED, "01A4040000", "6E00", id="a logical channel is a class of its own"),
        pytest.param(IN_SSSE, UNLOCKED, "102000000313", "6E00", id="chaining is a class of its own, before length"),
        pytest.param(IN_SSSE, UNLOCKED, "00FFFFFF", "6D00", id="instruction before P1 P2"),
        pytest.param(IN_SSSE, UNLOCKED, "80200000", "6D00", id="VERIFY is of class 00 alone"),
        pytest.param(IN_SSSE, UNLOCKED, "005E010005", "6D00", id="CHANGE PIN is of class 80 alone"),
        pytest.param(IN_SSSE, UNLOCKED, "00FF000005AA", "6D00", id="instruction before length"),
        pytest.param(IN_SSSE, UNLOCKED, "00A4FF0005AA", "6A86", id="SELECT: P1 P2 before length"),
        pytest.param(IN_SSSE, UNLOCKED, "0020000105AA", "6A86", id="VERIFY: P1 P2 before length"),
        pytest.param(IN_SSSE, UNLOCKED, "805E000005AA", "6A86", id="CHANGE PIN 80 5E 00 00 is not of this card"),
        pytest.param(IN_MF, UNLOCKED, "00200080", "6A86", id="P1 P2 before place"),
        pytest.param(IN_MF, UNLOCKED, "00B2004C", "6A86", id="READ RECORD: P1 P2 before file"),
        pytest.param(IN_MF, UNLOCKED, "0020000001AA", "6700", id="VERIFY: length before place"),
        pytest.param(IN_MF, UNLOCKED, "002000000312", "6700", id="VERIFY: malformed length before place"),
        pytest.param(IN_SSSE, LOCKED, "0020000001AA", "6700", id="VERIFY: length before locked"),
        pytest.param(IN_SSSE, UNLOCKED, "805E010004FFFFFFFF", "6700", id="CHANGE PIN: length before form"),
        pytest.param(IN_SSSE, UNLOCKED, "805E010012" + "11" * 18, "6700", id="CHANGE PIN: a byte over before form"),
        pytest.param(IN_SSSE, UNLOCKED, "00B2014C0111", "6700", id="READ RECORD: length before file"),
        pytest.param(IN_MF, UNLOCKED, "805E010005123456789A", "6A80", id="form before place"),
        pytest.param(IN_SSSE, LOCKED, "805E010005123456789A", "6A80", id="form before locked"),
        pytest.param(IN_MF, LOCKED, "0020000003135790", "6985", id="VERIFY: place before locked"),
        pytest.param(IN_MF, LOCKED, TRIES, "6985", id="empty VERIFY: place before locked"),
        pytest.param(IN_MF, LOCKED, "805E0100051357FF2468", "6985", id="CHANGE PIN: place before locked"),
        pytest.param(IN_SSSE, LOCKED, "0020000003135790", "6983", id="locked before the right PIN"),
        pytest.param(IN_SSSE, LOCKED, "0020000003111111", "6983", id="locked before a wrong PIN"),
        pytest.param(IN_MF, UNLOCKED, "00B2FF2C", "6A82", id="no such file before no such record"),
        pytest.param(IN_SSSE, UNLOCKED, "00B2FF4C03", "6A82", id="no such file before a wrong Le"),
        pytest.param(IN_SSSE, UNLOCKED, "00B2FF04", "6986", id="no current file before no such record"),
        pytest.param(IN_SSSE, UNLOCKED, "00B2FF34", "6982", id="security state before no such record"),
        pytest.param(IN_SSSE, UNLOCKED, "00B2013403", "6982", id="security state before a wrong Le"),
        pytest.param([SELECT_SSSE, SELECT_EF05], UNLOCKED, "00B2FF0403", "6A83", id="no such record before a wrong Le"),
    ],
)
def test_of_two_faults_the_earlier_check_answers(
    t1: bool, before: list[str], remaining: str, command: str, expected: str
) -> None:
    bench = Bench(t1=t1, pin_remaining=remaining)
    bench.say(*before)

    assert bench.say(command) == expected


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    "command",
    [
        pytest.param("0020000001AA", id="VERIFY: a byte"),
        pytest.param("0020000009" + "11" * 9, id="VERIFY: nine bytes"),
        pytest.param("00200000031111", id="VERIFY: Lc beyond the data"),
        pytest.param("002000000311111122", id="VERIFY: an Le as well"),
        pytest.param("0020000006", id="VERIFY: an Le alone"),
        pytest.param("0020000100", id="VERIFY: P2"),
        pytest.param("805E010004111111FF", id="CHANGE PIN: four bytes"),
        pytest.param("805E010012" + "11" * 18, id="CHANGE PIN: eighteen bytes"),
        pytest.param("805E010007111111FF22222200", id="CHANGE PIN: an Le as well"),
        pytest.param("805E010007111111AF222222", id="CHANGE PIN: no separator"),
        pytest.param("805E000007111111FF222222", id="CHANGE PIN: P1"),
    ],
)
def test_a_malformed_command_never_costs_an_attempt(t1: bool, command: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, command)

    assert bench.say(TRIES) == "63C6"


@BOTH_PROTOCOLS
def test_every_answer_is_at_least_a_status_word(t1: bool) -> None:
    bench = Bench(t1=t1)

    assert [bench.say(apdu) for apdu in ("", "00", "00A4", "00A404")] == ["6700"] * 4
