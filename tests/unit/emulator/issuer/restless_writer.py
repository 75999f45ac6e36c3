"""A process that changes one card's standing until it is killed, and is quickly there again.

`python -m … FILE` loads everything once. For each line of its input, the number of the first change, it splits off a
child that opens the file and writes on: `pid N`, then the number of each change that was answered; `ended`: killed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from emulator.issuer.answers import Done, Refused, Standing
from emulator.issuer.database import Database
from emulator.issuer.standings import Actor
from tests.support.clock import NOON
from tests.support.registry import Registry
from tests.unit.emulator.issuer.registry_scenes import CARDS

STANDINGS = (Standing.NORMAL, Standing.TEMPORARILY_LOST)


def carry_out(registry: Registry, number: int) -> Done | Refused:
    """The change of that number, counted from 0: lost, found, lost, …"""
    seen, after = STANDINGS[number % 2], STANDINGS[(number + 1) % 2]
    return registry.change(CARDS["normal"], after, seen=seen, actor=Actor.SERVICE_POINT, by="", key=f"change {number}")


def main(path: Path) -> None:
    """One child after another, until the input ends."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _write_on(path, int(line))
        _, status = os.waitpid(pid, 0)
        if os.WIFEXITED(status):
            sys.exit("a writer ended by itself")
        _say("ended")


def _write_on(path: Path, number: int) -> None:
    _say(f"pid {os.getpid()}")
    registry = Registry(Database.open(path), lambda: NOON)
    while carry_out(registry, number) == Done():
        _say(str(number))
        number += 1
    os._exit(1)


def _say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
