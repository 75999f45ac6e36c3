"""No prompt of Python's at a program's end, for either program: called before anything else is loaded."""

from __future__ import annotations

import os
import sys

_ASKS_FOR_ONE = "PYTHONINSPECT"


def leave_no_prompt() -> None:
    """Start this process anew where its environment wants one: Python has read that before any line of ours.

    Same process, streams and arguments. Who says `-i` to Python itself gets what was asked for.
    """
    if sys.flags.inspect and os.environ.pop(_ASKS_FOR_ONE, ""):
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
