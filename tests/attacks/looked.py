"""Where a PIN could be left by a process that stands still at its end: each place is looked into."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.attacks.memory import forms, found

WITHIN_S = 60
CORE_S = 120
RULES = "[Rules]\n*=true\n*.debug=true\n*.info=true\n"


@dataclass(frozen=True, slots=True)
class Held:
    """A process that stands still, with all that it wrote under `home`."""

    pid: int
    home: Path
    output: Path
    notes: Path

    def left(self, pin: str, *, apart: Sequence[str] = ()) -> dict[str, list[str]]:
        """Where `pin` is, by place. Forms `apart` are somebody else's, such as a card's."""
        looks = {
            "memory": [each for each in found(self.pid, pin) if not each.startswith(tuple(apart))],
            "output": _in(pin, self.output.read_bytes()),
            "told": _in(pin, self.notes.read_bytes()) if self.notes.exists() else ["nothing was told"],
            "command line": _in(pin, self._proc("cmdline")),
            "environment": _in(pin, self._proc("environ")),
            "files": [str(path) for path in self.home.rglob("*") if path.is_file() and _in(pin, path.read_bytes())],
        }
        return {place: where for place, where in looks.items() if where}

    def _proc(self, name: str) -> bytes:
        return Path(f"/proc/{self.pid}/{name}").read_bytes()

    def core(self) -> bytes:
        """All of its memory as a debugger of root's takes it, whatever the process wishes kept out."""
        name = self.output.with_name("core")
        subprocess.run(["gcore", "-a", "-o", name, str(self.pid)], capture_output=True, check=True, timeout=CORE_S)
        core = Path(f"{name}.{self.pid}")
        memory = core.read_bytes()
        core.unlink()
        return memory


def _in(pin: str, content: bytes) -> list[str]:
    return [form for form, what in forms(pin).items() if what in content]


@contextmanager
def visited(
    folder: Path,
    environment: Mapping[str, str],
    command: Sequence[str],
    pins: Sequence[str],
    *,
    leaks: Sequence[str] = (),
) -> Iterator[Held]:
    """`kiosk …` in its window after a visit in which `pins` were keyed in, Qt's rules turned on by every way it has."""
    home, output, notes = folder / "home", folder / "output", folder / "told"
    for rules in (home / "config" / "QtProject", home / "etc" / "QtProject"):
        rules.mkdir(parents=True)
        (rules / "qtlogging.ini").write_text(RULES)
    conf = home / "logging.conf"
    conf.write_text(RULES)
    surroundings = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "QT_"))},
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CONFIG_DIRS": str(home / "etc"),
        "XDG_STATE_HOME": str(home / "state"),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_CONF": str(conf),
        "QT_LOGGING_RULES": "*=true;*.debug=true;*.info=true",
        "QT_DEBUG_PLUGINS": "1",
        "QSG_INFO": "1",
        **environment,
    }
    program = [sys.executable, "-m", "tests.attacks.visitor", ",".join(leaks), str(notes), *command]
    with output.open("wb") as said:
        process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=said, stderr=said, env=surroundings)
    assert process.stdin is not None
    process.stdin.write((json.dumps([[int(digit) for digit in pin] for pin in pins]) + "\n").encode())
    process.stdin.close()
    try:
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status), output.read_text("utf-8")
        yield Held(process.pid, home, output, notes)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(WITHIN_S)
