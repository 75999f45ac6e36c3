"""What a developer's own pytest run gets from the package that is installed beside it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TESTS = """
import sys

import pytest

SELECT = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
WRONG_PIN = bytes.fromhex("0020000003111111")


def test_nothing_heavy_was_loaded_before_a_card_was_asked_for():
    assert {"pydantic", "cryptography", "sqlite3", "PySide6"} & {*sys.modules} == set()


@pytest.mark.parametrize("time", [1, 2])
def test_each_test_has_a_new_card(virtual_card, time):
    virtual_card.exchange(SELECT)
    assert virtual_card.transmit(WRONG_PIN).hex() == "63c5"


@pytest.mark.virtual_card("two-left", protocol="t1")
class TestAnotherCard:
    def test_of_a_class(self, virtual_card):
        assert (virtual_card.tries_left, len(virtual_card.reset())) == (2, 19)

    @pytest.mark.virtual_card("locked")
    def test_the_nearest_marker_holds(self, virtual_card):
        assert virtual_card.tries_left == 0


@pytest.mark.virtual_card(protocol="t1")
def test_without_a_name_it_is_normal(virtual_card):
    assert (virtual_card.tries_left, len(virtual_card.reset())) == (6, 19)


@pytest.mark.virtual_card(card="t1", protocol="t0")
def test_the_card_is_named_as_the_marker_is_explained(virtual_card):
    assert virtual_card.name == "t1"


@pytest.mark.parametrize("virtual_card", ["two-left"], indirect=True)
@pytest.mark.virtual_card("normal", protocol="t1")
def test_a_parameter_names_the_card(virtual_card):
    assert (virtual_card.tries_left, len(virtual_card.reset())) == (2, 19)


def test_a_reader_is_empty_and_takes_cards(virtual_reader, virtual_card):
    assert virtual_reader.look().atr is None
    assert virtual_reader.insert(virtual_card) == virtual_card.atr
    virtual_reader.remove()
"""
REFUSED = """
import pytest


@pytest.mark.virtual_card("nobody")
def test_of_a_card_that_is_not_there(virtual_card):
    pass


@pytest.mark.virtual_card("normal", "t1")
def test_of_too_much(virtual_card):
    pass


@pytest.mark.virtual_card("normal", foo=1)
def test_of_what_there_is_not(virtual_card):
    pass


@pytest.mark.virtual_card("normal", card="t1")
def test_of_two_cards(virtual_card):
    pass


@pytest.mark.virtual_card(protocol="t2")
def test_of_another_protocol(virtual_card):
    pass
"""


def pytest_run(folder: Path, tests: str, *arguments: str) -> tuple[int, str]:
    """Exit status and output of a developer's run, strict in all that pytest can be strict in."""
    (folder / "test_of_a_developer.py").write_text(tests, "utf-8")
    strict = ["-W", "error", "-p", "no:cacheprovider", "--strict-markers", "--strict-config"]
    command = [sys.executable, "-m", "pytest", *strict, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def test_cards_and_readers_are_fixtures(tmp_path: Path) -> None:
    status, said = pytest_run(tmp_path, TESTS)

    assert (status, "9 passed" in said) == (0, True), said


def test_fixtures_and_marker_explain_themselves(tmp_path: Path) -> None:
    _, fixtures = pytest_run(tmp_path, TESTS, "--fixtures")
    _, markers = pytest_run(tmp_path, TESTS, "--markers")

    assert [name for name in ("virtual_card", "virtual_reader") if f"\n{name} --" not in fixtures] == [], fixtures
    assert "@pytest.mark.virtual_card(" in markers


def test_a_marker_that_describes_no_card_is_told_in_a_line(tmp_path: Path) -> None:
    status, said = pytest_run(tmp_path, REFUSED)
    lines = [
        "there is no card or file 'nobody'",
        "today, random: too many positional arguments",
        "today, random: got an unexpected keyword argument 'foo'",
        "the marker names two cards",
        "protocol is one of t0, t1, not 't2'",
    ]

    assert (status, [line for line in lines if f"{line}" not in said]) == (1, []), said
    assert [word for word in ("Traceback", "pytest_plugin.py", "During handling") if word in said] == []
