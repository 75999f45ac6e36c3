"""INTERNAL AUTHENTICATE: the card proves that it has IRK, and computes with no key but that and PIK."""

from __future__ import annotations

import pytest

from emulator.card.keys import KEYS, Key, Use
from tests.support.workbench import SELECT_BANK, SELECT_MF, SELECT_SSSE, Bench

KEY = '"00112233445566778899AABBCCDDEEFF"'
QUESTION = "01020304050607081112131415161718"
ASK = "0088000010" + QUESTION
PROOFS = {"sm4": "465BB78F50C5201A", "3des": "FCBD4C3463171B45"}

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])


@BOTH_PROTOCOLS
@pytest.mark.parametrize("algorithm", PROOFS)
@pytest.mark.parametrize("select", [SELECT_SSSE, "00A4040006D15600000503"], ids=["SSSE", "a DF"])
def test_the_proof_is_made_of_factor_and_info(t1: bool, algorithm: str, select: str) -> None:
    bench = Bench(t1=t1, application_algorithm=f'"{algorithm}"', keys_IRK=KEY)
    bench.say(select)

    assert bench.ask(ASK) == PROOFS[algorithm] + "9000"


@pytest.mark.parametrize(
    ("le", "t0", "t1"),
    [
        ("", "6108", "9000"),
        ("00", "6108", PROOFS["sm4"] + "9000"),
        ("08", "6108", PROOFS["sm4"] + "9000"),
        ("07", "6108", "6C08"),
    ],
    ids=["no Le", "Le 00", "the right Le", "a wrong Le"],
)
def test_le_decides_how_the_proof_comes_back(le: str, t0: str, t1: str) -> None:
    answers = [Bench(t1=protocol, keys_IRK=KEY).say(SELECT_SSSE, ASK + le) for protocol in (False, True)]

    assert answers == [t0, t1]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("key", [key for key in KEYS if key.use is not Use.INTERNAL], ids=lambda key: key.name)
def test_the_card_computes_with_no_other_key(t1: bool, key: Key) -> None:
    """A card that did so with STK or PUK would make its own unlock proof."""
    select = {"DF01": "D15600000500", "DF03": "D15600000502", "DF04": "D15600000503"}.get(key.home)
    bench = Bench(t1=t1)
    bench.say(f"00A4040C06{select}" if select else SELECT_SSSE)

    assert bench.say(f"008800{key.id:02X}10{QUESTION}") == "6A88"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("before", "command", "answer"),
    [
        pytest.param(SELECT_SSSE, "0088000110" + QUESTION, "6A88", id="no such key"),
        pytest.param(SELECT_SSSE, "008800010F", "6A88", id="no such key before length"),
        pytest.param(SELECT_SSSE, "0088010010" + QUESTION, "6A86", id="P1"),
        pytest.param(SELECT_SSSE, "008800000F" + QUESTION[2:], "6700", id="fifteen bytes"),
        pytest.param(SELECT_SSSE, "0088000011" + QUESTION + "AA", "6700", id="seventeen bytes"),
        pytest.param(SELECT_SSSE, "0088000008", "6700", id="no data"),
        pytest.param(SELECT_MF, "0088000110" + QUESTION, "6A88", id="in the MF: no such key"),
        pytest.param(SELECT_MF, ASK[:-2], "6700", id="in the MF: length"),
        pytest.param(SELECT_MF, ASK, "6985", id="in the MF"),
        pytest.param(SELECT_BANK, ASK, "6985", id="in the bank application"),
    ],
)
def test_what_is_no_question_is_told(t1: bool, before: str, command: str, answer: str) -> None:
    assert Bench(t1=t1).say(before, command) == answer


@BOTH_PROTOCOLS
def test_it_needs_no_challenge_and_leaves_one_in_force(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    proof = bench.terminal.proof("RKSSSE", bench.terminal.challenge())
    bench.say(ASK)

    assert bench.say(proof) == "9000"
