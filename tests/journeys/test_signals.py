"""A command that is told to end does so at once, and without a traceback."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import subprocess
import termios
from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import IO

import pytest

from kiosk.demonstration import demonstrate
from kiosk.settings import Settings
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


def test_in_the_middle_of_the_demonstration(console: Console) -> None:
    """Nobody reads its output until the signal is sent, and the pipe has no room for the first screen "standing"."""
    said: list[str] = []
    demonstrate(Settings(journal=console.home / "rehearsal"), said.append)
    until_then = next(number for number, text in enumerate(said) if "[standing]" in text)
    room = sum(len(f"{text}\n".encode()) for text in said[:until_then])

    output, their_end = os.pipe()
    size = fcntl.fcntl(their_end, fcntl.F_SETPIPE_SZ, 4096)
    os.write(their_end, b"\n" * (size - room - 10))
    environment = console.environment(PYTHONUNBUFFERED="1")
    with os.fdopen(output, "rb") as screen, subprocess.Popen([KIOSK, "run"], stdout=their_end, env=environment) as run:
        os.close(their_end)
        until(lambda: unread(screen) == size - 10)
        run.send_signal(signal.SIGINT)
        shown = screen.read()
        status = run.wait(PROMPTLY_S)
    console.search(shown)

    assert (status, b"[take-card]" in shown, b"End." in shown) == (130, True, False)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 1), (signal.SIGTERM, -signal.SIGTERM)])
def test_while_the_card_is_in_and_it_waits_at_the_keyboard(
    console: Console, number: signal.Signals, status: int
) -> None:
    with Keyboard(console, "change-pin", "--emulated", "normal") as keyboard:
        keyboard.waits_for("Present PIN: ")
        start = monotonic()
        os.kill(keyboard.pid, number)
        ended = keyboard.ended()
        took = monotonic() - start

    assert (ended, b"Traceback" in keyboard.screen, took < PROMPTLY_S) == (status, False, True)
