"""`python -m kiosk.voice.probe READINGS [COMMAND …]`: makes a word in each language, and looks for a sound output.

It prints what is lacking, "engine" or "sound"; nothing where there is a voice.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kiosk.voice.engine import Engine, Espeak, Own
from kiosk.voice.sound import NoSound, sound
from kiosk.voice.watchdog import PATIENCE_S

_WORDS = {"zh_CN": "好。", "en": "Good."}


def has_engine(engine: Engine) -> bool:
    """Whether each word becomes a sound in time."""
    try:
        for language, word in _WORDS.items():
            request = engine.request(word, language, 1.0)
            made = subprocess.run(
                (request.program, *request.arguments),
                input=request.text.encode("utf-8"),
                capture_output=True,
                timeout=PATIENCE_S,
                check=False,
            )
            sound(made.stdout)
    except (OSError, subprocess.TimeoutExpired, NoSound):
        return False
    return True


def has_output() -> bool:
    """Whether a sound server has one."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtMultimedia import QMediaDevices

    application = QCoreApplication(["kiosk-voice"])
    found = not QMediaDevices.defaultAudioOutput().isNull()
    application.shutdown()
    return found


def main(readings: str, *command: str) -> int:
    """Exit status 0 in any case."""
    engine = Own(command) if command else Espeak(Path(readings))
    lacking = "" if has_engine(engine) else "engine"
    print(lacking or ("" if has_output() else "sound"), flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
