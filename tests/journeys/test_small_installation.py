"""Where extras are not installed: what needs none works, and what needs one says which; never a traceback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.journeys.console import Console, Ended, at_once

EXTRAS = ("PySide6", "segno", "smartcard", "sqlalchemy", "alembic")

# A process in which these libraries can't be found, as where they are not installed.
WITHOUT = """
import sys
sys.modules.update(dict.fromkeys(sys.argv.pop(1).split(",")))
program = sys.argv.pop(1)
if program == "kiosk":
    from kiosk.__main__ import main
else:
    from emulator.__main__ import main
main()
"""


def runs(home: Path, *commands: str, without: tuple[str, ...] = EXTRAS) -> list[Ended]:
    """How each of `commands` ends where the libraries `without` are not there."""
    console = Console(home)

    def run(command: str) -> Ended:
        return console.run(*command.split(), through=(sys.executable, "-c", WITHOUT, ",".join(without)))

    work: list[Callable[[], Ended]] = [partial(run, command) for command in commands]
    return at_once(work)


@pytest.mark.parametrize(
    "commands",
    [
        ("emulator cards", "emulator shell normal", "kiosk --help"),
        pytest.param(
            ("emulator cards --json", "emulator cards new mine", "emulator --version", "kiosk --version"),
            marks=pytest.mark.slow,
        ),
    ],
    ids=["one of a kind", "others"],
)
def test_a_card_needs_no_extra(tmp_path: Path, commands: tuple[str, ...]) -> None:
    ended = runs(tmp_path, *commands)

    assert [(each.status, each.errors) for each in ended] == [(0, "")] * len(ended)


NEEDS = {
    "kiosk run --desk": "kiosk,issuer,dock",
    "kiosk status": "pcsc",
    "kiosk change-pin --emulated normal --pin-stdin": "issuer",
    "emulator issuer cases --dir here": "issuer",
}
ALSO_NEED = {
    "kiosk": "kiosk,pcsc",
    "kiosk run --emulated normal": "kiosk,issuer",
    "kiosk tour --out pictures": "kiosk,issuer",
    "kiosk status --emulated normal": "issuer",
}


@pytest.mark.parametrize(
    "needs", [NEEDS, pytest.param(ALSO_NEED, marks=pytest.mark.slow)], ids=["one of a kind", "others"]
)
def test_a_command_says_which_extra_it_lacks(tmp_path: Path, needs: dict[str, str]) -> None:
    ended = runs(tmp_path, *needs)

    assert [(each.status, each.output, each.errors.count("\n")) for each in ended] == [(1, "", 1)] * len(needs)
    said = {
        command: each.errors.partition("[")[2].partition("]")[0] for command, each in zip(needs, ended, strict=True)
    }
    assert said == needs


def test_a_real_reader_needs_neither_window_nor_issuer(tmp_path: Path) -> None:
    (ended,) = runs(tmp_path, "kiosk status", without=("PySide6", "segno", "sqlalchemy", "alembic"))

    assert (ended.status, ended.output) == (1, "")
    assert (ended.errors.count("\n"), "(pcscd) is not running" in ended.errors) == (1, True)


def test_doctor_says_it_first(tmp_path: Path) -> None:
    (ended,) = runs(tmp_path, "kiosk doctor")

    assert (ended.status, ended.errors) == (1, "")
    assert 'pip install "social-security-card-terminal[kiosk,pcsc]"' in ended.output


@pytest.mark.parametrize("module", ["emulator.cli", "emulator.cards_command", "kiosk.cli"])
def test_a_command_line_loads_no_extra(module: str) -> None:
    script = f"import sys, {module}; print(*set(sys.modules) & {set(EXTRAS)!r})"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)

    assert loaded.stdout.split() == []
