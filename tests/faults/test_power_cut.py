"""Power cuts and failing stores at every write of every command that changes memory, under both algorithms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from tests.faults.changes import CHANGES, PIN_LEFT, Cells, Change
from tests.support.workbench import READ_LOCKER, SELECT_SSSE, TRIES, Bench, Fault, PowerCut

ALGORITHMS = ("sm4", "3des")
BEFORE, AFTER = (Fault.CUT_BEFORE, Fault.FAILURE), (Fault.CUT_AFTER, Fault.FAILURE_AFTER)
READ_HOLDER, WRITE_CARD_DATA = "00B20834", "00DC022803020133"

each_algorithm = pytest.mark.parametrize("algorithm", ALGORITHMS)
each_change = pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)


def each_write(change: Change, *faults: Fault) -> Iterator[tuple[int, Fault]]:
    """Each of the writes of a command, and each of these faults there."""
    return product(range(1, change.writes + 1), faults)


def a_bench(algorithm: str) -> Bench:
    return Bench(application_algorithm=f'"{algorithm}"', pin_initial="true")


def cut(bench: Bench, command: str, fault: Fault, write: int) -> str:
    """Send `command` with this fault; the answer, empty where the power went."""
    bench.store.plan(fault, write)
    try:
        return bench.say(command)
    except PowerCut:
        return ""


@each_algorithm
@each_change
def test_the_memory_takes_just_the_steps_that_it_should(change: Change, algorithm: str) -> None:
    bench = a_bench(algorithm)
    command = change.ready(bench)
    seen: list[Cells] = [bench.store.load()]
    before = len(bench.store.written)
    bench.say(command)
    for cells in bench.store.written[before:]:
        seen.append({**seen[-1], **cells})

    assert seen == change.steps(seen[0])


@each_algorithm
@each_change
def test_what_is_found_afterwards_is_whole_and_no_attempt_is_given(
    change: Change, algorithm: str, subtests: pytest.Subtests
) -> None:
    for write, fault in each_write(change, *BEFORE, *AFTER):
        with subtests.test(write=write, fault=fault.name):
            bench = a_bench(algorithm)
            command = change.ready(bench)
            steps = change.steps(bench.store.load())
            answer = cut(bench, command, fault, write)
            bench.reopen()

            assert answer == ("" if fault in (Fault.CUT_BEFORE, Fault.CUT_AFTER) else "6581")
            assert bench.store.load() == steps[write if fault in AFTER else write - 1]
            assert_a_card_that_has_forgotten_everything_else(bench)


@each_algorithm
@each_change
def test_after_a_failed_write_a_powered_card_goes_on_with_what_is_durable_and_nothing_proved(
    change: Change, algorithm: str, subtests: pytest.Subtests
) -> None:
    for write, fault in each_write(change, Fault.FAILURE, Fault.FAILURE_AFTER):
        with subtests.test(write=write, fault=fault.name):
            bench = a_bench(algorithm)
            command = change.ready(bench)
            cut(bench, command, fault, write)
            again = bench.say(command) if change.spends_challenge else "6984"

            if "block" not in bench.store.load():
                assert again in ("6984", "6982")  # no challenge; and of an unblock, no PUK
            assert_a_card_that_has_forgotten_everything_else(bench)


def assert_a_card_that_has_forgotten_everything_else(bench: Bench) -> None:
    cells = bench.store.load()
    if "block" in cells:
        refused = {1: "9303", 2: "6A81"}[cells["block"][0]]
        assert [bench.say(SELECT_SSSE), bench.say(TRIES)] == [refused, refused]
        return
    assert bench.say(SELECT_SSSE) == "611E"
    assert bench.say(TRIES) == told(cells)
    guarded = [READ_LOCKER, READ_HOLDER, WRITE_CARD_DATA, "842400000400000000"]  # PIN, RKSSSE, UKSSSE, PUK
    assert [bench.say(each) for each in guarded] == ["6982"] * 4
    assert bench.say("0082000410" + "00" * 16) == "6984"


def told(cells: Cells) -> str:
    """What an empty VERIFY tells."""
    left = cells[PIN_LEFT][0]
    return f"63C{left:X}" if left else "6983"
