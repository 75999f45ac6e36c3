"""The attempt is durable before the PIN is compared; neither a power cut nor a failing store gives one back.

Defect elsewhere: comparing before counting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emulator.card.memory import Store
from emulator.store.sqlite import SqliteStore
from emulator.store.volatile import VolatileStore
from tests.support.workbench import (
    READ_LOCKER,
    RIGHT_PIN,
    SELECT_SSSE,
    TRIES,
    WRONG_PIN,
    Bench,
    Fault,
    PowerCut,
    cells_of_new,
    profile,
)

CHANGE = "805E010007135790FF246802"
WRONG_CHANGE = "805E010007111111FF246802"
NEW_PIN = "0020000003246802"


@pytest.fixture(params=["volatile", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """The store of a new card, of either kind."""
    cells = cells_of_new(profile())
    if request.param == "volatile":
        yield VolatileStore(cells)
        return
    durable = SqliteStore.open(tmp_path / "normal.sqlite", "normal", lambda: cells)
    yield durable
    durable.close()


@pytest.fixture(params=["reopen", "reset"])
def restart(request: pytest.FixtureRequest) -> Callable[[Bench], object]:
    """What follows a power cut: a new process, or the same one powers its card again."""
    return Bench.reopen if request.param == "reopen" else lambda bench: bench.card.reset()


@pytest.mark.parametrize("command", [RIGHT_PIN, WRONG_PIN, CHANGE, WRONG_CHANGE])
def test_the_first_write_is_the_counter_alone(store: Store, command: str) -> None:
    bench = Bench(store=store)
    bench.say(SELECT_SSSE, command)

    assert bench.store.written[0] == {"pin.remaining": b"\x05"}


@pytest.mark.parametrize(
    ("command", "last_write"),
    [
        (WRONG_PIN, {"pin.remaining": b"\x05"}),
        (RIGHT_PIN, {"pin.remaining": b"\x06"}),
        (CHANGE, {"pin.value": b"\x24\x68\x02", "pin.remaining": b"\x06"}),
    ],
)
def test_what_a_proof_brings_is_one_more_durable_step(command: str, last_write: dict[str, bytes]) -> None:
    bench = Bench()
    bench.say(SELECT_SSSE, command)

    assert bench.store.written[1:] == ([] if command == WRONG_PIN else [last_write])


@pytest.mark.parametrize("command", [SELECT_SSSE, TRIES, READ_LOCKER, "00B2012C", "0084000008", "00FF0000"])
def test_nothing_else_is_ever_written(command: str) -> None:
    bench = Bench()
    bench.say(SELECT_SSSE, command)

    assert bench.store.written == []


@pytest.mark.parametrize(
    ("command", "fault", "write", "tries", "answers_to"),
    [
        pytest.param(WRONG_PIN, Fault.CUT_BEFORE, 1, 6, RIGHT_PIN, id="wrong, before counting"),
        pytest.param(WRONG_PIN, Fault.CUT_AFTER, 1, 5, RIGHT_PIN, id="wrong, once counted"),
        pytest.param(RIGHT_PIN, Fault.CUT_BEFORE, 1, 6, RIGHT_PIN, id="right, before counting"),
        pytest.param(RIGHT_PIN, Fault.CUT_AFTER, 1, 5, RIGHT_PIN, id="right, once counted"),
        pytest.param(RIGHT_PIN, Fault.CUT_BEFORE, 2, 5, RIGHT_PIN, id="right, before it is given back"),
        pytest.param(RIGHT_PIN, Fault.CUT_AFTER, 2, 6, RIGHT_PIN, id="right, once it is given back"),
        pytest.param(WRONG_CHANGE, Fault.CUT_AFTER, 1, 5, RIGHT_PIN, id="wrong change, once counted"),
        pytest.param(CHANGE, Fault.CUT_AFTER, 1, 5, RIGHT_PIN, id="change, once counted"),
        pytest.param(CHANGE, Fault.CUT_BEFORE, 2, 5, RIGHT_PIN, id="change, before it is durable"),
        pytest.param(CHANGE, Fault.CUT_AFTER, 2, 6, NEW_PIN, id="change, once it is durable"),
    ],
)
def test_a_power_cut_never_gives_a_free_guess(
    store: Store,
    restart: Callable[[Bench], object],
    command: str,
    fault: Fault,
    write: int,
    tries: int,
    answers_to: str,
) -> None:
    bench = Bench(store=store)
    bench.say(SELECT_SSSE)
    bench.store.plan(fault, write)
    with pytest.raises(PowerCut):
        bench.say(command)
    restart(bench)

    assert bench.say(SELECT_SSSE, TRIES) == f"63C{tries}"
    assert bench.say(answers_to) == "9000"


def test_cutting_the_power_at_every_guess_locks_the_card(restart: Callable[[Bench], object]) -> None:
    bench = Bench()
    for _ in range(6):
        bench.say(SELECT_SSSE)
        bench.store.plan(Fault.CUT_AFTER)
        with pytest.raises(PowerCut):
            bench.say(WRONG_PIN)
        restart(bench)

    assert bench.say(SELECT_SSSE, RIGHT_PIN) == "6983"


@pytest.mark.parametrize(
    ("command", "write", "tries"),
    [(WRONG_PIN, 1, 6), (RIGHT_PIN, 1, 6), (RIGHT_PIN, 2, 5), (CHANGE, 1, 6), (CHANGE, 2, 5)],
)
def test_a_store_that_fails_is_told_and_what_is_durable_counts(
    store: Store, command: str, write: int, tries: int
) -> None:
    bench = Bench(store=store)
    bench.say(SELECT_SSSE)
    bench.store.plan(Fault.FAILURE, write)

    assert bench.say(command) == "6581"
    assert [bench.say(TRIES), bench.say(RIGHT_PIN)] == [f"63C{tries}", "9000"]


def test_a_failing_store_that_counted_all_the_same_gives_no_attempt_back() -> None:
    bench = Bench()
    bench.say(SELECT_SSSE)
    bench.store.plan(Fault.FAILURE_AFTER)

    assert [bench.say(WRONG_PIN), bench.say(TRIES), bench.say(WRONG_PIN)] == ["6581", "63C5", "63C4"]


def test_a_store_that_fails_leaves_the_selection() -> None:
    bench = Bench()
    bench.say(SELECT_SSSE, "00A4020002EF05")
    bench.store.plan(Fault.FAILURE)
    bench.say(WRONG_PIN)

    assert bench.ask("00B20204") == "0201339000"


def test_a_store_that_fails_leaves_the_current_record() -> None:
    bench = Bench()
    bench.say(SELECT_SSSE, "00B220E803")
    bench.store.plan(Fault.FAILURE)
    bench.say(WRONG_PIN)

    assert bench.ask("00B22002") == "2001A29000"


@pytest.mark.parametrize("write", [1, 2])
def test_a_proof_that_met_a_failing_store_proves_nothing(write: int) -> None:
    bench = Bench()
    bench.say(SELECT_SSSE)
    bench.store.plan(Fault.FAILURE, write)
    bench.say(RIGHT_PIN)

    assert bench.say(READ_LOCKER) == "6982"


def test_a_store_that_does_not_fail_is_not_read_again() -> None:
    bench = Bench()
    bench.store.refuse_load = True

    assert [bench.say(SELECT_SSSE, each) for each in (WRONG_PIN, TRIES, RIGHT_PIN)] == ["63C5", "63C5", "9000"]


def test_a_store_that_cannot_be_read_again_stays_a_memory_failure_until_it_can() -> None:
    bench = Bench()
    bench.say(SELECT_SSSE)
    bench.store.plan(Fault.FAILURE)
    bench.say(WRONG_PIN)
    bench.store.refuse_load = True
    assert [bench.say(TRIES), bench.say(RIGHT_PIN)] == ["6581", "6581"]
    bench.store.refuse_load = False

    assert bench.say(TRIES) == "63C6"


def test_cells_that_make_no_card_when_read_again_are_a_memory_failure() -> None:
    bench = Bench()
    bench.say(SELECT_SSSE)
    bench.store.plan(Fault.FAILURE)
    bench.say(WRONG_PIN)
    bench.store.inner.write({"pin.remaining": b"\x0f"})

    assert bench.say(TRIES) == "6581"
