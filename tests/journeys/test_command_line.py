"""The command line itself: options, exit status 2, help, settings that are not right."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.journeys.console import KIOSK, Console, Ended, at_once

HELP = {  # command: what its help names
    "": ("run", "status", "change-pin", "tour", "doctor", "--config"),
    "run": ("--config", "--emulated", "--desk", "--fullscreen", "--size"),
    "tour": ("--config", "--out", "--language", "--type", "--contrast", "--size"),
    "status": ("--config", "--reader", "--emulated", "--store", "--json"),
    "change-pin": (
        "--config",
        "--reader",
        "--emulated",
        "--store",
        "--pin-stdin",
        "3 wrong PIN",
        "130",
    ),
    "doctor": ("--config", "--json"),
}
WRONG_USE = {  # command line: what is said
    "status --nosuch": "No such option",
    "nosuch": "No such command",
    "status --reader A --emulated normal": "--reader and --emulated",
    "change-pin --pin-stdin --reader A --emulated normal": "--reader and --emulated",
    "status --reader=": "'' is no name",  # an empty variable of a script's was any reader
    "change-pin --pin-stdin --reader=": "'' is no name",
    "status --store cards": "--store goes with --emulated",
    "run --size 1080": "'1080' is not WxH",
    "run --size 540x960": "540x960 can't be: 640x640 is the smallest, 7680x7680 the largest",
    "tour --out out --size 99999x99999": "99999x99999 can't be: 640x640 is the smallest",
}
NOT_RIGHT = {  # what can't be used: command line, what is said
    "no such card": ("status --emulated nosuch", "Bundled cards: "),
    "no such store folder": ("status --emulated normal --store /dev/null", "can't be opened"),
    "a settings file that is not there": ("run --config missing.toml", "settings file missing.toml: "),
    "neither keyboard nor --pin-stdin": ("change-pin --emulated normal", "--pin-stdin"),
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ended]:
    """Every command line of the tables, run once."""
    lines = [f"{command} --help".strip() for command in HELP]
    lines += [*WRONG_USE, *(line for line, _ in NOT_RIGHT.values())]
    console = Console(tmp_path_factory.mktemp("home"))
    wide = partial(console.run, COLUMNS="120")
    return dict(zip(lines, at_once([partial(wide, *line.split()) for line in lines]), strict=True))


@pytest.mark.parametrize(("command", "named"), HELP.items(), ids=[command or "kiosk" for command in HELP])
def test_help_names_commands_and_options(command: str, named: tuple[str, ...], runs: dict[str, Ended]) -> None:
    ended = runs[f"{command} --help".strip()]

    assert (ended.status, [each for each in named if each not in ended.output]) == (0, [])


@pytest.mark.parametrize(("line", "says"), WRONG_USE.items(), ids=WRONG_USE)
def test_a_wrong_command_line_is_2(line: str, says: str, runs: dict[str, Ended]) -> None:
    ended = runs[line]

    assert (ended.status, ended.output, says in ended.errors) == (2, "", True)


@pytest.mark.parametrize(("line", "says"), NOT_RIGHT.values(), ids=NOT_RIGHT)
def test_what_can_not_be_used_is_1_and_one_line_of_reason(line: str, says: str, runs: dict[str, Ended]) -> None:
    ended = runs[line]

    assert (ended.status, ended.output, ended.errors.count("\n")) == (1, "", 1)
    assert ended.errors.startswith("kiosk: ")
    assert says in ended.errors


def test_a_settings_file_that_is_not_right_is_named_with_its_key(console: Console) -> None:
    (console.home / "terminal.toml").write_text("colour = 1")
    ended = console.run("run", "--config", console.home / "terminal.toml")

    assert (ended.status, ended.output) == (1, "")
    assert ended.errors == f"kiosk: settings file {console.home / 'terminal.toml'}: colour: unknown key\n"


def test_the_settings_may_be_named_before_the_command_or_after_it_or_both_times(console: Console) -> None:
    config = console.home / "terminal.toml"
    config.write_text('journal = "mine.jsonl"')
    for line in (
        ("--config", config, "status", "--emulated", "normal"),
        ("status", "--config", config, "--emulated", "normal"),
        ("--config", config, "status", "--config", "terminal.toml", "--emulated", "normal"),
    ):
        ended = console.run(*line)
        journal = console.home / "mine.jsonl"
        assert (ended.status, journal.exists()) == (0, True), ended.errors
        journal.unlink()


def test_two_different_files_of_settings_are_refused(console: Console) -> None:
    for name in ("a.toml", "b.toml"):
        (console.home / name).touch()
    ended = console.run("--config", "a.toml", "status", "--config", "b.toml", "--emulated", "normal")

    assert (ended.status, "a.toml before the command and b.toml after it: name one" in ended.errors) == (2, True)


def test_doctor_tells_of_settings_that_are_not_right(console: Console) -> None:
    (console.home / "terminal.toml").write_text("readers = 1")
    ended = console.run("doctor", "--json", "--config", "terminal.toml")
    (finding,) = json.loads(ended.output)

    assert (ended.status, finding["id"], finding["wrong"]) == (1, "settings", True)
    assert finding["says"] == "file terminal.toml: readers: unknown key; is reader meant?"
    assert finding["mend"] != ""


def test_doctor_tells_once_of_an_outbox_that_is_no_file(console: Console) -> None:
    """And has nobody move a device aside."""
    ended = console.run("doctor", "--json", QT_QPA_PLATFORM="offscreen", KIOSK_OUTBOX="/dev/null")
    (finding,) = [each for each in json.loads(ended.output) if each["id"] == "outbox"]

    assert (finding["wrong"], finding["says"]) == (True, "/dev/null can't be written: it is no file.")


def test_doctor_says_once_that_it_is_the_settings(console: Console) -> None:
    told = console.run("doctor", KIOSK_TERMINAL="中文").output

    assert told.splitlines()[0].startswith("✗ settings the environment's KIOSK_TERMINAL: text of 1 to 20 letters")


def test_an_environment_that_is_not_right_is_named_with_its_key(console: Console) -> None:
    ended = console.run("status", "--emulated", "normal", KIOSK_INITIAL_PINS="123456")

    assert (ended.status, ended.errors.count("\n")) == (1, 1)
    assert ended.errors.startswith("kiosk: settings: the environment's KIOSK_INITIAL_PINS: a list of ")


INSPECTED = {  # what is started: exit status, the beginning of what it says
    ("kiosk", "--version"): (0, "kiosk "),
    ("-m", "kiosk", "nothing"): (2, ""),
    ("emulator", "--version"): (0, "emulator "),
    ("-m", "emulator", "nothing"): (2, ""),
}


@pytest.mark.parametrize("command", INSPECTED, ids=" ".join)
def test_no_prompt_of_python_s_and_no_traceback_comes_at_the_end_where_the_environment_wants_one(
    console: Console, command: tuple[str, ...]
) -> None:
    """Python reads PYTHONINSPECT before any line of ours: a prompt stood there, and 0 became 1."""
    first, *rest = command
    through = (sys.executable, first) if first == "-m" else (str(Path(KIOSK).with_name(first)),)
    path = str(Path(__file__).parents[2])
    ended = console.run(*rest, lines=("print(6 * 7)",), through=through, PYTHONINSPECT="1", PYTHONPATH=path)
    status, says = INSPECTED[command]

    assert (ended.status, ended.output[: len(says)], "Traceback" in ended.errors) == (status, says, False)
    assert "42" not in ended.output
