"""A line keyed in at a terminal and not shown."""

from __future__ import annotations

import os
import signal
import socket
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from select import select

LONGEST = 256


def hidden_line(prompt: str) -> bytes | None:
    """What is keyed in at standard input, a terminal, without its end of line; None where it ends (Ctrl-D).

    Ctrl-C raises KeyboardInterrupt. `getpass` loses one that comes in the instant before it waits for the keys: a
    signal does not end a read that has not begun. Here it leaves a byte that ends the wait whenever it comes.
    """
    keys = sys.stdin.fileno()
    with _signals() as signalled, _not_shown(keys):
        try:
            _say(prompt)
            while keys not in select([keys, signalled], [], [])[0]:
                signalled.recv(LONGEST)
            line = os.read(keys, LONGEST)
        finally:
            _say("\n")
    return line.strip() if line else None


def _say(words: str) -> None:
    sys.stderr.write(words)
    sys.stderr.flush()


@contextmanager
def _not_shown(keys: int) -> Iterator[None]:
    shown = termios.tcgetattr(keys)
    hidden = [*shown[:3], shown[3] & ~termios.ECHO, *shown[4:]]
    termios.tcsetattr(keys, termios.TCSAFLUSH, hidden)
    try:
        yield
    finally:
        termios.tcsetattr(keys, termios.TCSAFLUSH, shown)


@contextmanager
def _signals() -> Iterator[socket.socket]:
    """A socket with a byte in it for every signal that Python hears."""
    heard, wakes = socket.socketpair()
    with heard, wakes:
        wakes.setblocking(False)
        before = signal.set_wakeup_fd(wakes.fileno())
        try:
            yield heard
        finally:
            signal.set_wakeup_fd(before)
