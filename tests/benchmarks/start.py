"""From the start of a process to the first frame of the attract screen, with the terminal's threads at work.

Beside it a bare window of the same size: what Python and Qt take by themselves, which nobody can save. What a process
waited for a processor that was busy with something else is taken off, but for the figures "on the clock".
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median

from tests.benchmarks.child import measured, surroundings
from tests.benchmarks.figure import AtMost, Figure, Target

TARGET_S, TARGET_MB = AtMost(0.9), AtMost(200)
RUNS = 15

BARE = "bare window"
COMMANDS: dict[str, tuple[tuple[str, ...], Target | None, Target | None]] = {
    "terminal": (("shown", "run"), TARGET_S, TARGET_MB),
    "terminal, emulated card": (("shown", "run", "--emulated", "normal"), TARGET_S, TARGET_MB),
    "terminal, desk panel": (("shown", "run", "--desk"), TARGET_S, TARGET_MB),
    BARE: (("bare_window", "1080", "1920"), None, None),
}


def start(share: float) -> Sequence[Figure]:
    """For each command the median and the best of several starts, in turn, and its memory, all beside the bare one."""
    runs = max(3, round(RUNS * share))
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    clock: dict[str, list[float]] = {name: [] for name in COMMANDS}
    resident: dict[str, float] = {}
    with surroundings() as environment:
        for number in range(runs + 1):
            for name, (command, _, _) in COMMANDS.items():
                begun = time.monotonic()
                found = measured(*command, environment=environment)
                resident[name] = found["resident_mb"]
                if number > 0:  # the first one fills the disk's cache and Python's
                    clock[name].append(found["shown"] - begun)
                    seconds[name].append(found["shown"] - begun - found["queued_s"])
    figures = []
    for name, (_, target_s, target_mb) in COMMANDS.items():
        figures += [
            Figure(f"start: {name}, median of {runs}", median(seconds[name]), "s", target_s),
            Figure(f"start: {name}, median on the clock", median(clock[name]), "s"),
            Figure(f"start: {name}, best on the clock", min(clock[name]), "s"),
            Figure(f"start: {name}, resident memory", resident[name], "MB", target_mb),
        ]
    ratio = median(real / bare for real, bare in zip(seconds["terminal"], seconds[BARE], strict=True))
    return [*figures, Figure("start: terminal, of a bare window", ratio, "x")]
