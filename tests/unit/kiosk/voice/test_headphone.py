"""A headphone that is plugged in is heard of from the sound server, where that tells; nothing else is taken for one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.voice.headphone import Headphone, has_headphone
from tests.support.stage import Stage


def sinks(availability: str, name: str = "analog-output-headphones", kind: str = "Headphones") -> str:
    """As `pactl --format=json list sinks` says it."""
    speaker = {"name": "analog-output-speaker", "type": "Speaker", "availability": "available"}
    port = {"name": name, "type": kind, "availability": availability}
    return json.dumps([{"name": "alsa_output.pci", "ports": [speaker, port]}, {"name": "null"}])


@pytest.mark.parametrize(
    ("said", "plugged"),
    [
        (sinks("available"), True),
        (sinks("available", "[Out] Headphones", "Headphones"), True),
        (sinks("available", "headset-output", "Headset"), True),
        (sinks("not available"), False),
        (sinks("availability unknown"), False),
        (sinks("available", "hdmi-output-0", "HDMI"), False),
        ("[]", False),
        ("", False),
        ("null", False),
        ('{"ports": 3}', False),
        ('["sink"]', False),
        ('[{"ports": [{"name": 7}]}]', False),
    ],
)
def test_what_a_sound_server_says(said: str, plugged: bool) -> None:
    assert has_headphone(said) is plugged


PACTL = """#!/bin/sh
case "$*" in
subscribe) exec tail -n +1 -f {told} ;;
*) exec cat {sinks} ;;
esac
"""

Plug = Callable[[str], None]


@pytest.fixture
def plug(tmp_path: Path) -> Plug:
    """A sound server that says so from now on, and that something has changed."""
    (tmp_path / "told").touch()
    (tmp_path / "sinks").write_text(sinks("not available"))
    pactl = tmp_path / "pactl"
    pactl.write_text(PACTL.format(told=tmp_path / "told", sinks=tmp_path / "sinks"))
    pactl.chmod(0o755)

    def say(availability: str) -> None:
        (tmp_path / "sinks").write_text(sinks(availability))
        with (tmp_path / "told").open("a") as told:
            told.write("Event 'change' on sink #0\n")

    return say


@pytest.fixture
def heard(window: Stage, plug: Plug, tmp_path: Path) -> Iterator[list[bool]]:
    """What is told, from the start."""
    told: list[bool] = []
    headphone = Headphone(str(tmp_path / "pactl"))
    headphone.plugged.connect(told.append)
    headphone.start()
    yield told
    headphone.stop()


def test_it_is_told_when_one_comes_and_when_it_goes(window: Stage, plug: Plug, heard: list[bool]) -> None:
    plug("available")
    window.until(lambda: heard == [True], "that it was plugged in")
    plug("not available")
    window.until(lambda: heard == [True, False], "that it was pulled out")


def test_a_machine_without_a_sound_server_says_nothing(window: Stage, tmp_path: Path) -> None:
    told: list[bool] = []
    headphone = Headphone(str(tmp_path / "none"))
    headphone.plugged.connect(told.append)
    headphone.start()
    window.settle()
    headphone.stop()
    assert told == []
