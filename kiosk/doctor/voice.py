"""The voice: a word in each language is really made, by a process of its own, and an output looked for."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from kiosk.doctor.finding import Finding
from kiosk.own_process import own_process
from kiosk.settings import Settings
from kiosk.voice.engine import INSTALL, PROGRAM

WITHIN_S = 30.0
_SOUND = "Start a sound server as this user (docs/install.md: pulseaudio), and see what it has: pactl list sinks."
_SILENT = "Look after the sound server, and the engine: they do not end."


def probe(readings: Path, command: tuple[str, ...], within_s: float = WITHIN_S) -> str:
    """What a voice lacks here: "engine", "sound", or "end" where it does not end; nothing where there is one."""
    process = own_process("kiosk.voice.probe", str(readings), *command)
    with subprocess.Popen(
        process, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", start_new_session=True
    ) as trying:
        try:
            said, _ = trying.communicate(timeout=within_s)
        except subprocess.TimeoutExpired:
            os.killpg(trying.pid, signal.SIGKILL)  # its engine with it
            return "end"
    return said.strip() if trying.returncode == 0 else "engine"


def voice(settings: Settings, lacking: str) -> Iterator[Finding]:
    """Whether a person who asks for the voice hears one; wrong where everybody is to hear it."""
    engine = settings.voice_command[0] if settings.voice_command else PROGRAM
    if settings.voice == "never":
        yield Finding("voice", False, "The settings say that there is no voice.")
        return
    wrong = settings.voice == "always"
    match lacking:
        case "":
            yield Finding("voice", False, f"{engine} speaks Chinese and English, and there is a sound output.")
        case "engine":
            mend = "Try it by hand: text in, WAV out." if settings.voice_command else INSTALL
            yield Finding("voice", wrong, f"No voice: {engine} makes no speech here.", mend)
        case "sound":
            yield Finding("voice", wrong, "No voice: there is no sound output.", _SOUND)
        case _:
            yield Finding("voice", wrong, "No voice: what is to speak does not answer.", _SILENT)
