"""The card behind a real pcscd, against a card that answers without thinking.

Everything runs on one processor and in alternating blocks: unpinned rates are the scheduler's noise, and a ratio of
neighbours in time holds when the machine is busy with something else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from emulator.reader.private_pcscd import PrivatePcscd
from tests.benchmarks.figure import AtLeast, Figure
from tests.pcsc.processes import Process

TARGET = AtLeast(0.75)
BLOCKS, EXCHANGES_A_BLOCK = 600, 40  # a block of some 3 ms: most are over before the scheduler interferes
MEASURED_WITHIN_S = 60.0

COMMANDS = {"SELECT": "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF", "GET CHALLENGE 8": "0084000008"}

Blocks = list[tuple[float, float]]  # seconds of a block with the real card, and with the null card


def behind_pcscd(share: float) -> Sequence[Figure]:
    """For each command the median ratio of rates, real to null, and both rates."""
    blocks = max(20, round(BLOCKS * share / 2))
    measured: dict[str, Blocks] = {command: [] for command in COMMANDS.values()}
    for real, null in ((0, 1), (1, 0)):  # neither card has the better slot
        with _one_processor(), tempfile.TemporaryDirectory() as folder, PrivatePcscd() as pcscd:
            for command, seconds in _measure(pcscd, Path(folder), real, null, blocks).items():
                measured[command] += [(pair[real], pair[null]) for pair in seconds]
    return [figure for name, command in COMMANDS.items() for figure in _figures(name, measured[command])]


def _figures(name: str, blocks: Blocks) -> Iterator[Figure]:
    yield Figure(f"behind pcscd: {name}, of a null card", median(null / real for real, null in blocks), "x", TARGET)
    yield Figure(f"behind pcscd: {name}", EXCHANGES_A_BLOCK / median(real for real, _ in blocks), "/s")
    yield Figure(f"behind pcscd: {name}, null card", EXCHANGES_A_BLOCK / median(null for _, null in blocks), "/s")


def _measure(pcscd: PrivatePcscd, folder: Path, real: int, null: int, blocks: int) -> dict[str, Blocks]:
    emulator = Path(sys.executable).with_name("emulator")
    normal = [str(emulator), "serve", "normal", "--vpcd", f"127.0.0.1:{pcscd.ports[real]}"]
    nothing = [sys.executable, "-m", "tests.benchmarks.null_card", str(pcscd.ports[null])]
    client = [sys.executable, "-m", "tests.benchmarks.pcsc_client", str(blocks), str(EXCHANGES_A_BLOCK)]
    cards: list[Process] = []
    try:
        for command in (normal, nothing):
            cards.append(Process(command, folder / f"card-{len(cards)}.txt", pcscd.environment()))
        done = subprocess.run(
            [*client, *COMMANDS.values()],
            env=pcscd.environment(),
            stdout=subprocess.PIPE,
            timeout=MEASURED_WITHIN_S,
            check=True,
        )
    finally:
        for card in cards:
            card.end()
    measured: dict[str, Blocks] = json.loads(done.stdout)
    return measured


@contextmanager
def _one_processor() -> Iterator[None]:
    """This process and all that it starts meanwhile keep to one processor."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
