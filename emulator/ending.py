"""When either program may be ended: quietly before it has begun, as each of them says, and no more once it is over."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from types import FrameType

INTERRUPTED = 130  # a shell's number for what Ctrl-C ended
SENT = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


def end_quietly() -> None:
    """Called first: Ctrl-C ends the program at once, without Python's words, until `begun`. Nothing was done by then.

    Where it is ignored, as behind a shell's `&`, it stays so.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


def begun() -> None:
    """From now on Ctrl-C is a KeyboardInterrupt."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def over(numbers: Iterable[int] = SENT) -> None:
    """It is decided how the program ends: none of these takes its exit status away, not at Python's own end either.

    That takes a tenth of a second and more, in which Python has let go of every handler, but not of what is ignored.
    """
    for number in numbers:
        if signal.getsignal(number) is not None:  # else it is not Python's to change
            signal.signal(number, signal.SIG_IGN)


def _end(_number: int, _frame: FrameType | None) -> None:
    os._exit(INTERRUPTED)
