"""The `emulator` command: cards, wrong command lines, refusals – exit 1 or 2 and a reason, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from emulator.assets import CARDS
from tests.support.emulator_process import Ended, emulator
from tests.support.workbench import NORMAL

IDS = sorted(path.stem for path in CARDS.glob("*.toml"))


@pytest.fixture(scope="module")
def table() -> Ended:
    return emulator("cards")


@pytest.fixture(scope="module")
def as_json() -> Ended:
    return emulator("cards", "--json")


def test_cards_are_listed_in_a_table(table: Ended) -> None:
    rows = [line.split() for line in table.output]

    assert (table.status, table.errors) == (0, "")
    assert [row[0] for row in rows[1:]] == IDS
    assert next(row for row in rows if row[0] == "last-attempt")[1:7] == ["t0", "3.00", "1", "of", "6", "1"]


def test_cards_are_listed_for_programs(as_json: Ended) -> None:
    cards = json.loads("\n".join(as_json.output))

    assert [card["id"] for card in cards] == IDS
    assert next(card for card in cards if card["id"] == "two-left") == {
        "id": "two-left",
        "title": "还剩两次 · two attempts left",
        "version": "3.00",
        "protocol": "t0",
        "algorithm": "sm4",
        "atr": "3B6D000000814A44468660610100000004",
        "number": "C68029157",
        "tries_left": 2,
        "tries_limit": 6,
        "standing": 1,
    }


def test_no_list_shows_a_pin_a_key_or_a_citizens_number(table: Ended, as_json: Ended) -> None:
    shown = "\n".join(table.output + as_json.output)

    assert [secret for secret in ("135790", "123456", "C1A9808B", "610323188503120111") if secret in shown] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["shell", "normal", "--stoer", "x"], "--stoer", id="unknown option"),
        pytest.param(["shell", "normal", "--protocol", "t2"], "'t2' is not one of t0, t1", id="unknown protocol"),
        pytest.param(["serve", "normal", "--vpcd", "localhost:70000"], "is not HOST:PORT", id="no port number"),
    ],
)
def test_a_wrong_command_line_is_told_with_exit_status_2(arguments: list[str], words: str) -> None:
    ended = emulator(*arguments)

    assert (ended.status, words in ended.errors, "Traceback" in ended.errors) == (2, True, False), ended.errors


def test_an_unknown_card_is_told_with_those_there_are() -> None:
    ended = emulator("shell", "nobody")

    assert ended.status == 1
    assert ended.errors == f"emulator: there is no card or file 'nobody'. Bundled cards: {', '.join(IDS)}.\n"


def test_a_bad_card_file_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(NORMAL.replace('"135790"', "135790"), "utf-8")
    ended = emulator("shell", file)

    assert (ended.status, ended.errors) == (
        1,
        f"emulator: {file}:18: pin.value: not 4 to 16 digits, in quotes\n",
    )


def test_a_store_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "normal.sqlite").write_text("dear diary\n" * 200)
    ended = emulator("shell", "normal", "--store", tmp_path)

    assert (ended.status, ended.errors.count("\n")) == (1, 1)
    assert "normal.sqlite is damaged" in ended.errors


def test_a_list_that_goes_into_a_pipe_is_whole(tmp_path: Path) -> None:
    path, title = tmp_path / "mine.toml", "标题" * 29
    emulator("cards", "new", "mine", "--title", title, "--name", "张三", "--out", path)
    shown = emulator("cards", "show", path).output

    assert f"card            mine – {title}" in shown
    assert [line for line in (*shown, *emulator("cards").output) if line != line.rstrip() or "…" in line] == []


@pytest.mark.parametrize(
    "command",
    [("shell", "normal", "--store", ""), ("cards", "new", "mine", "--out", ""), ("issuer", "check", "--dir", "")],
    ids=" ".join,
)
def test_an_empty_path_is_not_this_folder(command: tuple[str, ...]) -> None:
    ended = emulator(*command)

    assert (ended.status, f"'{command[-2]}': it is empty" in ended.errors) == (2, True)
