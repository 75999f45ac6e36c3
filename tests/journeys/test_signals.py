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


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 1), (signal.SIGTERM, -signal.SIGTERM)])
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
