"""VERIFY: right, wrong, empty, locked; and how long a verified PIN lasts."""

from __future__ import annotations

import pytest

from emulator.card.card import Card
from emulator.card.crypto import ALGORITHMS
from emulator.store.volatile import VolatileStore
from tests.support.workbench import (
    ATR_T0,
    READ_LOCKER,
    RIGHT_PIN,
    SELECT_MF,
    SELECT_SSSE,
    TRIES,
    WRONG_PIN,
    Bench,
    cells_of_new,
    counting,
    profile,
    tree_of,
)

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])
OPEN, CLOSED = "4002CAFE9000", "6982"


@BOTH_PROTOCOLS
def test_a_wrong_pin_costs_one_attempt(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)

    assert [bench.say(WRONG_PIN), bench.say(TRIES)] == ["63C5", "63C5"]


@BOTH_PROTOCOLS
def test_the_last_wrong_pin_says_so_and_the_card_is_locked_for_ever_after(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    answers = [bench.say(WRONG_PIN) for _ in range(7)]

    assert answers == ["63C5", "63C4", "63C3", "63C2", "63C1", "63C0", "6983"]
    bench.reopen()
    assert [bench.say(SELECT_SSSE, command) for command in (RIGHT_PIN, WRONG_PIN, TRIES)] == ["6983"] * 3


@BOTH_PROTOCOLS
@pytest.mark.parametrize(("limit", "wrong", "left"), [("6", 5, "63C6"), ("3", 2, "63C3"), ("15", 14, "63CF")])
def test_the_right_pin_sets_the_counter_back_to_the_cards_own_limit(
    t1: bool, limit: str, wrong: int, left: str
) -> None:
    bench = Bench(t1=t1, pin_limit=limit, pin_remaining=limit)
    bench.say(SELECT_SSSE, *[WRONG_PIN] * wrong)

    assert [bench.say(RIGHT_PIN), bench.say(TRIES)] == ["9000", left]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("empty", ["00200000", "0020000000"])
def test_an_empty_verify_tells_the_attempts_and_uses_none(t1: bool, empty: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, WRONG_PIN)

    assert [bench.say(empty) for _ in range(3)] == ["63C5"] * 3


@BOTH_PROTOCOLS
@pytest.mark.parametrize("empty", ["00200000", "0020000000"])
def test_an_empty_verify_after_a_right_one_still_tells_the_attempts(t1: bool, empty: str) -> None:
    """Defect elsewhere: an empty VERIFY that answers 9000 after success."""
    assert Bench(t1=t1).say(SELECT_SSSE, RIGHT_PIN, empty) == "63C6"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("le", ["01", "06", "FF"])
def test_a_verify_with_another_le_alone_is_of_a_wrong_length(t1: bool, le: str) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, TRIES + le) == "6700"


@BOTH_PROTOCOLS
def test_an_empty_verify_keeps_the_pin_verified(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, RIGHT_PIN, TRIES)

    assert bench.ask(READ_LOCKER) == OPEN


@pytest.mark.parametrize(
    "guess", ["1357", "13579F", "13579000", "1357900000000000", "135790FFFF", "FFFFFF", "313335373930"]
)
def test_the_pin_is_compared_whole(guess: str) -> None:
    data = bytes.fromhex(guess)

    assert Bench().say(SELECT_SSSE, f"00200000{len(data):02X}{guess}") == "63C5"


@pytest.mark.parametrize(
    ("pin", "data"),
    [("1234", "1234"), ("12345", "12345F"), ("135790", "135790"), ("1234567890123456", "1234567890123456")],
)
def test_pins_of_4_to_16_digits_end_in_f_where_odd(pin: str, data: str) -> None:
    bench = Bench(pin_value=f'"{pin}"')

    assert bench.say(SELECT_SSSE, f"00200000{len(data) // 2:02X}{data}") == "9000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("then", "expected"),
    [
        pytest.param([], OPEN, id="nothing"),
        pytest.param([RIGHT_PIN], OPEN, id="the right PIN again"),
        pytest.param([WRONG_PIN], CLOSED, id="a wrong PIN: a verified one must not be cached"),
        pytest.param(["0020000001AA"], OPEN, id="a malformed VERIFY"),
        pytest.param([SELECT_MF, WRONG_PIN, SELECT_SSSE], OPEN, id="a wrong PIN where the PIN is not"),
        pytest.param(["805E010007111111FF246802"], CLOSED, id="CHANGE PIN with a wrong old PIN"),
        pytest.param(["805E010007135790FF246802"], CLOSED, id="CHANGE PIN"),
        pytest.param(["805E010007111111FF24680A"], OPEN, id="CHANGE PIN of no form"),
    ],
)
def test_a_verified_pin_lasts_until_a_failed_proof_or_a_change(t1: bool, then: list[str], expected: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, RIGHT_PIN, *then)

    assert bench.ask(READ_LOCKER) == expected


@BOTH_PROTOCOLS
@pytest.mark.parametrize("power", ["reset", "power_off"])
def test_a_verified_pin_does_not_outlive_the_power(t1: bool, power: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, RIGHT_PIN)
    getattr(bench.card, power)()
    bench.say(SELECT_SSSE)

    assert bench.ask(READ_LOCKER) == CLOSED


@pytest.mark.parametrize(
    ("command", "answer"),
    [(TRIES, "9000"), ("0020000000", "9000"), (RIGHT_PIN, "6984"), ("805E010007135790FF246802", "6984")],
)
def test_a_card_without_a_pin_needs_none_and_has_none_to_compare(command: str, answer: str) -> None:
    normal = profile()
    cells = {name: value for name, value in cells_of_new(normal).items() if not name.startswith("pin.")}
    tree, store, sm4 = tree_of(normal), VolatileStore(cells), ALGORITHMS["sm4"]
    card = Card(atr=ATR_T0, t1=False, tree=tree, algorithm=sm4, store=store, random=counting())
    card.reset()
    card.transmit(bytes.fromhex(SELECT_SSSE))

    assert card.transmit(bytes.fromhex(command)).hex().upper() == answer
