"""A real process that writes, closes and opens is killed at any instant: the next finds its last word, or one more."""

from __future__ import annotations

import random
import select
import subprocess
import sys
from pathlib import Path

from tests.unit.emulator.store.scenes import opened

KILLS = 50
WRITER = """
import sys
from itertools import count
from pathlib import Path
from emulator.store.sqlite import SqliteStore
def opened():
    return SqliteStore.open(Path(sys.argv[1]), "normal", dict)
store = opened()
before = store.load()["left"]
print(int.from_bytes(before), flush=True)
for number in count(int.from_bytes(before) + 1):
    if number % 5 == 0:
        store.close()
        store = opened()
    value = number.to_bytes(8)
    store.write({"left": value, "right": value})
    print(number, flush=True)
"""


def acknowledged_until_killed(path: Path, seconds: float) -> int:
    """The last number that the writer said, some time after its first."""
    with subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        said = writer.stdout.readline()  # all of it: where PYTHONUNBUFFERED is set, a line comes in two pieces
        select.select([], [], [], seconds)
        writer.kill()
        said += writer.stdout.read()
    whole, _, _ = said.rpartition(b"\n")
    return int(whole.split()[-1])


def test_after_a_kill_the_last_acknowledged_pair_is_there_or_the_next(tmp_path: Path) -> None:
    path = tmp_path / "normal.sqlite"
    with opened(path, {"left": bytes(8), "right": bytes(8)}):
        pass
    moments = random.Random(7)
    for _ in range(KILLS):
        acknowledged = acknowledged_until_killed(path, moments.uniform(0, 0.03))
        with opened(path) as store:
            cells = store.load()

        assert cells["left"] == cells["right"]
        assert int.from_bytes(cells["left"]) in (acknowledged, acknowledged + 1)
