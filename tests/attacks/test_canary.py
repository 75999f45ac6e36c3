"""A PIN that nobody else has is keyed in; then it is looked for wherever it could have been left.

The card is in this process, and has its PIN; what the terminal has of it is text, and commands. A terminal without the
card in it is looked at in tests/pcsc.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.attacks.looked import visited
from tests.attacks.memory import forms
from tests.attacks.visitor import LEAKS

IN_OUR_TEXTS, CANARY, STAFF_S_WRONG = "135790", "271828", "161803"
CARD_S_OWN = ("CHANGE PIN, new",)
DESK = ("run", "--emulated", "normal")

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may look into another process's memory")


def test_it_is_left_nowhere_and_qt_says_nothing_whatever_its_rules(tmp_path: Path) -> None:
    """One text file in the user's configuration put each key's name on standard error."""
    with visited(tmp_path, {}, DESK, (IN_OUR_TEXTS, CANARY)) as held:
        assert (held.left(CANARY, apart=CARD_S_OWN), held.output.read_text("utf-8")) == ({}, "")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("gcore"), reason="gdb's gcore takes it")
def test_nor_is_it_in_a_core_that_a_debugger_takes_of_all_its_memory(tmp_path: Path) -> None:
    with visited(tmp_path, {}, DESK, (IN_OUR_TEXTS, CANARY)) as held:
        core = held.core()
        seen = [pin for pin in (IN_OUR_TEXTS, CANARY) if forms(pin)["text"] in core]
        assert seen == [IN_OUR_TEXTS], "what it has a right to is there: the core is one"


@pytest.mark.slow
def test_at_a_service_point_neither_staff_s_nor_the_holder_s_is_left(tmp_path: Path) -> None:
    command = ("run", "--role", "service-point", "--emulated", "locked")
    with visited(tmp_path, {}, command, (STAFF_S_WRONG, "246802", CANARY)) as held:
        left = {pin: held.left(pin, apart=CARD_S_OWN) for pin in (STAFF_S_WRONG, CANARY)}
        assert (left, held.output.read_text("utf-8")) == ({STAFF_S_WRONG: {}, CANARY: {}}, "")


def test_wherever_it_is_left_on_purpose_it_is_found(tmp_path: Path) -> None:
    with visited(tmp_path, {"KEPT": CANARY}, DESK, (IN_OUR_TEXTS, CANARY), leaks=tuple(LEAKS)) as held:
        assert set(held.left(CANARY)) == {"memory", "output", "told", "environment", "files"}
