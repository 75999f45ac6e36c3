"""`kiosk change-pin --pin-stdin`: every exit status, and what each leaves on the card."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.journeys.console import KIOSK, NEW, OTHER_NEW, PRESENT, WRONG, Console, Ended, at_once
from tests.support.emulator_process import Shell, emulator

Lines = tuple[str, ...]

SELECT, COUNT = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF", "00200000"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where the card's memory is kept."""
    return tmp_path / "cards"


def tries_left(store: Path, card: str = "normal") -> int:
    """The counter, from the card itself and not through the kiosk."""
    sw = emulator("shell", card, "--store", store, lines=f"{SELECT}\n{COUNT}\n").output[-1]
    return 0 if sw == "6983" else int(sw[3], 16)


def what(console: Console) -> list[str]:
    """What the journal says happened."""
    return [json.loads(line)["what"] for line in console.journal.read_text("utf-8").splitlines()]


@dataclass(frozen=True)
class Kept:
    """Runs on one store, one after the other."""

    ended: list[Ended]
    console: Console

    @property
    def statuses(self) -> list[int]:
        """Their exit statuses."""
        return [each.status for each in self.ended]


@pytest.fixture(scope="module")
def sequences(tmp_path_factory: pytest.TempPathFactory) -> list[Kept]:
    """First: wrong, changed, the old PIN once more, the new one. Second: six times wrong, then right."""

    def run(*entries: tuple[str, str]) -> Kept:
        home = tmp_path_factory.mktemp("kept")
        console = Console(home)
        return Kept([console.change_pin(present, new, new, store=home / "cards") for present, new in entries], console)

    changed = ((WRONG, NEW), (PRESENT, NEW), (PRESENT, OTHER_NEW), (NEW, OTHER_NEW))
    locked = *[(WRONG, NEW)] * 6, (PRESENT, NEW)
    return at_once([partial(run, *changed), partial(run, *locked)])


def test_0_changed_and_a_store_keeps_it(sequences: list[Kept]) -> None:
    """FIDO2Applet#25: card data lost on restart."""
    changed, _ = sequences

    assert (changed.statuses, changed.ended[1]) == ([3, 0, 3, 0], Ended(0, "The PIN is changed.\n", ""))


def test_the_journal_tells_what_happened(sequences: list[Kept]) -> None:
    """OpenSC#877: PIN in a debug log. Each run here searches what was written for PINs; this is what is there."""
    changed, _ = sequences
    once_wrong, once_right = ["card-read", "pin-wrong"], ["card-read", "pin-verified", "pin-changed"]

    assert what(changed.console) == [*once_wrong, *once_right, *once_wrong, *once_right]


def test_3_wrong_until_the_sixth_and_then_4_for_ever(sequences: list[Kept]) -> None:
    _, locked = sequences

    assert locked.statuses == [3] * 5 + [4, 4]


def test_3_says_how_many_attempts_are_left_and_4_where_to_go(sequences: list[Kept]) -> None:
    """DigiDoc4-Client#1058: … how many attempts are left until it is too late."""
    _, locked = sequences

    assert [each.errors for each in locked.ended[:5]] == [
        *(f"kiosk: Wrong PIN. {left} attempts left.\n" for left in (5, 4, 3, 2)),
        "kiosk: Wrong PIN. 1 attempt left.\n",
    ]
    assert "staffed service point" in locked.ended[5].errors


@pytest.mark.parametrize(
    ("card", "status", "says"),
    [
        ("sealed", 0, "The PIN is changed, and the card is enabled."),
        ("no-evidence", 0, "The PIN is changed, and the card is enabled."),
        ("no-pin", 1, "No PIN is set on this card yet, so there is none to change."),
    ],
)
def test_a_card_that_is_sealed_in_its_own_way(console: Console, card: str, status: int, says: str) -> None:
    ended = console.change_pin(PRESENT, NEW, NEW, card=card)

    assert (ended.status, says in ended.output + ended.errors) == (status, True)


def test_without_a_store_the_memory_ends_with_the_process(console: Console) -> None:
    assert [ended.status for ended in at_once([lambda: console.change_pin(PRESENT, NEW, NEW, card="t1")] * 2)] == [0, 0]


def test_status_reads_the_store_as_well(console: Console, store: Path) -> None:
    """status-legacy#10012: the count shown was a cached one."""
    wrong = console.change_pin(WRONG, NEW, NEW, store=store)
    ended = console.run("status", "--emulated", "normal", "--store", store, "--json")

    assert (wrong.status, json.loads(ended.output)["tries_left"]) == (3, 5)


REFUSED: dict[str, tuple[Lines, str]] = {  # what is wrong with the new PIN: the three lines, what is said
    "too simple, with a wrong present PIN": ((WRONG, "888888", "888888"), "issued with"),
    "the two differ, with a wrong present PIN": ((WRONG, NEW, OTHER_NEW), "differ"),
}
NO_PINS: dict[str, tuple[Lines, int, str]] = {  # what is wrong with the lines: the lines, the exit status, what is said
    "none": ((), 1, "first line is not a PIN"),
    "a letter": (("13579a", NEW, NEW), 1, "first line is not a PIN"),
    "the new one missing": ((PRESENT,), 5, "six digits"),
    "the new one again missing": ((PRESENT, NEW), 5, "six digits"),
    "no digits": ((PRESENT, NEW, "six two"), 5, "six digits"),
    "too long, or too much": (("1357902", "my PIN is 6248", "4815"), 1, "first line is not a PIN"),
}


@dataclass(frozen=True)
class Run:
    """One run, and the console and store that it alone used."""

    ended: Ended
    console: Console
    store: Path


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """One run for each row of both tables, on a card with one attempt left."""

    def run(lines: Lines) -> Run:
        home = tmp_path_factory.mktemp("run")
        console, store = Console(home), home / "cards"
        return Run(console.change_pin(*lines, card="last-attempt", store=store), console, store)

    rows = {name: row[0] for name, row in REFUSED.items()} | {name: row[0] for name, row in NO_PINS.items()}
    return dict(zip(rows, at_once([partial(run, lines) for lines in rows.values()]), strict=True))


@pytest.mark.parametrize("row", REFUSED)
def test_5_refused_costs_no_attempt(row: str, runs: dict[str, Run]) -> None:
    _, says = REFUSED[row]
    ended = runs[row].ended

    assert (ended.status, ended.output, says in ended.errors) == (5, "", True)
    assert (tries_left(runs[row].store, "last-attempt"), what(runs[row].console)) == (1, ["card-read"])


@pytest.mark.parametrize("row", NO_PINS)
def test_lines_that_are_no_pins_leave_the_card_untouched(row: str, runs: dict[str, Run]) -> None:
    _, status, says = NO_PINS[row]
    ended = runs[row].ended

    assert (ended.status, ended.output, says in ended.errors, "the card was not touched" in ended.errors) == (
        status,
        "",
        True,
        True,
    )
    assert (runs[row].store.exists(), runs[row].console.journal.exists()) == (False, False)


def test_lines_that_are_no_pins_are_not_repeated(runs: dict[str, Run]) -> None:
    """OpenSC#877: PIN in a debug log."""
    errors = runs["too long, or too much"].ended.errors

    assert [part for part in ("13579", "6248", "4815") if part in errors] == []


def test_a_full_disk_is_told_before_the_card_is_asked_for_anything(console: Console, store: Path) -> None:
    """vxsuite#2170: a write whose end nobody saw. Room for all writes to come is taken when the memory is opened."""
    emulator("shell", "normal", "--store", store, lines=SELECT)
    limit = "import os, resource, sys; n = int(sys.argv[1]); resource.setrlimit(resource.RLIMIT_FSIZE, (n, n)); "
    limited = [sys.executable, "-c", limit + "os.execv(sys.argv[2], sys.argv[2:])", "16384", KIOSK]
    full = console.change_pin(PRESENT, NEW, NEW, store=store, through=limited)
    later = console.change_pin(PRESENT, NEW, NEW, store=store)

    assert (full.status, "a disk with room" in full.errors, "Traceback" in full.errors, later.status) == (
        1,
        True,
        False,
        0,
    )


def test_a_card_reported_lost_is_not_changed_and_why_is_said(console: Console) -> None:
    ended = console.change_pin(PRESENT, NEW, NEW, card="lost")

    assert (ended.status, "Reported lost" in ended.errors) == (1, True)


def test_a_store_in_use_is_refused_and_the_one_who_holds_it_goes_on(console: Console, store: Path) -> None:
    with Shell("normal", "--store", store) as other:
        other.say(SELECT)
        ended = console.change_pin(PRESENT, NEW, NEW, store=store)
        still = other.say(COUNT)

    assert (ended.status, "is in use by another process" in ended.errors, still) == (1, True, "63C6")


def test_a_journal_that_can_not_be_written_is_said_and_the_pin_is_changed(console: Console) -> None:
    ended = console.change_pin(PRESENT, NEW, NEW, KIOSK_JOURNAL="/dev/null/journal.jsonl")

    assert (ended.status, ended.output) == (0, "The PIN is changed.\n")
    assert ended.errors.startswith("kiosk: no journal: ")
