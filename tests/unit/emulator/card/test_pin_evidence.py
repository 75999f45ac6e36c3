"""PIK: INTERNAL AUTHENTICATE with it proves that the PIN was verified since the power came on."""

from __future__ import annotations

from hashlib import sha256

import pytest

from emulator.card.personalise import keys_of_card
from emulator.card.profile import CardProfile
from emulator.cards import find_card, invented_master_keys
from tests.support.workbench import RIGHT_PIN, SELECT_BANK, SELECT_MF, SELECT_SSSE, WRONG_PIN, Bench, profile

TEST_KEY = "00112233445566778899AABBCCDDEEFF"
KEY = f'"{TEST_KEY}"'
FROM_IRK = sha256(bytes.fromhex(TEST_KEY) + b"PIK").digest()[:16]
QUESTION = "01020304050607081112131415161718"
ASK = "0088000C10" + QUESTION
PROOFS = {"sm4": "465BB78F50C5201A", "3des": "FCBD4C3463171B45"}  # as published for a key in this place
CHANGE = "805E010007135790FF246802"
NEW_PIN = "0020000003246802"
SELECTS = {"MF": SELECT_MF, "SSSE": SELECT_SSSE, "bank": SELECT_BANK, "DF05": "00A4000C02DF05"} | {
    f"DF0{number}": f"00A4040C06D1560000050{last}" for last, number in enumerate((1, 2, 3, 4, 7))
}

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])


def bench(*, t1: bool = False, algorithm: str = "sm4", pik: str = KEY, version: str = "3.00") -> Bench:
    """A card with PIK from the published vectors, SSSE selected."""
    card = Bench(t1=t1, application_algorithm=f'"{algorithm}"', keys_PIK=pik, card_version=f'"{version}"')
    card.say(SELECT_SSSE)
    return card


@BOTH_PROTOCOLS
@pytest.mark.parametrize("algorithm", PROOFS)
@pytest.mark.parametrize("version", ["1.00", "2.00", "3.00"])
def test_it_answers_once_the_pin_was_verified(t1: bool, algorithm: str, version: str) -> None:
    card = bench(t1=t1, algorithm=algorithm, version=version)

    assert [card.ask(ASK), card.say(RIGHT_PIN), card.ask(ASK), card.ask(ASK)] == [
        "6982",
        "9000",
        *[PROOFS[algorithm] + "9000"] * 2,
    ]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("place", SELECTS)
def test_it_works_in_ssse_and_every_df_below_and_nowhere_else(t1: bool, place: str) -> None:
    card = bench(t1=t1)
    before = card.say(SELECTS[place], ASK)
    card.say(SELECT_SSSE, RIGHT_PIN, SELECTS[place])
    outside = place in ("MF", "bank")

    assert before == ("6985" if outside else "6982")
    assert card.ask(ASK) == ("6985" if outside else PROOFS["sm4"] + "9000")


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    "then",
    [
        pytest.param([WRONG_PIN], id="a wrong VERIFY"),
        pytest.param(["805E010007111111FF246802"], id="a CHANGE PIN from a wrong one"),
        pytest.param([CHANGE], id="a CHANGE PIN"),
        pytest.param([WRONG_PIN] * 6, id="the card was locked"),
    ],
)
def test_it_is_silent_again_after(t1: bool, then: list[str]) -> None:
    card = bench(t1=t1)
    card.say(RIGHT_PIN, *then)

    assert card.say(ASK) == "6982"


@BOTH_PROTOCOLS
def test_after_a_change_it_waits_for_the_new_pin(t1: bool) -> None:
    card = bench(t1=t1)
    card.say(RIGHT_PIN, CHANGE, NEW_PIN)

    assert card.ask(ASK) == PROOFS["sm4"] + "9000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("power", ["reset", "power_off", "reopen"])
def test_it_forgets_with_the_power(t1: bool, power: str) -> None:
    card = bench(t1=t1)
    card.say(RIGHT_PIN)
    if power == "reopen":
        card.reopen()
    else:
        getattr(card.card, power)()

    assert card.say(SELECT_SSSE, ASK) == "6982"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(("new", "evidence"), [(None, True), ("246802", False)], ids=["PIN kept", "new PIN"])
def test_an_unblock_leaves_it_as_it_leaves_the_pin(t1: bool, new: str | None, evidence: bool) -> None:
    """Kept, it is still the PIN that was verified; a new one nobody has keyed in yet."""
    card = bench(t1=t1)
    card.say(RIGHT_PIN)

    assert [card.terminal.prove("PUK"), card.terminal.unblock(new)] == ["9000", "9000"]
    assert card.ask(ASK) == (PROOFS["sm4"] + "9000" if evidence else "6982")


@BOTH_PROTOCOLS
def test_asking_for_the_attempts_proves_nothing_and_drops_nothing(t1: bool) -> None:
    card = bench(t1=t1)

    assert card.say("00200000", ASK) == "6982"
    assert card.say(RIGHT_PIN, "00200000") == "63C6"
    assert card.ask(ASK) == PROOFS["sm4"] + "9000"


@BOTH_PROTOCOLS
def test_it_serves_nothing_else(t1: bool) -> None:
    card = bench(t1=t1)
    card.say(RIGHT_PIN)

    assert card.terminal.prove("PIK") == "6A88"


@BOTH_PROTOCOLS
def test_of_two_things_wrong_the_earlier_is_told(t1: bool) -> None:
    card = bench(t1=t1)
    commands = ("0088010C10" + QUESTION, "0088000D0F" + QUESTION[2:], "0088000C0F" + QUESTION[2:], ASK)

    assert [card.say(SELECT_MF, each) for each in commands] == ["6A86", "6A88", "6700", "6985"]
    assert [card.say(SELECT_SSSE, each) for each in commands] == ["6A86", "6A88", "6700", "6982"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("place", SELECTS)
def test_a_card_without_it_knows_no_such_key(t1: bool, place: str) -> None:
    card = bench(t1=t1, pik="false")
    card.say(RIGHT_PIN)
    card.say(SELECTS[place])

    assert card.say(ASK) == "6A88"


@pytest.mark.parametrize(
    ("card", "pik"),
    [
        pytest.param(profile(keys_IRK=KEY), FROM_IRK, id="from IRK"),
        pytest.param(profile(keys_PIK=KEY), bytes.fromhex(TEST_KEY), id="its own"),
        pytest.param(profile(keys_PIK="false"), None, id="none"),
    ],
)
def test_a_card_file_gives_it_or_says_none_or_it_follows_from_irk(card: CardProfile, pik: bytes | None) -> None:
    assert keys_of_card(card, {}).get("PIK") == pik


def test_derived_keys_bring_it_along() -> None:
    keys = keys_of_card(find_card("v1-3des"), invented_master_keys())

    assert keys["PIK"] == sha256(keys["IRK"] + b"PIK").digest()[:16]
