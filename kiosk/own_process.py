"""A part of the terminal as a process of its own."""

from __future__ import annotations

import sys


def own_process(module: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs `module` with this interpreter, found where this process finds its own modules.

    Not `-m` alone: that looks into the working folder, which may be anybody's, and with -P it would not find a checkout
    that is not installed.
    """
    program = f"import runpy, sys; sys.path[:] = {sys.path!r}; runpy.run_module({module!r}, run_name='__main__')"
    return (sys.executable, "-P", "-c", program, *arguments)
