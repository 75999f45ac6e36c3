"""Programs that stand in for an engine: in the place of a settings' command, which is filled in likewise."""

from __future__ import annotations

import sys

_WAV = (
    "import sys, wave; text = sys.stdin.read();"
    "out = wave.open(sys.stdout.buffer, 'wb'); out.setnchannels(1); out.setsampwidth(2); out.setframerate(8000);"
    "out.writeframes(bytes(1600)); out.close()"
)


def python(program: str) -> tuple[str, ...]:
    """A command that runs `program`."""
    return (sys.executable, "-c", program)


QUIET = python(_WAV)  # a tenth of a second of silence
JUNK = python("print('no such voice')")
ENDLESS = python("import time, sys; sys.stdin.read(); time.sleep(3600)")
MISSING = ("no-such-engine",)
