"""Which printer there is, asked of the system in a process of its own, which can be given up."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass

from kiosk.printer.job import PDF
from kiosk.printer.printer import PROCESS

QUESTION = "--look"
LOOK_S = 10.0  # a print system that takes longer is not waited for


@dataclass(frozen=True, slots=True)
class Found:
    """This one; `stopped` where its queue takes documents and prints none."""

    name: str
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """None, or not the one that was asked for."""


@dataclass(frozen=True, slots=True)
class Silent:
    """The print system did not answer."""


SystemPrinter = Found | Missing | Silent


def look(name: str, timeout_s: float, process: tuple[str, ...] = PROCESS) -> SystemPrinter:
    """The system printer of this name, the default one for ""."""
    try:
        done = subprocess.run(
            (*process, QUESTION),
            input=f"{name}\n",
            capture_output=True,
            encoding="utf-8",
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Silent()
    if done.returncode != 0:
        return Silent()
    said = json.loads(done.stdout)
    return Found(said["name"], said["stopped"]) if said else Missing()


def has_printer(name: str, process: tuple[str, ...] = PROCESS) -> bool:
    """Whether paper comes out at this machine, be it that the printer has to be looked after first; may block."""
    return name != PDF and isinstance(look(name, LOOK_S, process), Found)
