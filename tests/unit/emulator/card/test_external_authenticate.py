"""EXTERNAL AUTHENTICATE: right, wrong, locked; what a challenge is good for, and how long a proof lasts."""

from __future__ import annotations

import pytest

from tests.support.workbench import SELECT_BANK, SELECT_EF05, SELECT_MF, SELECT_SSSE, TRIES, WRONG_PIN, Bench

KEY = '"00112233445566778899AABBCCDDEEFF"'
FACTOR = bytes.fromhex("0102030405060708090A0B0C0D0E0F10")
PROOFS = {"sm4": "465BB78F50C5201A", "3des": "FCBD4C3463171B45"}
INFO = "1112131415161718"
SELECT_DF01 = "00A4040C06D15600000500"
SELECT_DF05 = "00A4000C02DF05"
READ_PHOTO = "00B0880001"  # opens to RKSSSE
OPEN, CLOSED = "009000", "6982"

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])
BOTH_ALGORITHMS = pytest.mark.parametrize("algorithm", ["sm4", "3des"])


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
def test_the_published_proof_is_right(t1: bool, algorithm: str) -> None:
    bench = Bench(t1=t1, application_algorithm=f'"{algorithm}"', keys_RKSSSE=KEY, random=lambda size: FACTOR[:size])
    bench.say(SELECT_SSSE, "0084000008")

    assert bench.say(f"0082000A10{PROOFS[algorithm]}{INFO}", READ_PHOTO) == OPEN


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
@pytest.mark.parametrize(("size", "answers"), [(4, ("9000", "9000")), (8, ("9000", "9000")), (16, ("9000", "6985"))])
def test_a_challenge_no_longer_than_a_block_is_good(
    t1: bool, algorithm: str, size: int, answers: tuple[str, str]
) -> None:
    bench = Bench(t1=t1, application_algorithm=f'"{algorithm}"')
    challenge = bytes.fromhex(bench.say(SELECT_SSSE, f"00840000{size:02X}"))[:-2]
    proof = bench.terminal.proof("RKSSSE", challenge[: bench.terminal.algorithm.block])

    assert bench.say(proof) == answers[algorithm == "3des"]


@BOTH_PROTOCOLS
def test_without_a_challenge_there_is_nothing_to_prove_and_nothing_counted(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)

    assert bench.say(bench.terminal.proof("RKSSSE", bytes(8))) == "6984"
    assert bench.durable_key_tries("RKSSSE") == 10


@BOTH_PROTOCOLS
@pytest.mark.parametrize("wrong", [False, True], ids=["right", "wrong"])
def test_a_challenge_is_used_once(t1: bool, wrong: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    proof = bench.terminal.proof("RKSSSE", bench.terminal.challenge())
    bench.say(bench.terminal.proof("RKSSSE", bytes(8)) if wrong else proof)

    assert bench.say(proof) == "6984"


@BOTH_PROTOCOLS
def test_the_latest_challenge_counts(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    old, new = bench.terminal.challenge(), bench.terminal.challenge()

    assert bench.say(bench.terminal.proof("RKSSSE", old)) == "63C9"
    assert bench.say(bench.terminal.proof("RKSSSE", new)) == "6984"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("between", "answer"),
    [
        pytest.param(SELECT_SSSE, "9000", id="the same application again"),
        pytest.param(SELECT_EF05, "9000", id="an EF"),
        pytest.param("00A4000002EF3F", "9000", id="a failing SELECT"),
        pytest.param("00A4040006D15600000509", "9000", id="a failing SELECT by name"),
        pytest.param(WRONG_PIN, "9000", id="a wrong PIN"),
        pytest.param("0082000A0F" + "00" * 15, "9000", id="a malformed proof"),
        pytest.param("0082000110" + "00" * 16, "9000", id="a proof of no key"),
        pytest.param("0084000000", "9000", id="a malformed GET CHALLENGE"),
        pytest.param("8424000004" + "00" * 4, "9000", id="PIN UNBLOCK without PUK"),
        pytest.param(SELECT_MF, "6985", id="the MF"),
        pytest.param(SELECT_BANK, "6985", id="the bank application"),
        pytest.param(SELECT_DF01, "6984", id="a DF"),
        pytest.param(SELECT_DF05, "6984", id="DF05"),
    ],
)
def test_a_challenge_lasts_as_long_as_its_application_is_selected(t1: bool, between: str, answer: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    proof = bench.terminal.proof("RKSSSE", bench.terminal.challenge())

    assert bench.say(between, proof) == answer


@BOTH_PROTOCOLS
@pytest.mark.parametrize("away", [SELECT_MF, SELECT_BANK, SELECT_DF01, SELECT_DF05])
def test_leaving_the_application_ends_proof_and_challenge(t1: bool, away: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    bench.terminal.prove("RKSSSE")
    proof = bench.terminal.proof("RKSSSE", bench.terminal.challenge())

    assert bench.say(away, SELECT_SSSE, READ_PHOTO) == CLOSED
    assert bench.say(proof) == "6984"


@BOTH_PROTOCOLS
def test_what_was_proved_in_a_df_ends_with_ssse(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_DF01)
    bench.terminal.prove("RKSSSE")

    assert bench.say(SELECT_SSSE, READ_PHOTO) == CLOSED


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    "then",
    [SELECT_SSSE, SELECT_EF05, WRONG_PIN, TRIES, "0084000008", "00A4000002EF3F", "0082000A0F" + "00" * 15],
    ids=["SSSE again", "an EF", "a wrong PIN", "empty VERIFY", "a challenge", "a failing SELECT", "a malformed proof"],
)
def test_a_proof_outlives_all_that_is_no_failed_proof_of_its_key(t1: bool, then: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    bench.terminal.prove("RKSSSE")

    assert bench.say(then, READ_PHOTO) == OPEN


@BOTH_PROTOCOLS
@pytest.mark.parametrize(("key", "then"), [("RKSSSE", CLOSED), ("UKSSSE", OPEN), ("PUK", OPEN)])
def test_a_wrong_proof_ends_that_keys_proof_alone(t1: bool, key: str, then: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    bench.terminal.prove("RKSSSE")
    bench.terminal.prove(key, wrong=True)

    assert bench.say(READ_PHOTO) == then


@BOTH_PROTOCOLS
@pytest.mark.parametrize("power", ["reset", "power_off"])
def test_neither_proof_nor_challenge_outlives_the_power(t1: bool, power: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    bench.terminal.prove("RKSSSE")
    proof = bench.terminal.proof("RKSSSE", bench.terminal.challenge())
    getattr(bench.card, power)()

    assert [bench.say(SELECT_SSSE, READ_PHOTO), bench.say(proof)] == [CLOSED, "6984"]
