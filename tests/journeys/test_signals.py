"""A command that is told to end does so at once, and without a traceback."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic
from typing import IO

import pytest

from tests.journeys.console import END_WITHIN_S, KIOSK, NEW, PRESENT, Console
from tests.journeys.keyboard import Keyboard

PROMPTLY_S = 3.0
LOOK_EVERY_S = 0.01


def until(holds: Callable[[], bool]) -> None:
    """Wait until `holds`."""
    pause, ends = Event(), monotonic() + END_WITHIN_S
    while not holds():
        assert monotonic() < ends
        pause.wait(LOOK_EVERY_S)


def unread(pipe: IO[bytes] | None) -> int:
    """The bytes that are in a pipe and not read yet."""
    assert pipe is not None
    (count,) = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))
    return int(count)


def has_read(process: subprocess.Popen[bytes], *lines: str) -> None:
    """Give `process` these lines; returns once it has read them, and so waits for the next one."""
    assert process.stdin is not None
    process.stdin.write("".join(f"{line}\n" for line in lines).encode())
    process.stdin.flush()
    until(lambda: unread(process.stdin) == 0)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_while_it_waits_for_the_third_pin(console: Console, number: signal.Signals, status: int) -> None:
    command = [KIOSK, "change-pin", "--emulated", "normal", "--pin-stdin"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=console.environment()) as process:
        has_read(process, PRESENT, NEW)
        process.send_signal(number)
        output, errors = process.communicate(timeout=PROMPTLY_S)
    console.search(output + errors, (PRESENT, NEW))

    assert (process.returncode, output, b"Traceback" in errors) == (status, b"", False)


@pytest.mark.parametrize("number", [pytest.param(signal.SIGINT, marks=pytest.mark.slow), signal.SIGTERM])
def test_with_its_window_open_and_a_card_in_it(console: Console, number: signal.Signals) -> None:
    environment = console.environment(QT_QPA_PLATFORM="offscreen")
    pipe = subprocess.PIPE
    with subprocess.Popen([KIOSK, "run", "--emulated", "normal"], stdout=pipe, stderr=pipe, env=environment) as process:
        until(lambda: console.journal.exists() and b"card-read" in console.journal.read_bytes())
        process.send_signal(number)
        output, errors = process.communicate(timeout=PROMPTLY_S)

    assert (process.returncode, output, errors) == (0, b"", b"")


def test_in_the_middle_of_a_tour(console: Console) -> None:
    command = [KIOSK, "tour", "--out", str(console.home / "tour")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=console.environment()) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PROMPTLY_S)

    assert (process.returncode, errors) == (130, b"")
    assert not (console.home / "tour" / "tour.json").exists()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_while_the_card_is_in_and_it_waits_at_the_keyboard(
    console: Console, number: signal.Signals, status: int
) -> None:
    with Keyboard(console, "change-pin", "--emulated", "normal") as keyboard:
        keyboard.waits_for("Current PIN: ")
        start = monotonic()
        os.kill(keyboard.pid, number)
        ended = keyboard.ended()
        took = monotonic() - start

    assert (ended, b"Traceback" in keyboard.screen, took < PROMPTLY_S) == (status, False, True)


SIGNALLED_AT = """
import os
from kiosk.card.in_process import InProcessSession
from kiosk.__main__ import main

transmit = InProcessSession.transmit

def signalled(session, apdu):
    response = transmit(session, apdu)
    if apdu.startswith(bytes.fromhex("{command}")):
        os.kill(os.getpid(), {number})
    return response

InProcessSession.transmit = signalled
main()
"""
CHANGE, VERIFY = "805E", "0020000003"  # with digits: without them it is asked for the attempts


@pytest.mark.parametrize(
    "number",
    [
        *(signal.SIGTERM, signal.SIGHUP),
        *(pytest.param(number, marks=pytest.mark.slow) for number in (signal.SIGINT, signal.SIGQUIT)),
    ],
)
def test_while_the_card_changes_its_pin_the_change_is_finished_and_said(
    console: Console, number: signal.Signals
) -> None:
    """The answer was on its way when SIGTERM ended the command: the new PIN held, and nobody was told."""
    program = SIGNALLED_AT.format(command=CHANGE, number=int(number))
    ended = console.change_pin(PRESENT, NEW, NEW, through=(sys.executable, "-c", program))

    assert (ended.status, "The PIN is changed." in ended.output, ended.errors) == (0, True, "")
    assert "pin-changed" in console.journal.read_text()


@pytest.mark.parametrize(
    ("keyed", "status", "said"), [("000000", 3, "Wrong PIN. 5 attempts left."), (PRESENT, 1, "Nothing was changed")]
)
def test_while_the_card_checks_a_pin_what_came_of_it_is_said(
    console: Console, keyed: str, status: int, said: str
) -> None:
    """The attempt was gone, and nobody was told."""
    program = SIGNALLED_AT.format(command=VERIFY, number=int(signal.SIGTERM))
    ended = console.change_pin(keyed, NEW, NEW, through=(sys.executable, "-c", program))

    assert (ended.status, said in ended.errors, ended.output) == (status, True, "")


ENDED_LATE = """
import os, sys
from {program}.__main__ import main

class Late:
    def __del__(self, end=os.kill, process=os.getpid()):
        end(process, {number})

sys.late = Late()
main()
"""
LATE = {  # program and arguments: exit status
    ("kiosk", "change-pin", "--emulated", "normal", "--pin-stdin"): 0,
    ("kiosk", "status", "--emulated", "nosuch"): 1,
    ("emulator", "cards"): 0,
}


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
@pytest.mark.parametrize("command", LATE, ids=" ".join)
def test_once_its_result_is_said_nothing_takes_the_exit_status_away(
    console: Console, command: tuple[str, ...], number: signal.Signals
) -> None:
    """Python takes a tenth of a second to end, and hears nothing then: a changed PIN ended in -15."""
    program, *arguments = command
    late = (sys.executable, "-c", ENDED_LATE.format(program=program, number=int(number)))
    ended = console.run(*arguments, lines=(PRESENT, NEW, NEW), through=late)

    assert ended.status == LATE[command]


STOPPED_AT = """
import importlib.machinery, os, signal, sys

class Finder(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name == "{module}":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder)
from {program}.__main__ import main
main()
"""
LOADED: dict[tuple[str, str], tuple[str, ...]] = {  # program, module: arguments
    ("kiosk", "kiosk.cli"): ("status",),
    ("emulator", "emulator.cli"): ("cards",),
    ("kiosk", "PySide6.QtQml"): ("run", "--emulated", "normal"),
}


@pytest.mark.parametrize(
    "where",
    [pytest.param(each, marks=pytest.mark.slow) if "Q" in each[1] else each for each in LOADED],
    ids=" ".join,
)
def test_ctrl_c_while_it_is_loaded_is_130_without_words(console: Console, where: tuple[str, str]) -> None:
    """The second of a start ended in a traceback."""
    program, module = where
    through = (sys.executable, "-c", STOPPED_AT.format(program=program, module=module))
    ended = console.run(*LOADED[where], through=through, QT_QPA_PLATFORM="offscreen")

    assert (ended.status, ended.output, ended.errors) == (130, "", "")


@pytest.mark.parametrize(
    ("how", "status"),
    [pytest.param("SIGTERM", 0, marks=pytest.mark.slow), ("SIGHUP", -signal.SIGHUP), ("close", 0)],
)
def test_a_terminal_in_its_window_waits_for_the_card_that_is_changing_its_pin(
    console: Console, how: str, status: int
) -> None:
    """It went at once, and the journal ended with a PIN that was verified."""
    program = (sys.executable, "-m", "tests.journeys.leaving_process", how)
    lines = (PRESENT, NEW, NEW)
    path = str(Path(__file__).parents[2])
    run = ("run", "--emulated", "normal")
    ended = console.run(*run, lines=lines, through=program, QT_QPA_PLATFORM="offscreen", PYTHONPATH=path)

    assert (ended.status, ended.output, ended.errors) == (status, "", "")
    assert "pin-changed" in console.journal.read_text()


def test_a_terminal_in_its_window_is_there_until_the_issuer_was_told_of_the_change(console: Console) -> None:
    """Its office was closed while the postman told it: a defect in the log, of an end that was in order."""
    program = (sys.executable, "-m", "tests.journeys.leaving_process", "SIGTERM")
    surroundings = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    issuer = {"KIOSK_ISSUER": str(console.home / "issuer")}
    ended = console.run(
        *("run", "--emulated", "sealed"), lines=(PRESENT, NEW, NEW), through=program, **issuer, **surroundings
    )

    assert (ended.status, ended.output, ended.errors) == (0, "", "")
    assert "report-taken" in console.journal.read_text()
