"""A part of the terminal as a process of its own."""

from __future__ import annotations

import sys


def own_process(module: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs `module` with this interpreter, found where this process finds its own modules.

    Not `-m` alone: that looks into the working folder, which may be anybody's, and with -P it would not find a checkout
    that is not installed. It is hardened first: of what its parent did only the limit of core files is inherited.
    """
    program = (
        f"import os, runpy, sys; sys.path[:] = {sys.path!r};"
        " from kiosk.hardened import forbid_tracing, harden; harden(os.environ); forbid_tracing();"
        f" runpy.run_module({module!r}, run_name='__main__')"
    )
    return (sys.executable, "-P", "-c", program, *arguments)
