"""The order in which a card looks at a command: of two things wrong, the earlier one is told.

Blocked, class, instruction, P1 P2, length, form of the data, place, locked, file, security state, record, challenge,
proof.
"""

from __future__ import annotations

import pytest

from tests.support.workbench import SELECT_EF05, SELECT_MF, SELECT_SSSE, TRIES, Bench

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])

IN_MF = [SELECT_MF]
IN_SSSE = [SELECT_SSSE]
LOCKED = "0"
UNLOCKED = "6"
MAC = "00" * 4
PROOF = "0082000610" + "00" * 16
UNBLOCK = "8424000004" + MAC


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
        pytest.param(IN_SSSE, UNLOCKED, "805E010002FFFF", "6700", id="CHANGE PIN: length before form"),
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
        pytest.param(IN_SSSE, UNLOCKED, "00B0C904", "6A86", id="READ BINARY: P1 P2 before file"),
        pytest.param(IN_SSSE, UNLOCKED, "00B0890001AA", "6700", id="READ BINARY: length before file"),
        pytest.param(IN_SSSE, UNLOCKED, "00B0090001", "6986", id="READ BINARY: no current file before offset"),
        pytest.param(IN_SSSE, UNLOCKED, "00B085FF01", "6981", id="READ BINARY: structure before offset"),
        pytest.param(IN_SSSE, UNLOCKED, "00B0870001", "6982", id="READ BINARY: security state before content"),
        pytest.param(IN_SSSE, UNLOCKED, "00B098FFFF", "6B00", id="READ BINARY: offset before a wrong Le"),
        pytest.param(IN_SSSE, UNLOCKED, "00B2F0C401", "6981", id="READ RECORD: structure before record"),
        pytest.param(IN_SSSE, UNLOCKED, "00D6C900", "6A86", id="UPDATE BINARY: P1 P2 before length"),
        pytest.param(IN_SSSE, UNLOCKED, "00D68900", "6700", id="UPDATE BINARY: length before file"),
        pytest.param(IN_SSSE, UNLOCKED, "00D698FF01AA", "6B00", id="UPDATE BINARY: offset before room"),
        pytest.param(IN_SSSE, UNLOCKED, "00DC014D0101", "6A86", id="UPDATE RECORD: P1 P2 before form"),
        pytest.param(IN_SSSE, UNLOCKED, "00DC014C010100", "6700", id="UPDATE RECORD: length before form"),
        pytest.param(IN_SSSE, UNLOCKED, "00DC014C0101", "6A80", id="UPDATE RECORD: form before file"),
        pytest.param(IN_SSSE, UNLOCKED, "00DCF02C020100", "6982", id="UPDATE RECORD: security state before record"),
        pytest.param(IN_SSSE, UNLOCKED, "00DCF0C4020100", "6981", id="UPDATE RECORD: structure before record"),
        pytest.param(IN_MF, UNLOCKED, "0084000100", "6A86", id="GET CHALLENGE: P1 P2 before length"),
        pytest.param(IN_SSSE, UNLOCKED, "008801060100", "6A86", id="INTERNAL AUTHENTICATE: P1 before key"),
        pytest.param(IN_SSSE, UNLOCKED, "008800060100", "6A88", id="INTERNAL AUTHENTICATE: key before length"),
        pytest.param(IN_MF, UNLOCKED, "008800060100", "6A88", id="INTERNAL AUTHENTICATE: key before place"),
        pytest.param(IN_MF, UNLOCKED, "008800000100", "6700", id="INTERNAL AUTHENTICATE: length before place"),
        pytest.param(IN_SSSE, UNLOCKED, "008201000100", "6A86", id="EXTERNAL AUTHENTICATE: P1 before key"),
        pytest.param(IN_SSSE, UNLOCKED, "008200000100", "6A88", id="EXTERNAL AUTHENTICATE: key before length"),
        pytest.param(IN_MF, UNLOCKED, "008200060100", "6700", id="EXTERNAL AUTHENTICATE: length before place"),
        pytest.param(IN_MF, UNLOCKED, PROOF, "6985", id="EXTERNAL AUTHENTICATE: place before challenge"),
        pytest.param(IN_SSSE, UNLOCKED, PROOF, "6984", id="EXTERNAL AUTHENTICATE: challenge before proof"),
        pytest.param(IN_SSSE, UNLOCKED, "8424000201AA", "6A86", id="PIN UNBLOCK: P2 before length"),
        pytest.param(IN_MF, UNLOCKED, "8424000001AA", "6700", id="PIN UNBLOCK: length before place"),
        pytest.param(IN_MF, UNLOCKED, UNBLOCK, "6985", id="PIN UNBLOCK: place before PUK"),
        pytest.param(IN_SSSE, UNLOCKED, UNBLOCK, "6982", id="PIN UNBLOCK: PUK before challenge"),
        pytest.param(IN_SSSE, LOCKED, UNBLOCK, "6982", id="PIN UNBLOCK: a locked PIN is no fault"),
        pytest.param(IN_SSSE, UNLOCKED, "841E000001AA", "6A86", id="APPLICATION BLOCK: P2 before length"),
        pytest.param(IN_MF, UNLOCKED, "841E000101AA", "6700", id="APPLICATION BLOCK: length before place"),
        pytest.param(IN_MF, UNLOCKED, "841E000104" + MAC, "6985", id="APPLICATION BLOCK: place before challenge"),
        pytest.param(IN_SSSE, UNLOCKED, "841E000104" + MAC, "6984", id="APPLICATION BLOCK: challenge before MAC"),
        pytest.param(IN_SSSE, UNLOCKED, "8416000101AA", "6A86", id="CARD BLOCK: P2 before length"),
        pytest.param(IN_MF, UNLOCKED, "8416000001AA", "6700", id="CARD BLOCK: length before place"),
        pytest.param(IN_SSSE, UNLOCKED, "8416000004" + MAC, "6984", id="CARD BLOCK: challenge before MAC"),
        pytest.param(IN_SSSE, UNLOCKED, "8418000004" + MAC, "6D00", id="84 18 is not of this card"),
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
@pytest.mark.parametrize("command", ["00A400", "A0FF0000", "00FF0000", "0020000105AA", "0020000001AA", PROOF, UNBLOCK])
@pytest.mark.parametrize(("block", "answer"), [("block_application", "9303"), ("block_card", "6A81")])
def test_that_it_is_blocked_a_card_tells_before_all_else(t1: bool, block: str, answer: str, command: str) -> None:
    bench = Bench(t1=t1, pin_remaining=LOCKED)
    bench.say(SELECT_SSSE)
    getattr(bench.terminal, block)()

    assert bench.say(command) == answer


@BOTH_PROTOCOLS
def test_a_locked_key_is_told_before_a_missing_challenge(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    for _ in range(10):
        bench.terminal.prove("PUK", wrong=True)

    assert bench.say(PROOF) == "6983"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    "command",
    [
        pytest.param("0082000601AA", id="EXTERNAL AUTHENTICATE: a byte"),
        pytest.param("0082000610AA", id="EXTERNAL AUTHENTICATE: Lc beyond the data"),
        pytest.param("0082010610" + "00" * 16, id="EXTERNAL AUTHENTICATE: P1"),
        pytest.param("0082000510" + "00" * 16, id="EXTERNAL AUTHENTICATE: a key of another use"),
        pytest.param("8424000003AABBCC", id="PIN UNBLOCK: three bytes"),
        pytest.param("8424000104" + MAC, id="PIN UNBLOCK: a new PIN that is missing"),
        pytest.param("8424000204" + MAC, id="PIN UNBLOCK: P2"),
        pytest.param("841E000103AABBCC", id="APPLICATION BLOCK: three bytes"),
        pytest.param("841E000004" + MAC, id="APPLICATION BLOCK: P2"),
        pytest.param("8416000003AABBCC", id="CARD BLOCK: three bytes"),
        pytest.param("0084000000", id="GET CHALLENGE: Le 00"),
        pytest.param("0084000007", id="GET CHALLENGE: Le 07"),
    ],
)
def test_a_malformed_command_never_costs_a_challenge(t1: bool, command: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    bench.terminal.prove("PUK")
    unblock = bench.terminal.unblocking(None, bench.terminal.challenge())

    assert bench.say(command, unblock) == "9000"


@BOTH_PROTOCOLS
def test_every_answer_is_at_least_a_status_word(t1: bool) -> None:
    bench = Bench(t1=t1)

    assert [bench.say(apdu) for apdu in ("", "00", "00A4", "00A404")] == ["6700"] * 4
