"""The keys: one use each, where they work, and their counters, which no power cut gives back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from emulator.card.card import Card
from emulator.card.crypto import ALGORITHMS
from emulator.card.keys import KEYS, Key, Use
from emulator.card.memory import Memory
from emulator.card.profile import parse_profile
from emulator.store.volatile import VolatileStore
from tests.support.workbench import (
    ATR_T0,
    NORMAL,
    RIGHT_PIN,
    SELECT_MF,
    SELECT_SSSE,
    TRIES,
    WRONG_PIN,
    Bench,
    Fault,
    PowerCut,
    cells_of_new,
    counting,
    edited,
    tree_of,
)

IDS = {
    "SSSE": {"IRK": 0x00, "STK": 0x02, "UKSSSE": 0x04, "BK": 0x05, "PUK": 0x06, "RKSSSE": 0x0A, "PIK": 0x0C},
    "DF01": {"UK1DF01": 0x83, "UK2DF01": 0x84, "UK3DF01": 0x85, "UK4DF01": 0x86, "UK5DF01": 0x87, "RK1DF01": 0x88},
    "DF03": {"LKDF03": 0x83, "RK1DF03": 0x84, "RK2DF03": 0x85, "UK1DF03": 0x86, "UK2DF03": 0x87, "UK3DF03": 0x88},
    "DF04": {"LKDF04": 0x83, "RK1DF04": 0x84, "UK1DF04": 0x85, "UK2DF04": 0x86},
}
SELECT_OF = {
    "SSSE": SELECT_SSSE,
    "DF01": "00A4040C06D15600000500",
    "DF02": "00A4040C06D15600000501",
    "DF03": "00A4040C06D15600000502",
    "DF04": "00A4040C06D15600000503",
    "DF05": "00A4000C02DF05",
    "DF07": "00A4040C06D15600000504",
}
EXTERNAL = [key for key in KEYS if key.use is Use.EXTERNAL]

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])


def at(key: Key, *, t1: bool = False) -> Bench:
    """A card with the application selected that `key` belongs to."""
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, SELECT_OF[key.home])
    return bench


@BOTH_PROTOCOLS
@pytest.mark.parametrize("place", SELECT_OF)
def test_in_each_application_these_ids_can_be_proved(t1: bool, place: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, SELECT_OF[place])
    known = [key_id for key_id in range(256) if bench.say(f"008200{key_id:02X}10" + "00" * 16) != "6A88"]
    keys = IDS["SSSE"] | IDS.get(place, {})

    assert known == sorted(number for name, number in keys.items() if name not in ("IRK", "STK", "BK", "PIK"))


@BOTH_PROTOCOLS
@pytest.mark.parametrize("place", SELECT_OF)
def test_in_each_application_the_card_proves_itself_with_irk_and_pik_alone(t1: bool, place: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, SELECT_OF[place])

    assert [key for key in range(256) if bench.say(f"008800{key:02X}10" + "00" * 16) != "6A88"] == [0x00, 0x0C]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("place", SELECT_OF)
@pytest.mark.parametrize("key", ["UKSSSE", "PUK", "RKSSSE"])
def test_a_global_key_works_in_ssse_and_every_df(t1: bool, place: str, key: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, SELECT_OF[place])

    assert bench.terminal.prove(key) == "9000"


def test_a_key_that_the_card_was_made_without_is_not_found() -> None:
    without = parse_profile(edited(NORMAL, {"keys.RK1DF01": None}))
    tree, store, sm4 = tree_of(without), VolatileStore(cells_of_new(without)), ALGORITHMS["sm4"]
    card = Card(atr=ATR_T0, t1=False, tree=tree, algorithm=sm4, store=store, random=counting())
    card.reset()
    card.transmit(bytes.fromhex(SELECT_OF["DF01"]))

    assert card.transmit(bytes.fromhex("0082008810" + "00" * 16)).hex().upper() == "6A88"


def test_the_same_id_is_another_key_in_another_df() -> None:
    bench = Bench()
    bench.say(SELECT_OF["DF03"])

    assert [bench.terminal.prove("UK1DF01"), bench.terminal.prove("LKDF03")] == ["63C9", "9000"]
    assert (bench.durable_key_tries("UK1DF01"), bench.durable_key_tries("LKDF03")) == (10, 10)


@BOTH_PROTOCOLS
@pytest.mark.parametrize("key", EXTERNAL, ids=lambda key: key.name)
def test_each_key_is_counted_alone_and_locked_for_ever_at_zero(t1: bool, key: Key) -> None:
    bench = at(key, t1=t1)
    answers = [bench.terminal.prove(key.name, wrong=True) for _ in range(11)]

    assert answers == [f"63C{left:X}" for left in range(9, -1, -1)] + ["6983"]
    bench.reopen()
    bench.say(SELECT_SSSE, SELECT_OF[key.home])
    others = {other.name: bench.durable_key_tries(other.name) for other in KEYS if other is not key}
    assert (bench.terminal.prove(key.name), set(others.values())) == ("6983", {10})


@BOTH_PROTOCOLS
def test_a_locked_key_says_so_before_it_misses_a_challenge_and_spends_none(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.store.inner.write({"key.RKSSSE.remaining": b"\0"})
    bench.reopen()
    bench.say(SELECT_SSSE)
    assert bench.say(bench.terminal.proof("RKSSSE", bytes(8))) == "6983"
    challenge = bench.terminal.challenge()

    assert bench.say(bench.terminal.proof("RKSSSE", challenge)) == "6983"
    assert bench.say(bench.terminal.proof("UKSSSE", challenge)) == "9000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("wrong", [1, 9])
def test_a_right_proof_gives_all_attempts_back(t1: bool, wrong: int) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    for _ in range(wrong):
        bench.terminal.prove("PUK", wrong=True)

    assert (bench.terminal.prove("PUK"), bench.durable_key_tries("PUK")) == ("9000", 10)


@BOTH_PROTOCOLS
def test_counters_outlive_the_power(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    bench.terminal.prove("PUK", wrong=True)
    bench.reopen()
    bench.say(SELECT_SSSE)

    assert bench.terminal.prove("PUK", wrong=True) == "63C8"


@BOTH_PROTOCOLS
def test_the_keys_counters_and_the_pins_are_apart(t1: bool) -> None:
    """Defect elsewhere: the PUK's limit taken from the PIN's."""
    bench = Bench(t1=t1, pin_limit="3", pin_remaining="3")
    bench.say(SELECT_SSSE, WRONG_PIN)

    assert [bench.terminal.prove("PUK", wrong=True), bench.say(TRIES)] == ["63C9", "63C2"]
    assert [bench.terminal.prove("PUK"), bench.say(TRIES), bench.say(RIGHT_PIN)] == ["9000", "63C2", "9000"]
    assert bench.durable_key_tries("PUK") == 10


@BOTH_PROTOCOLS
@pytest.mark.parametrize("wrong", [False, True], ids=["right", "wrong"])
def test_the_first_write_of_a_proof_is_its_counter_alone(t1: bool, wrong: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    bench.terminal.prove("PUK", wrong=wrong)
    given_back = [] if wrong else [{"key.PUK.remaining": b"\x0a"}]

    assert bench.store.written == [{"key.PUK.remaining": b"\x09"}, *given_back]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("restart", [Bench.reopen, lambda bench: bench.card.reset()], ids=["reopen", "reset"])
@pytest.mark.parametrize(
    ("wrong", "fault", "write", "left"),
    [
        pytest.param(True, Fault.CUT_BEFORE, 1, 10, id="wrong, before counting"),
        pytest.param(True, Fault.CUT_AFTER, 1, 9, id="wrong, once counted"),
        pytest.param(False, Fault.CUT_BEFORE, 1, 10, id="right, before counting"),
        pytest.param(False, Fault.CUT_AFTER, 1, 9, id="right, once counted"),
        pytest.param(False, Fault.CUT_BEFORE, 2, 9, id="right, before it is given back"),
        pytest.param(False, Fault.CUT_AFTER, 2, 10, id="right, once it is given back"),
    ],
)
def test_a_power_cut_never_gives_a_free_guess(
    t1: bool, restart: Callable[[Bench], object], wrong: bool, fault: Fault, write: int, left: int
) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    command = bench.terminal.proof("RKSSSE", bench.terminal.challenge(), wrong=wrong)
    bench.store.plan(fault, write)
    with pytest.raises(PowerCut):
        bench.say(command)
    restart(bench)

    assert bench.durable_key_tries("RKSSSE") == left
    assert bench.say(SELECT_SSSE, "00B0880001") == "6982"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(("write", "left"), [(1, 10), (2, 9)])
def test_a_proof_that_met_a_failing_store_proves_nothing_and_cannot_be_sent_again(
    t1: bool, write: int, left: int
) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    command = bench.terminal.proof("RKSSSE", bench.terminal.challenge())
    bench.store.plan(Fault.FAILURE, write)

    assert [bench.say(command), bench.say("00B0880001"), bench.say(command)] == ["6581", "6982", "6984"]
    assert bench.durable_key_tries("RKSSSE") == left


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    "malformed",
    [
        "0082000600",
        "008200060F" + "00" * 15,
        "0082000611" + "00" * 17,
        "0082000610" + "00" * 16 + "00",
        "0082010610" + "00" * 16,
        "8082000610" + "00" * 16,
    ],
)
def test_a_malformed_proof_costs_neither_attempt_nor_challenge(t1: bool, malformed: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    proof = bench.terminal.proof("PUK", bench.terminal.challenge())
    bench.say(malformed)

    assert (bench.durable_key_tries("PUK"), bench.say(proof)) == (10, "9000")


@BOTH_PROTOCOLS
def test_in_the_mf_no_proof_is_taken_and_none_counted(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, SELECT_MF)

    assert [bench.terminal.prove("PUK", wrong=True), bench.durable_key_tries("PUK")] == ["6985", 10]


def test_no_representation_shows_a_key() -> None:
    """What a repr shows ends up in the next traceback."""
    bench = Bench()
    shown = repr(bench.profile) + repr(Memory(bench.store).keys)

    assert [name for name, key in bench.terminal.keys.items() if key.hex() in shown.lower() or repr(key) in shown] == []
