"""`kiosk run` speaks by the settings: always, by a headphone that is plugged in, or never; with one's own engine."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from tests.journeys.console import KIOSK, Console

WITHIN_S = 30
# says nothing, and puts down what it was to say
ENGINE = "import sys; open(sys.argv[1], 'a').write(' '.join(sys.argv[2:]) + ' ' + sys.stdin.read() + '\\n')"
PACTL = """#!/bin/sh
case "$*" in
subscribe) exec sleep 60 ;;
*) echo '[{"ports": [{"name": "analog-output-headphones", "availability": "available"}]}]' ;;
esac
"""


@contextmanager
def running(console: Console, voice: str) -> Iterator[Path]:
    """A terminal with a card in it, in an unseen window; where its engine puts down what it was to say."""
    said = console.home / "said"
    command = [sys.executable, "-c", ENGINE, str(said), "{language}", "{rate}"]
    (console.home / "bin").mkdir()
    pactl = console.home / "bin" / "pactl"
    pactl.write_text(PACTL)
    pactl.chmod(0o755)
    environment = console.environment(
        QT_QPA_PLATFORM="offscreen", KIOSK_VOICE=voice, KIOSK_VOICE_COMMAND=json.dumps(command)
    )
    path = {"PATH": f"{console.home / 'bin'}:{environment['PATH']}"}
    with subprocess.Popen(
        [KIOSK, "run", "--emulated", "normal"], cwd=console.home, env={**environment, **path}
    ) as terminal:
        try:
            yield said
        finally:
            terminal.send_signal(signal.SIGTERM)
    assert terminal.returncode in (0, -signal.SIGTERM, 128 + signal.SIGTERM)


def first_words(said: Path) -> str:
    """What was to be said first."""
    end = monotonic() + WITHIN_S
    while not (said.exists() and said.read_text("utf-8")) and monotonic() < end:
        sleep(0.05)
    return said.read_text("utf-8").splitlines()[0]


def test_it_speaks_to_everybody_where_the_settings_say_so(console: Console) -> None:
    with running(console, "always") as said:
        assert first_words(said).startswith("zh_CN 1 ")


def test_a_headphone_that_is_in_starts_it(console: Console) -> None:
    with running(console, "asked") as said:
        assert first_words(said).startswith("zh_CN 1 ")
