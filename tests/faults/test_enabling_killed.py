"""A terminal killed while a first change of PIN enables a card: card and registry agree, or the report is not lost."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from emulator import china
from emulator.back_office import back_office
from emulator.cards import ready_card
from emulator.issuer_report import check
from kiosk.doctor.outbox import findings
from kiosk.issuer.report import ENABLED, Progress
from kiosk.issuer.report_file import reports_in
from tests.faults.enabling_process import (
    INITIAL_PIN,
    NEW_PIN,
    NEWER_PIN,
    POINTS,
    PROFILE,
    TERMINAL,
    change,
    settings_in,
    start_and_end,
)
from tests.faults.rounds import Kill, Rounds, Word
from tests.support.cards import holds, tries
from tests.support.sample import some

KILLS = 14
QUICK = (  # one or two of each outcome: the first, and where a disk or the office has just been told
    *("intent-writes", "intent-wrote", "card-counted-a-change", "card-wrote", "report-writes"),
    *("report-wrote", "report-put-down", "report-taken", "outbox-removed"),
)
LIMIT = 6


@dataclass(frozen=True, slots=True)
class Found:
    """What there is: the card's PIN, the registry's standing, and how far the report has got, if there is one."""

    pin: str
    standing: int
    report: Progress | None

    @property
    def agrees(self) -> bool:
        """Card and registry tell the same, or the outbox knows that they may not."""
        match self:
            case Found("initial", 0, None) | Found("new", 1, None):
                return True
            case Found(_, 0, Progress.INTENDED):
                return True
            case Found("new", _, Progress.DUE):
                return True
            case _:
                return False


NOTHING_YET = Found("initial", 0, None)
NOT_CHANGED = Found("initial", 0, Progress.INTENDED)
NOT_CONFIRMED = Found("new", 0, Progress.INTENDED)
DUE = Found("new", 0, Progress.DUE)
TOLD = Found("new", 1, Progress.DUE)
ENABLED_ONCE = Found("new", 1, None)

EXPECTED = {  # at each point: what is there, and once a terminal was started again
    "intent-begun": (NOTHING_YET, NOTHING_YET),
    "intent-writes": (NOTHING_YET, NOTHING_YET),
    "intent-wrote": (NOT_CHANGED, NOT_CHANGED),
    "card-counts-a-verify": (NOT_CHANGED, NOT_CHANGED),
    "card-counted-a-verify": (NOT_CHANGED, NOT_CHANGED),
    "card-asked": (NOT_CHANGED, NOT_CHANGED),
    "card-counted-a-change": (NOT_CHANGED, NOT_CHANGED),
    "card-wrote": (NOT_CONFIRMED, NOT_CONFIRMED),
    "card-answered": (NOT_CONFIRMED, NOT_CONFIRMED),
    "report-confirmed": (NOT_CONFIRMED, NOT_CONFIRMED),
    "report-writes": (NOT_CONFIRMED, NOT_CONFIRMED),
    "report-wrote": (DUE, ENABLED_ONCE),
    "report-sent": (DUE, ENABLED_ONCE),
    "report-put-down": (DUE, ENABLED_ONCE),
    "report-taken": (TOLD, ENABLED_ONCE),
    "outbox-removes": (TOLD, ENABLED_ONCE),
    "outbox-removed": (ENABLED_ONCE, ENABLED_ONCE),
}


@pytest.fixture(scope="module")
def rounds() -> Iterator[Rounds]:
    with Rounds("tests.faults.enabling_process") as process:
        yield process


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office in which nothing happened yet."""
    folder = tmp_path_factory.mktemp("office")
    with back_office(folder, [PROFILE]) as issuer:
        issuer.enrol(TERMINAL, "self-service")
    return folder


@pytest.mark.slow
def test_killed_at_any_instant_card_and_registry_agree_or_the_outbox_knows(
    rounds: Rounds, office: Path, tmp_path: Path
) -> None:
    chance, seen = random.Random(9), Counter[str]()
    through = [rounds.play(made(office, tmp_path / f"whole-{again}"), "-") for again in range(2)]
    whole = min(through, key=lambda played: played.lasted_s["begun"])
    assert look(tmp_path / "whole-0") == ENABLED_ONCE
    for number in range(KILLS):
        folder = made(office, tmp_path / str(number))
        word: Word = "begun" if number % 4 else "pid"
        played = rounds.play(folder, "-", kill=Kill(chance.uniform(0, whole.lasted_s[word]), word))
        found = look(folder)
        assert found.agrees, found
        assert found.report is not Progress.DUE or started_again(folder) == ENABLED_ONCE
        assert played.killed or found == ENABLED_ONCE
        seen[f"{'killed' if played.killed else 'through'}: {found}"] += 1
    print(f"{KILLS} rounds of {whole.lasted_s}, {dict(seen)}")  # noqa: T201


@pytest.mark.parametrize("point", some(EXPECTED, QUICK))
def test_killed_at_a_point(point: str, rounds: Rounds, office: Path, tmp_path: Path) -> None:
    folder = made(office, tmp_path / "point")
    played = rounds.play(folder, point)

    assert played.killed
    assert (look(folder), started_again(folder)) == EXPECTED[point]


@pytest.mark.parametrize(
    "point",
    some(["card-counted-a-change", "card-wrote", "report-wrote", "report-taken"], ["card-wrote", "report-taken"]),
)
def test_what_is_open_is_settled_by_the_next_change_here(
    point: str, rounds: Rounds, office: Path, tmp_path: Path
) -> None:
    folder = made(office, tmp_path / "point")
    rounds.play(folder, point)
    present = {"initial": INITIAL_PIN, "new": NEW_PIN}[look(folder).pin]
    change(folder, present, NEWER_PIN, lambda: None)

    assert look(folder, NEWER_PIN) == ENABLED_ONCE


def test_every_point_is_tried() -> None:
    assert EXPECTED.keys() == POINTS.keys() - {"-"}


def made(office: Path, folder: Path) -> Path:
    """A folder of its own for a round."""
    shutil.copytree(office, folder / "office")
    return folder


def started_again(folder: Path) -> Found:
    """What there is once another terminal was started, which delivers what is due."""
    start_and_end(folder)
    return look(folder)


def look(folder: Path, new: bytes = NEW_PIN) -> Found:
    """Open everything, and see that each by itself is whole."""
    reports = reports_in(settings_in(folder).outbox)
    progress = reports[0].progress if reports else None

    assert len(reports) <= 1
    assert {(report.kind, report.about) for report in reports} <= {(ENABLED, PROFILE.identification.hex())}
    assert told_by_doctor(folder) == (progress is Progress.INTENDED)
    return Found(pin_of(folder, new), standing_in(folder), progress)


def told_by_doctor(folder: Path) -> bool:
    """Whether it is said that something needs looking after."""
    return any(
        finding.wrong and "may have enabled a card" in finding.says for finding in findings(settings_in(folder).outbox)
    )


def standing_in(folder: Path) -> int:
    """The registry's word, which is what its history, whole and with one change at most, makes it."""
    audit, wrong = check(folder / "office")
    with closing(sqlite3.connect(folder / "office" / "registry.sqlite")) as registry:
        [(standing,)] = registry.execute("SELECT standing FROM card").fetchall()
        history = registry.execute("SELECT before, after, actor, by FROM history").fetchall()

    assert audit.startswith("the audit is whole")
    assert wrong == []
    assert history == ([(0, 1, "terminal", TERMINAL)] if standing else [])
    return int(standing)


def pin_of(folder: Path, new: bytes) -> str:
    """What the card itself says: the initial PIN or the new one, one attempt lost at most and only with the initial."""
    with ready_card(PROFILE, store=folder / "cards", today=china.today(), random=os.urandom) as card:
        left = tries(card)
        if left == LIMIT and holds(card, new):
            return "new"
        assert left in (LIMIT - 1, LIMIT)
        assert holds(card, INITIAL_PIN)
        return "initial"
