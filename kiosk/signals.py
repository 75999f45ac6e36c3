"""Signals that end a program: which there are, and what makes them wait while a card is being changed."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import get_ident
from types import FrameType

_STOPPING = {signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU}
_PASSING = {signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH}
_DEFECTS = {
    signal.SIGBUS,
    signal.SIGFPE,
    signal.SIGILL,
    signal.SIGSEGV,
}  # come again when a handler of Python's is done
ENDING = signal.valid_signals() - _STOPPING - _PASSING - _DEFECTS - {signal.SIGKILL, signal.SIGINT}  # Python hears INT
ANY = ENDING | {signal.SIGINT}
SENT_TO_A_WINDOW = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)

Handler = Callable[[int, FrameType | None], None]


class Ends:
    """Whether an end that somebody sends may come now: it may, until `wait_while` says otherwise."""

    def __init__(self) -> None:
        self._must_go_on: Callable[[], bool] = lambda: False
        self._wanted: Callable[[], None] = lambda: None

    def wait_while(self, must_go_on: Callable[[], bool], wanted: Callable[[], None]) -> None:
        """From now on no end comes while `must_go_on`; `wanted` is called instead. Both between any two steps."""
        self._must_go_on, self._wanted = must_go_on, wanted

    def wait(self) -> bool:
        """True where what was sent just now has to wait."""
        waits = self._must_go_on()
        if waits:
            self._wanted()
        return waits

    def hear(self, number: int, frame: FrameType | None) -> None:
        """A handler of signals."""
        if self.wait():
            return
        if number == signal.SIGINT:
            self.wait_while(lambda: True, lambda: None)  # that is how it ends: what comes on the way is too late
            signal.default_int_handler(number, frame)
        as_by_default(number)


@contextmanager
def ends() -> Iterator[Ends]:
    """Hears all that end a program, Ctrl-C among them."""
    heard = Ends()
    with handled(dict.fromkeys(ANY, heard.hear)):
        yield heard


def as_by_default(number: int) -> None:
    """What this signal does to a program that has no handler."""
    signal.signal(number, signal.SIG_DFL)
    signal.pthread_kill(get_ident(), number)  # to this thread: it has happened when this returns, if it returns


@contextmanager
def handled(handlers: Mapping[int, Handler]) -> Iterator[None]:
    """These handlers, but for signals that are ignored, as by `nohup`, or have a handler that is not Python's.

    At the end all is as before, but for what was set to something else meanwhile.
    """
    before = {number: signal.getsignal(number) for number in handlers}
    heard = [number for number, handler in before.items() if handler not in (signal.SIG_IGN, None)]
    for number in heard:
        signal.signal(number, handlers[number])
    try:
        yield
    finally:
        for number in heard:
            if signal.getsignal(number) == handlers[number]:
                signal.signal(number, before[number])
