"""What is said is really heard: espeak-ng, the speaking process, a sound server, and an ear at its output."""

from __future__ import annotations

import array
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from time import monotonic, sleep

import pytest

from emulator.assets import ASSETS

RATE = 22050
WITHIN_S = 30
LOUD = 3000  # of 32767; silence is 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A sound server of its own whose only output goes nowhere; the environment that leads to it."""
    folder = tmp_path_factory.mktemp("sound")
    socket = folder / "socket"
    modules = (
        f"--load=module-native-protocol-unix socket={socket} auth-anonymous=1",
        f"--load=module-null-sink sink_name=nowhere rate={RATE} channels=1",
    )
    own = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    program = ("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", *modules)
    with subprocess.Popen(program, env=own, stderr=subprocess.DEVNULL) as running:
        end = monotonic() + WITHIN_S
        while not socket.exists() and monotonic() < end:
            sleep(0.02)
        yield {**own, "PULSE_SERVER": f"unix:{socket}"}
        running.terminate()


def peaks(server: dict[str, str], volume: float) -> tuple[int, float]:
    """A word is said at that volume: the loudest sample that is heard, and for how many seconds there is sound."""
    ear_says = ("parec", "--device=nowhere.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1")
    voice = (sys.executable, "-m", "kiosk.voice", str(ASSETS / "voice" / "readings.toml"))
    message = {"say": ["重置密码。"], "language": "zh_CN", "rate": 1.7, "volume": volume, "then": False, "id": 7}
    with (
        subprocess.Popen(ear_says, env=server, stdout=subprocess.PIPE) as ear,
        subprocess.Popen(
            voice,
            env={**server, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        ) as speaking,
    ):
        assert speaking.stdin is not None
        assert speaking.stdout is not None
        assert ear.stdout is not None
        print(json.dumps(message), file=speaking.stdin, flush=True)
        told = [json.loads(speaking.stdout.readline()) for _ in range(2)]
        speaking.stdin.close()
        ear.terminate()
        samples = array.array("h", ear.stdout.read())
    assert [list(each) for each in told] == [["id", "seconds"], ["id", "done"]]
    return max(map(abs, samples), default=0), sum(abs(each) > LOUD / 10 for each in samples) / RATE


def test_a_sentence_is_heard(server: dict[str, str]) -> None:
    loudest, seconds = peaks(server, 1.0)
    assert (loudest > LOUD, seconds > 0.2) == (True, True)


@pytest.mark.slow
def test_it_is_softer_where_that_is_chosen(server: dict[str, str]) -> None:
    assert 0 < peaks(server, 0.15)[0] < peaks(server, 1.0)[0] / 2
