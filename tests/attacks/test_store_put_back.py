"""A store copied back gives attempts back, which no virtual card can prevent: each command with --store says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.journeys.console import NEW, WRONG, Console
from tests.support.emulator_process import emulator

SELECT, COUNT, WRONG_PIN = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF", "00200000", "0020000003909091"
SAID = "is an earlier state of this card"


def test_the_emulator_says_it_and_does_what_it_was_asked(tmp_path: Path) -> None:
    store, copy, state = tmp_path / "cards", tmp_path / "copy", str(tmp_path / "state")

    def shell(*commands: str) -> tuple[str, str]:
        lines = "".join(f"{command}\n" for command in (SELECT, *commands))
        ended = emulator("shell", "normal", "--store", store, lines=lines, XDG_STATE_HOME=state)
        assert ended.status == 0
        return ended.output[-1], ended.errors

    shell()
    shutil.copytree(store, copy)
    used = [shell(WRONG_PIN) for _ in range(5)]
    shutil.rmtree(store)
    copy.rename(store)
    put_back = shell(COUNT)

    assert used[-1] == ("63C1", "")
    assert put_back[0] == "63C6"
    assert put_back[1].startswith("emulator: ")
    assert put_back[1].count("\n") == 1
    assert SAID in put_back[1]


@pytest.mark.parametrize("command", ["status", "change-pin"])
def test_the_terminals_commands_say_it(tmp_path: Path, command: str) -> None:
    console, store, copy = Console(tmp_path), tmp_path / "cards", tmp_path / "copy"
    console.run("status", "--emulated", "normal", "--store", store, "--json")
    shutil.copytree(store, copy)
    console.change_pin(WRONG, NEW, NEW, store=store)
    shutil.rmtree(store)
    copy.rename(store)
    if command == "status":
        ended = console.run("status", "--emulated", "normal", "--store", store, "--json")
        expected = 0
    else:
        ended = console.change_pin(WRONG, NEW, NEW, store=store)
        expected = 3

    assert (ended.status, SAID in ended.errors) == (expected, True)
