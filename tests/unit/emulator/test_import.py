"""`emulator.card` is a function and a folder at once, in whatever order they are imported, and costs who wants neither
nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ORDERS = {
    "function first": "import emulator; emulator.card('normal'); from emulator.card.pin import *",
    "folder first": "from emulator.card.pin import *; import emulator",
    "folder by its name first": "import emulator.card.pin; import emulator",
    "from": "from emulator.card.pin import *; from emulator import card; import emulator; assert emulator.card is card",
    "loaded again": "import emulator, importlib; from emulator.card import pin; importlib.reload(emulator)",
    "folder loaded again": "import emulator, importlib, sys; importlib.reload(sys.modules['emulator.card'])",
    "star": "from emulator import *; import emulator; NoAnswer, VirtualReader, StoreRefused, card('normal')",
}


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("order", ORDERS)
def test_function_and_folder_share_a_name(order: str) -> None:
    say = "print(callable(emulator.card)); from emulator.card.memory import Memory"

    assert run(f"{ORDERS[order]}; {say}") == "True\n"


def test_importing_the_package_loads_next_to_nothing() -> None:
    program = "import sys, json; there = {*sys.modules}; import emulator; print(json.dumps([*{*sys.modules} - there]))"

    assert {*json.loads(run(program))} == {"__future__", "emulator", "emulator.card"}


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    program = "import emulator; print(hasattr(emulator, 'VirtualKard'), hasattr(emulator, 'VirtualCard'))"

    assert run(program) == "False True\n"


def test_a_card_that_is_open_when_the_program_ends_leaves_no_warning_and_no_lock(tmp_path: Path) -> None:
    program = f"import emulator; card = emulator.card('normal', store={str(tmp_path)!r}); print(card.tries_left)"

    assert run(program) == run(program) == "6\n"


def test_what_the_package_offers_is_listed_and_told() -> None:
    program = "import emulator; print({*emulator.__all__} <= {*dir(emulator)}, emulator.__doc__.split(chr(10))[2][:6])"

    assert run(program) == "True `Virtu\n"


def test_without_pyscard_its_extra_is_named() -> None:
    program = (
        "import sys; sys.modules['smartcard'] = None\n"
        "try: import emulator.pyscard\n"
        "except ImportError as error: print(error)"
    )

    assert 'pip install "social-security-card-terminal[pcsc]"' in run(program)


@pytest.mark.parametrize(
    ("module", "status", "words"),
    [("emulator", 0, "normal"), ("emulator.pages", 1, "there is no folder"), ("kiosk.pages", 1, "there is no folder")],
)
def test_the_modules_that_are_programs_end_in_a_line(tmp_path: Path, module: str, status: int, words: str) -> None:
    argument = "cards" if module == "emulator" else "x"
    done = subprocess.run(
        [sys.executable, "-m", module, argument], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, words in done.stdout + done.stderr, "Traceback" in done.stderr) == (status, True, False)
