"""A service point killed in the middle of a reset or unlock: card, case and audit agree, or the difference is shown."""

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
from emulator.cards import find_card, ready_card
from emulator.issuer_report import check
from kiosk.issuer.report import Progress
from kiosk.issuer.report_file import reports_in
from tests.faults.reset_process import NEW_PIN, POINTS, PROFILES, TERMINAL, settings_in, start_and_end
from tests.faults.rounds import Kill, Rounds, Word
from tests.support.cards import PRESENT, holds, tries
from tests.support.sample import some

KILLS = 8  # of each card
QUICK = (  # before and after each thing that lasts: the office's message, the card's PIN, the outbox's line
    *("message-audited", "message-committed", "card-writes", "card-wrote", "outbox-writes", "end-taken"),
)
RESET, UNLOCK = "two-left", "locked"
LEFT_BEFORE = {RESET: 2, UNLOCK: 0}
PIN_AFTER = {RESET: NEW_PIN, UNLOCK: PRESENT}
LIMIT = 6

EXPECTED = {  # at each point: what the card is, and the case once a service point was started again
    "case-recorded": {("old", "open")},
    "message-asked": {("old", "open")},
    "message-marked": {("old", "open")},
    "message-audited": {("old", "open")},  # of one transaction, which was not committed
    "message-committed": {("old", "message")},
    "message-anchored": {("old", "message")},
    "message-handed-out": {("old", "message")},
    "card-writes": {("old", "message")},
    "card-wrote": {("new", "message")},
    "card-answered": {("new", "message")},
    "end-added": {("new", "message")},
    "outbox-writes": {("new", "message"), ("new", "done")},  # disk and office are told by two threads
    "outbox-wrote": {("new", "done")},
    "end-taken": {("new", "done")},
    "outbox-removes": {("new", "done")},
}
MESSAGE = ("unblock-command", "answered")
OF_DELIVERY = (  # at any of them the end is due already, on the disk, from the time before
    "end-sent",
    "end-put-down",
    "end-taken",
    "outbox-removes",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What there is: the PIN "old" or "new" with its counter, the case's state, and whether a check names the case."""

    pin: str
    case: str
    shown: bool

    @property
    def agrees(self) -> bool:
        """Card and case tell the same, or the check shows that they may not."""
        match self:
            case Found("old", "none" | "open", False) | Found("new", "done" | "reported", False):
                return True
            case Found(_, "message" | "unknown", True):
                return True
            case _:
                return False


WHOLE = {  # of a reset the card has proved its end, of an unlock it is the terminal's word
    RESET: Found("new", "done", shown=False),
    UNLOCK: Found("new", "reported", shown=False),
}


@pytest.fixture(scope="module")
def rounds() -> Iterator[Rounds]:
    with Rounds("tests.faults.reset_process") as process:
        yield process


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office in which nothing happened yet."""
    folder = tmp_path_factory.mktemp("office")
    with back_office(folder, PROFILES) as issuer:
        issuer.enrol(TERMINAL, "service-point")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("card", [RESET, UNLOCK])
def test_killed_at_any_instant_card_case_and_audit_agree_or_the_difference_is_shown(
    card: str, rounds: Rounds, office: Path, tmp_path: Path
) -> None:
    chance, seen = random.Random(9), Counter[str]()
    through = [rounds.play(made(office, tmp_path / f"whole-{again}"), card, "-") for again in range(2)]
    whole = min(through, key=lambda played: played.lasted_s["begun"])
    assert look(tmp_path / "whole-0", card) == WHOLE[card]
    for number in range(KILLS):
        folder = made(office, tmp_path / str(number))
        word: Word = "begun" if number % 4 else "pid"
        played = rounds.play(folder, card, "-", kill=Kill(chance.uniform(0, whole.lasted_s[word]), word))
        found = look(folder, card)
        assert found.agrees, found
        assert played.killed or found == WHOLE[card]
        seen[f"{'killed' if played.killed else 'through'}: {found}"] += 1
    print(f"{card}: {sum(seen.values())} rounds of {whole.lasted_s}, {dict(seen)}")  # noqa: T201


@pytest.mark.parametrize("point", some(EXPECTED, QUICK))
def test_killed_at_a_point(point: str, rounds: Rounds, office: Path, tmp_path: Path) -> None:
    folder = made(office, tmp_path / "point")
    played = rounds.play(folder, RESET, point)
    found = look(folder, RESET)

    assert played.killed
    assert (found.pin, found.case) in EXPECTED[point]
    assert found.agrees, found


@pytest.mark.parametrize("point", some(OF_DELIVERY, ["end-put-down", "outbox-removes"]))
def test_killed_again_as_it_delivers_the_end_is_taken_once(
    point: str, rounds: Rounds, office: Path, tmp_path: Path
) -> None:
    folder = made(office, tmp_path / "point")
    rounds.play(folder, RESET, "outbox-wrote")
    again = rounds.play(folder, "-", point)

    assert again.killed
    assert look(folder, RESET) == Found("new", "done", shown=False)


def test_every_point_is_tried() -> None:
    assert EXPECTED.keys() | set(OF_DELIVERY) == POINTS.keys() - {"-"}


def made(office: Path, folder: Path) -> Path:
    """A folder of its own for a round."""
    shutil.copytree(office, folder / "office")
    return folder


def look(folder: Path, card: str) -> Found:
    """Start a service point once more, which delivers; then open everything, and see that each by itself is whole."""
    outbox = settings_in(folder).outbox
    due = reports_in(outbox)
    start_and_end(folder)
    left = reports_in(outbox)

    assert {report.progress for report in due} <= {Progress.DUE}
    assert left == ()
    pin, (case, shown) = pin_of(folder, card), case_in(folder, {report.key for report in due})
    return Found(pin, case, shown)


def case_in(folder: Path, delivered: set[str]) -> tuple[str, bool]:
    """The case's state and whether a check shows it; the audit tells the same, no challenge was answered twice, and
    the end was taken once, whatever was `delivered`, by its keys."""
    audit, wrong = check(folder / "office")
    questions = rows(folder, 'SELECT card, challenge, question, answer, "case" FROM audit ORDER BY seq')
    head = (folder / "office" / "audit.head").read_text().split()[0]
    answered = [(card, challenge) for card, challenge, _, answer, _ in questions if challenge and answer == "answered"]
    messages = [case for _, _, question, answer, case in questions if (question, answer) == MESSAGE]
    cases, keys = rows(folder, "SELECT id, state FROM service_case"), rows(folder, "SELECT key FROM idempotency")
    [(case, state)] = cases or [("", "none")]
    shown = any(case[:8] in words for words in wrong)

    assert (audit, head) == (f"the audit is whole: {len(questions)} entries", str(len(questions)))
    assert len(answered) == len(set(answered))
    assert {(card, challenge.ljust(32, "0")) for card, challenge in answered} == set(
        rows(folder, "SELECT card, challenge FROM answered")
    )
    assert messages == ([case] if state in ("message", "done", "reported") else [])
    assert len(wrong) == shown
    assert delivered <= {key for (key,) in keys}
    assert len(keys) == (state in ("done", "reported"))  # ended once
    return state, shown


def pin_of(folder: Path, card: str) -> str:
    """What the card itself says: its old PIN and counter, or the new ones, never anything else."""
    with ready_card(find_card(card), store=folder / "cards", today=china.today(), random=os.urandom) as virtual:
        left = tries(virtual)
        pin, digits = {LEFT_BEFORE[card]: ("old", PRESENT), LIMIT: ("new", PIN_AFTER[card])}[left]
        assert left == 0 or holds(virtual, digits)
    return pin


def rows(folder: Path, query: str) -> list[tuple[str, ...]]:
    """What the registry's file holds."""
    with closing(sqlite3.connect(folder / "office" / "registry.sqlite")) as registry:
        return registry.execute(query).fetchall()
