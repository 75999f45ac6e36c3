"""CHANGE PIN: old ‖ FF ‖ new, checked for its form before anything is counted."""

from __future__ import annotations

import pytest

from tests.support.workbench import RIGHT_PIN, SELECT_SSSE, TRIES, WRONG_PIN, Bench

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])


def change(old: str, new: str) -> str:
    data = bytes.fromhex(f"{old}FF{new}")
    return f"805E0100{len(data):02X}{data.hex()}"


def verify(pin: str) -> str:
    return f"00200000{len(pin) // 2:02X}{pin}"


@BOTH_PROTOCOLS
def test_the_new_pin_takes_the_old_ones_place(t1: bool) -> None:
    bench = Bench(t1=t1)

    assert bench.say(SELECT_SSSE, change("135790", "246802")) == "9000"
    assert [bench.say(verify("246802")), bench.say(RIGHT_PIN)] == ["9000", "63C5"]


@BOTH_PROTOCOLS
def test_a_change_is_durable(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, change("135790", "246802"))
    bench.reopen()

    assert bench.say(SELECT_SSSE, verify("246802")) == "9000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(("limit", "left"), [("3", "63C3"), ("6", "63C6"), ("15", "63CF")])
def test_a_change_sets_the_counter_back_to_the_cards_own_limit(t1: bool, limit: str, left: str) -> None:
    """Defect elsewhere: a change that forgets to reset the counter."""
    bench = Bench(t1=t1, pin_limit=limit, pin_remaining=limit)
    bench.say(SELECT_SSSE, WRONG_PIN, WRONG_PIN, change("135790", "246802"))

    assert bench.say(TRIES) == left


@pytest.mark.parametrize(
    ("old", "new"),
    [("135790", "1234"), ("1234", "135790"), ("135790", "1234567890123456"), ("12345", "123456789012345")],
)
def test_a_change_brings_the_new_length_too(old: str, new: str) -> None:
    """Defect elsewhere: a stale PIN length after the PIN was replaced."""
    packed = [pin if len(pin) % 2 == 0 else pin + "F" for pin in (old, new)]
    bench = Bench(pin_value=f'"{old}"')

    assert bench.say(SELECT_SSSE, change(packed[0], packed[1])) == "9000"
    assert [bench.say(verify(packed[1])), bench.say(verify(packed[0]))] == ["9000", "63C5"]


@BOTH_PROTOCOLS
def test_a_wrong_old_pin_costs_one_attempt_and_changes_nothing(t1: bool) -> None:
    bench = Bench(t1=t1)

    assert bench.say(SELECT_SSSE, change("111111", "246802")) == "63C5"
    assert [bench.say(TRIES), bench.say(verify("246802")), bench.say(RIGHT_PIN)] == ["63C5", "63C4", "9000"]


@BOTH_PROTOCOLS
def test_wrong_old_pins_lock_the_card(t1: bool) -> None:
    bench = Bench(t1=t1, pin_remaining="2")
    bench.say(SELECT_SSSE)
    answers = [bench.say(change("111111", "246802")) for _ in range(3)]

    assert [*answers, bench.say(change("135790", "246802"))] == ["63C1", "63C0", "6983", "6983"]


@pytest.mark.parametrize("initial", ["true", "false"])
def test_a_change_makes_the_pin_the_holders_own(initial: str) -> None:
    bench = Bench(pin_initial=initial)
    bench.say(SELECT_SSSE, change("135790", "246802"))

    assert bench.store.inner.load()["pin.initial"] == b"\x00"


def test_a_pin_may_be_changed_to_itself() -> None:
    bench = Bench()

    assert bench.say(SELECT_SSSE, WRONG_PIN, change("135790", "135790"), RIGHT_PIN) == "9000"


def without_pin(*, t1: bool, limit: str = "6") -> Bench:
    bench = Bench(t1=t1, pin_value=None, pin_remaining=None, pin_initial=None, pin_limit=limit)
    bench.say(SELECT_SSSE)
    return bench


@BOTH_PROTOCOLS
def test_the_first_pin_comes_from_nothing_with_the_cards_own_limit(t1: bool) -> None:
    bench = without_pin(t1=t1, limit="3")
    before = bench.say(TRIES)
    answers = [bench.say(each) for each in (change("", "246802"), TRIES, WRONG_PIN, verify("246802"))]

    assert (before, answers) == ("9000", ["9000", "63C3", "63C2", "9000"])


@BOTH_PROTOCOLS
def test_the_first_pin_is_durable_in_one_step_and_is_not_verified_by_being_set(t1: bool) -> None:
    bench = without_pin(t1=t1)
    bench.say(change("", "1357"))
    evidence = bench.say("0088000C10" + "00" * 16)

    assert (evidence, len(bench.store.written)) == ("6982", 1)
    bench.reopen()
    assert bench.say(SELECT_SSSE, verify("1357")) == "9000"


@BOTH_PROTOCOLS
def test_once_there_is_a_pin_none_comes_from_nothing(t1: bool) -> None:
    bench = without_pin(t1=t1)
    answers = [bench.say(change("", pin)) for pin in ("246802", "135790", "1357")]

    assert (answers, bench.say(TRIES)) == (["9000", "6A80", "6A80"], "63C6")


@BOTH_PROTOCOLS
def test_where_there_is_no_pin_none_is_right_and_none_verified(t1: bool) -> None:
    bench = without_pin(t1=t1)
    commands = (RIGHT_PIN, change("135790", "246802"), TRIES, "0088000C10" + "00" * 16, change("", "24680A"))

    assert [bench.say(each) for each in commands] == ["6984", "6984", "9000", "6982", "6A80"]
    assert bench.store.written == []


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    "data",
    [
        pytest.param("135790246802", id="no separator"),
        pytest.param("FF13579024", id="nothing before it"),
        pytest.param("13579024FF", id="nothing behind it"),
        pytest.param("12FF345678", id="old of one byte"),
        pytest.param("135790FF24", id="new of one byte"),
        pytest.param("123FFF246802", id="old of three digits"),
        pytest.param("135790FF246F", id="new of three digits"),
        pytest.param("12345678901234567FFF2468", id="old of seventeen digits"),
        pytest.param("1357FF12345678901234567F", id="new of seventeen digits"),
        pytest.param("123456789012345678FF2468", id="old of nine bytes"),
        pytest.param("1357FF123456789012345678", id="new of nine bytes"),
        pytest.param("13579AFF246802", id="old: a letter"),
        pytest.param("135790FF24680B", id="new: a letter"),
        pytest.param("1F5790FF246802", id="old: F in the middle"),
        pytest.param("135790FF2F6802", id="new: F in the middle"),
        pytest.param("135790FF246F02", id="new: F as a nibble but the last"),
        pytest.param("1357FFFF246802", id="a byte of FF behind the separator"),
        pytest.param("135790FF2468FF", id="new: ends in FF"),
        pytest.param("135790FFF24680", id="new: starts with F"),
    ],
)
def test_what_is_not_two_pins_is_refused_and_costs_no_attempt(t1: bool, data: str) -> None:
    bench = Bench(t1=t1)

    assert bench.say(SELECT_SSSE, f"805E0100{len(data) // 2:02X}{data}") == "6A80"
    assert (bench.say(TRIES), bench.store.written) == ("63C6", [])
