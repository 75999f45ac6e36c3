"""Lines keyed in at a terminal and not shown, not even when the program is stopped, continued or ended meanwhile."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from select import select
from types import FrameType
from typing import Any

from kiosk.signals import ENDING, Handler, as_by_default, handled

LONGEST = 256
_WHITE = b" \t\n\r\x0b\f"
_ECHO = termios.ECHO | termios.ECHONL


class HiddenKeyboard:
    """Standard input, a terminal on which nothing that is keyed in is shown; open with `hidden_keyboard`.

    What is said to the person is said there, wherever standard output and standard error lead.
    """

    def __init__(self, keys: int, screen: int | None, signalled: socket.socket, waits: Callable[[], bool]) -> None:
        """`screen` is the terminal, open for writing; None: standard error has to do. `waits`: no end may come now."""
        self._keys = keys
        self._screen = screen
        self._signalled = signalled
        self._waits = waits
        self._shown = termios.tcgetattr(keys)
        self._continued = False

    @contextmanager
    def line(self, prompt: str) -> Iterator[bytearray | None]:
        """What is keyed in now, without its end of line; None where it ends (Ctrl-D, or the terminal is gone).

        It is wiped after the `with` block, with what it was read into.
        Ctrl-C raises KeyboardInterrupt. `getpass` loses one that comes in the instant before it waits for the keys: a
        signal does not end a read that has not begun. Here it leaves a byte that ends the wait whenever it comes.
        """
        buffer = bytearray(LONGEST)
        line = bytearray()
        try:
            size = self._read(prompt, buffer)
            line = _stripped(buffer, size)
            yield line if size else None
        finally:
            wipe(buffer)
            wipe(line)

    def _read(self, prompt: str, buffer: bytearray) -> int:
        """How many bytes came; 0 where it ends."""
        waited_for: list[int | socket.socket] = [self._keys, self._signalled]
        self._continued = False
        try:
            termios.tcflush(self._keys, termios.TCIFLUSH)  # what was keyed in before was not meant for this
            self._say(prompt)
            while self._keys not in select(waited_for, [], [])[0]:
                self._signalled.recv(LONGEST)
                if self._continued:
                    self._continued = False
                    self._say(prompt)
            return os.readv(self._keys, [buffer])
        except (OSError, termios.error):
            return 0
        finally:
            self._say("\n")

    def tell(self, words: str) -> None:
        """Say a line to whoever sits there."""
        self._say(f"{words}\n")

    def hide(self) -> None:
        """Show no keys from now on."""
        hidden = [*self._shown[:3], self._shown[3] & ~_ECHO, *self._shown[4:]]
        _set(self._keys, hidden)

    def show(self) -> None:
        """Show keys again, and forget those that nobody read: a shell would take digits for a command."""
        _set(self._keys, self._shown)

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Ctrl-Z: the shell gets its terminal as it was, until the program is continued."""
        self.show()
        self._continued = False
        as_by_default(number)
        signal.signal(number, self.stop)
        if not self._continued:  # there is no shell that could continue it, so the system did not stop it
            self.go_on(number, frame)

    def go_on(self, number: int, frame: FrameType | None) -> None:
        """Continued, whatever stopped it: a shell may have set the terminal to show keys meanwhile."""
        self._continued = True  # nothing is said in here: it may have come in the middle of a word
        self.hide()

    def end(self, number: int, frame: FrameType | None) -> None:
        """Told to end: as without us, but the terminal is as it was."""
        if self._waits():
            return
        self.show()
        as_by_default(number)

    def _say(self, words: str) -> None:
        if self._screen is None:
            sys.stderr.write(words)
            sys.stderr.flush()
        else:
            with suppress(OSError):  # the terminal is gone: so are its keys, and that is told
                os.write(self._screen, words.encode("ascii", "replace"))


@contextmanager
def hidden_keyboard(waits: Callable[[], bool] = lambda: False) -> Iterator[HiddenKeyboard]:
    """Standard input, a terminal, until the end; between two questions nothing is shown either.

    A signal that would end the program while `waits` does nothing.
    """
    keys = sys.stdin.fileno()
    with _signals() as signalled, _screen_of(keys) as screen:
        keyboard = HiddenKeyboard(keys, screen, signalled, waits)
        handlers: dict[int, Handler] = dict.fromkeys(ENDING, keyboard.end)
        with handled({**handlers, signal.SIGTSTP: keyboard.stop, signal.SIGCONT: keyboard.go_on}):
            try:
                keyboard.hide()
                yield keyboard
            finally:
                keyboard.show()


def wipe(digits: bytearray) -> None:
    """Overwrite them where they are; a bytearray that grows or shrinks may leave them behind."""
    digits[:] = bytes(len(digits))


def read_lines(source: int, count: int) -> list[bytearray]:
    """So many lines of the file `source`, without their ends, for the caller to wipe; empty ones where it ends.

    Nothing of Python's buffers them: what they were read into is wiped.
    """
    buffer = bytearray(LONGEST)
    size = 0
    try:
        while size < LONGEST and buffer.count(b"\n", 0, size) < count:
            more = os.readv(source, [memoryview(buffer)[size:]])
            if not more:
                break
            size += more
        ends = [at for at in range(size) if buffer[at] == ord("\n")]
        starts = [0, *(end + 1 for end in ends)]
        spans = list(zip(starts, [*ends, size], strict=True)) + [(size, size)] * count
        return [_stripped(buffer, end, start) for start, end in spans[:count]]
    finally:
        wipe(buffer)


def _stripped(buffer: bytearray, end: int, start: int = 0) -> bytearray:
    """A copy of what is between, without white space around it."""
    while start < end and buffer[start] in _WHITE:
        start += 1
    while start < end and buffer[end - 1] in _WHITE:
        end -= 1
    return buffer[start:end]


def _set(keys: int, attributes: list[Any]) -> None:
    while True:
        try:
            return termios.tcsetattr(keys, termios.TCSAFLUSH, attributes)
        except termios.error as error:  # EINTR: it was stopped in the background; else the terminal is gone
            if error.args[0] != errno.EINTR:
                return None


@contextmanager
def _screen_of(keys: int) -> Iterator[int | None]:
    """The terminal to which the keys belong, open for writing; None where it can't be."""
    screen = _open_screen(keys)
    try:
        yield screen
    finally:
        if screen is not None:
            os.close(screen)


def _open_screen(keys: int) -> int | None:
    for name in ("/dev/tty", f"/dev/fd/{keys}"):  # the second where it is not the controlling terminal
        with suppress(OSError):
            return os.open(name, os.O_WRONLY | os.O_NOCTTY)
    return None


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
