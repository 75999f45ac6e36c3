"""Many writers on one file: each change is seen by all or refused, none is lost; and a writer that is killed leaves
the old state or the new."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from threading import Barrier, Thread, Timer

import pytest

from emulator.issuer.answers import Done, Reason, Record, Refused, Standing
from emulator.issuer.database import Database, DatabaseUnavailable
from emulator.issuer.differences import differences
from emulator.issuer.standings import Actor
from tests.support.clock import NOON
from tests.support.emulator_process import ENVIRONMENT
from tests.support.registry import Registry
from tests.unit.emulator.issuer import restless_writer
from tests.unit.emulator.issuer.registry_scenes import CARDS, Bench

NORMAL, LOST, TEMPORARILY_LOST = Standing.NORMAL, Standing.LOST, Standing.TEMPORARILY_LOST
LATEST_S = 0.15


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "registry.sqlite"
    Bench(found).close()
    return found


def standing(registry: Registry, card: str) -> Standing:
    found = registry.record(CARDS[card])
    assert isinstance(found, Record)
    return found.standing


def patiently(ask: Callable[[], Done | Refused]) -> Done | Refused:
    """The answer of a database that may be held by others for longer than it waits; asked again under the same key."""
    while True:
        with suppress(DatabaseUnavailable):
            return ask()


def test_of_two_who_saw_the_same_one_is_in_conflict(path: Path) -> None:
    with closing(Database.open(path)) as one, closing(Database.open(path)) as other:
        desks = [Registry(database, lambda: NOON) for database in (one, other)]
        answers = [
            desk.change(CARDS["normal"], after, seen=NORMAL, actor=Actor.SERVICE_POINT, by=f"{after}", key=f"{after}")
            for desk, after in zip(desks, (TEMPORARILY_LOST, LOST), strict=True)
        ]

        assert answers == [Done(), Refused(Reason.CONFLICT)]
        assert standing(desks[1], "normal") is TEMPORARILY_LOST


def test_of_many_who_saw_the_same_at_once_one_is_done(path: Path) -> None:
    """Eight threads with a connection each, over and over."""
    for card in ("normal", "two-left", "locked", "expired"):
        answers = race(path, card)

        assert answers == {Done(): 1, Refused(Reason.CONFLICT): 7}


def race(path: Path, card: str) -> Counter[Done | Refused]:
    """Eight who saw the card as normal report it lost for a while, each under a key of its own."""
    ready, answers = Barrier(8), Counter[Done | Refused]()

    def report(desk: int) -> None:
        with closing(Database.open(path)) as database:
            registry = Registry(database, lambda: NOON)
            ready.wait()
            key = f"{card} {desk}"
            answer = patiently(
                lambda: registry.change(
                    CARDS[card], TEMPORARILY_LOST, seen=NORMAL, actor=Actor.BANK, by=f"{desk}", key=key
                )
            )
            answers[answer] += 1

    threads = [Thread(target=report, args=(desk,)) for desk in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_the_same_request_from_many_at_once_is_carried_out_once(path: Path) -> None:
    with closing(Database.open(path)) as database:
        registry, ready, answers = Registry(database, lambda: NOON), Barrier(6), list[Done | Refused]()

        def report() -> None:
            ready.wait()
            answers.append(patiently(lambda: registry.enable(CARDS["sealed"], terminal="610100-0007", key="once")))

        threads = [Thread(target=report) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert answers == [Done()] * 6
        assert len(registry.history(CARDS["sealed"])) == 1


def test_no_update_is_lost_between_writers_who_look_and_then_write(path: Path) -> None:
    """Four threads report and lift as they see it; who is in conflict goes on. All that was done is in the history."""
    rounds, done = 12, Counter[int]()

    def go_back_and_forth(desk: int) -> None:
        with closing(Database.open(path)) as database:
            registry = Registry(database, lambda: NOON)
            for turn in range(rounds):
                done[desk] += patiently(lambda: go(registry, f"{desk} {turn}")) == Done()  # noqa: B023 - asked at once

    def go(registry: Registry, key: str) -> Done | Refused:
        seen = standing(registry, "normal")
        after = NORMAL if seen is TEMPORARILY_LOST else TEMPORARILY_LOST
        return registry.change(CARDS["normal"], after, seen=seen, actor=Actor.SERVICE_POINT, by="", key=key)

    threads = [Thread(target=go_back_and_forth, args=(desk,)) for desk in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(Database.open(path)) as database, database.reading() as session:
        registry = Registry(database, lambda: NOON)

        assert len(registry.history(CARDS["normal"])) == done.total() > 0
        assert differences(session) == ()


@pytest.mark.parametrize("kills", [10, pytest.param(30, marks=pytest.mark.slow)])
def test_a_writer_killed_at_any_instant_leaves_old_or_new(path: Path, kills: int) -> None:
    """What was answered is there; of what was not, all or nothing: card, history and key agree."""
    chance, done = random.Random(), 0
    command, pipe = [sys.executable, "-m", restless_writer.__name__, str(path)], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=ENVIRONMENT) as process:
        for number in range(kills):
            answered = killed(process, done, chance.uniform(0, LATEST_S), at_work=bool(number % 2))
            with closing(Database.open(path)) as database, database.reading() as session:
                registry = Registry(database, lambda: NOON)
                done = len(registry.history(CARDS["normal"]))

                assert done in (answered, answered + 1)
                assert differences(session) == ()
                assert done == 0 or restless_writer.carry_out(registry, done - 1) == Done()
                assert len(registry.history(CARDS["normal"])) == done
        process.communicate()
    assert done >= kills // 2


def killed(process: subprocess.Popen[str], first: int, after_s: float, *, at_work: bool) -> int:
    """Have a writer begin with change number `first`, kill it, and return how many changes are answered by then.

    The time counts from the writer's beginning, which opens the file, or from its first answer.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{first}\n")
    process.stdin.flush()
    pid = int(process.stdout.readline().removeprefix("pid "))
    answered = int(process.stdout.readline()) + 1 if at_work else first
    timer = Timer(after_s, os.kill, (pid, signal.SIGKILL))
    timer.start()
    for line in iter(process.stdout.readline, "ended\n"):
        answered = int(line) + 1
    timer.join()
    return answered
