"""`--help` of every command: whole sentences, nothing cut off, every option explained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer
from typer.testing import CliRunner

from emulator.cli import app


def commands(command: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, *path, name)


EVERY = dict(commands(typer.main.get_command(app)))


def helped(path: tuple[str, ...]) -> str:
    return CliRunner().invoke(app, [*path, "--help"], terminal_width=80).output


def test_no_summary_is_cut_off() -> None:
    lists = [helped(path).partition("Commands:")[2] for path in EVERY]

    assert [line for commands in lists for line in commands.splitlines() if "..." in line] == []
    assert len([listed for listed in lists if listed]) >= 3


def test_every_option_and_argument_is_explained_by_a_sentence() -> None:
    unexplained = [
        f"{' '.join(path)} {parameter.name}"
        for path, command in EVERY.items()
        for parameter in command.params
        if not (parameter.help or "").endswith(".")
    ]

    assert unexplained == []
