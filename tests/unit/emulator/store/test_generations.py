"""How far a store had come: one that is put back is noticed, whatever else happened to it is not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from emulator.cards import find_card, memory_of, ready_card
from emulator.store.generations import Generation, Generations, generations_of
from tests.support.workbench import SELECT_SSSE, TODAY, TRIES, WRONG_PIN

OLDER, NEWER, ELSEWHERE = Generation(b"opening1", 7), Generation(b"opening2", 9), Generation(b"opening3", 9)
ID = b"a store."


def _replaced_by_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("")


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.mark.parametrize(
    ("known", "found", "put_back"),
    [
        pytest.param(None, OLDER, False, id="never seen"),
        pytest.param(OLDER, OLDER, False, id="as it was left by a kill"),
        pytest.param(OLDER, NEWER, False, id="used elsewhere meanwhile"),
        pytest.param(NEWER, OLDER, True, id="put back"),
        pytest.param(NEWER, ELSEWHERE, True, id="another copy's last write of the same number"),
    ],
)
def test_only_what_had_come_further_was_put_back(
    tmp_path: Path, known: Generation | None, found: Generation, put_back: bool
) -> None:
    generations = Generations(tmp_path / "kept")
    if known:
        generations.note(ID, known)

    assert generations.was_put_back(ID, found) is put_back
    assert generations.was_put_back(b"another.", found) is False


def test_what_is_kept_is_bounded(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    generations.note(bytes(8), OLDER)
    for number in range(1, 1002):  # what noting each would leave, had nothing bounded it
        shutil.copy(tmp_path / bytes(8).hex(), tmp_path / number.to_bytes(8, "big").hex())
    generations.note((1002).to_bytes(8, "big"), OLDER)

    assert len(list(tmp_path.iterdir())) == 1000
    assert generations.was_put_back((1002).to_bytes(8, "big"), Generation(b"opening0", 1))


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda folder: next(folder.iterdir()).write_bytes(b"\xff"), id="what is no number"),
        pytest.param(_replaced_by_a_file, id="a file in the folder's place"),
    ],
)
def test_what_can_not_be_kept_is_not_known_and_stops_nothing(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    generations = Generations(tmp_path / "kept")
    generations.note(ID, NEWER)
    spoil(tmp_path / "kept")
    unknown = generations.was_put_back(ID, OLDER)
    generations.note(ID, NEWER)

    assert unknown is False


@pytest.mark.parametrize("named", [{}, {"XDG_STATE_HOME": "relative"}], ids=["none", "relative"])
def test_without_a_state_folder_it_is_the_homes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: dict[str, str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    generations = generations_of(named)
    assert generations is not None
    generations.note(ID, NEWER)

    assert (tmp_path / ".local" / "state" / "emulator" / "stores" / ID.hex()).is_file()


def test_a_user_without_a_home_has_none_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", homeless)

    assert generations_of({}) is None


def uses(store: Path, *commands: str, day: date = TODAY) -> tuple[str, list[str]]:
    """The last answer of the card in `store`, opened and closed once, and what was noticed."""
    told: list[str] = []
    answer: bytes | None = b""
    with ready_card(find_card("two-left"), store=store, today=day, random=os.urandom, notice=told.append) as card:
        for command in (SELECT_SSSE, *commands):
            answer = card.transmit(bytes.fromhex(command))
    return (answer or b"").hex().upper(), told


def test_a_copy_that_is_put_back_gives_attempts_back_and_is_noticed_once(tmp_path: Path) -> None:
    store, copy = tmp_path / "cards", tmp_path / "copy"
    uses(store)
    shutil.copytree(store, copy)
    wrong = uses(store, WRONG_PIN)
    again = uses(store, TRIES)
    shutil.rmtree(store)
    shutil.copytree(copy, store)
    put_back, then = uses(store, TRIES), uses(store, TRIES)

    assert (wrong, again) == (("63C1", []), ("63C1", []))
    assert (put_back[0], len(put_back[1]), then) == ("63C2", 1, ("63C2", []))
    assert "is an earlier state of this card" in put_back[1][0]


def test_a_copy_in_another_folder_is_the_same_store(tmp_path: Path) -> None:
    uses(tmp_path / "cards")
    shutil.copytree(tmp_path / "cards", tmp_path / "copy")
    uses(tmp_path / "cards", WRONG_PIN)

    assert len(uses(tmp_path / "copy", TRIES)[1]) == 1


def test_two_stores_of_one_card_are_two(tmp_path: Path) -> None:
    uses(tmp_path / "one", WRONG_PIN)
    uses(tmp_path / "one", TRIES)

    assert uses(tmp_path / "other", TRIES) == ("63C2", [])


def test_looking_at_a_memory_notices_it_as_well(tmp_path: Path) -> None:
    store, copy = tmp_path / "cards", tmp_path / "copy"
    uses(store)
    shutil.copytree(store, copy)
    uses(store, WRONG_PIN)
    told: list[str] = []
    memory_of(find_card("two-left"), store=copy, today=TODAY, notice=told.append)

    assert len(told) == 1


def test_an_attempt_costs_no_look_at_what_is_kept(tmp_path: Path) -> None:
    kept = tmp_path / "state" / "emulator" / "stores"
    with ready_card(find_card("normal"), store=tmp_path, today=TODAY, random=os.urandom, notice=lambda _: None) as card:
        before = [file.read_bytes() for file in kept.iterdir()]
        for command in (SELECT_SSSE, WRONG_PIN, WRONG_PIN):
            card.transmit(bytes.fromhex(command))
        during = [file.read_bytes() for file in kept.iterdir()]
    after = [file.read_bytes() for file in kept.iterdir()]

    assert before == during != after


def test_who_is_told_nothing_finds_the_memory_as_it_was(tmp_path: Path) -> None:
    """A program of one's own: what it hands in as random is the card's alone, and nothing is kept beside its store."""
    drawn: list[int] = []

    def random(count: int) -> bytes:
        drawn.append(count)
        return bytes(count)

    for _ in range(2):
        with ready_card(find_card("normal"), store=tmp_path, today=TODAY, random=random) as card:
            card.reset()

    assert (drawn, (tmp_path / "state").exists()) == ([], False)
