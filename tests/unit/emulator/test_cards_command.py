"""`emulator cards show` and `emulator cards new`, the real command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.emulator_process import emulator
from tests.support.workbench import SELECT_SSSE

SECRETS = ("135790", "C1A9808BA5D7BD098459EBAEDD83CA81")


def test_a_card_is_shown_to_people() -> None:
    ended = emulator("cards", "show", "normal")
    rows = [" ".join(line.split()) for line in ended.output]

    assert (ended.status, ended.errors) == (0, "")
    assert "PIN 6 of 6 attempts left" in rows
    assert "88 RK1DF01 DF01 EXTERNAL AUTHENTICATE 10 of 10" in rows
    assert "DF01/EF05 records EF05 5 3 of 16, 48 bytes PIN or RK1DF01 UK1DF01" in rows
    assert [secret for secret in SECRETS if secret in "\n".join(ended.output)] == []


def test_what_is_shown_fits_a_terminal_of_eighty_columns() -> None:
    ended = emulator("cards", "show", "normal", "--reveal-test-secrets")

    assert [line for line in ended.output if len(line.rstrip()) > 80] == []


def test_secrets_are_shown_on_request_and_said_to_be_test_secrets() -> None:
    shown = "\n".join(emulator("cards", "show", "normal", "--reveal-test-secrets").output)

    assert [secret for secret in SECRETS if secret not in shown] == []
    assert "Test secrets – of an invented card; none is a real person's or issuer's" in shown


def test_a_card_is_shown_as_its_memory_is(tmp_path: Path) -> None:
    emulator("shell", "normal", "--store", tmp_path, lines=f"{SELECT_SSSE}\n0020000003111111\n")
    shown = emulator("cards", "show", "normal", "--store", tmp_path, "--json")

    assert json.loads("\n".join(shown.output))["pin"] == {"tries_left": 5, "tries_limit": 6, "initial": False}


def test_json_before_a_command_is_told_to_come_after_it() -> None:
    ended = emulator("cards", "--json", "show", "normal")

    assert (ended.status, "say it after show" in ended.errors) == (2, True)


def test_a_new_card_is_one_at_once(tmp_path: Path) -> None:
    path = tmp_path / "my card.toml"
    written = emulator("cards", "new", "mine", "--protocol", "t1", "--standing", "4", "--out", path)
    answered = emulator("shell", path, lines=f"{SELECT_SSSE}\n0020000003135790\n")

    assert (written.status, written.errors) == (0, "")
    assert f"    emulator shell '{path}'" in written.output
    assert (answered.output, answered.errors) == (["9000", "9000"], "")


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("dear diary")
    ended = emulator("cards", "new", "mine", "--out", path)

    assert (ended.status, ended.output, path.read_text()) == (1, [], "dear diary")
    assert ended.errors == f"emulator: {path} is there already. Say --out for another, or move it away.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["normal"], "normal is a bundled card"),
        (["Mine"], "no such card can be made: card.id: not small letters, digits"),
        (["mine", "--pin", "12"], "no such card can be made: pin.value: not 4 to 16 digits"),
        (["mine", "--region", "61"], "no such card can be made: card.region: a region has six digits"),
        (["mine", "--out", "/nowhere/mine.toml"], "/nowhere/mine.toml can't be written"),
    ],
)
def test_what_can_t_be_made_is_told(arguments: list[str], words: str) -> None:
    ended = emulator("cards", "new", *arguments)

    assert (ended.status, words in ended.errors, ended.errors.count("\n")) == (1, True, 1), ended.errors


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (("--protocol", "t2"), "'--protocol': 't2' is not one of t0, t1"),
        (("--standing", "lost"), "'--standing': 'lost' is no whole number"),
    ],
    ids=["choice", "number"],
)
def test_a_wrong_option_is_told_in_our_own_words(option: tuple[str, str], words: str) -> None:
    ended = emulator("cards", "new", "mine", *option)

    assert (ended.status, words in ended.errors) == (2, True), ended.errors
