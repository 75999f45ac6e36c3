"""A terminal that is killed with a PIN keyed in leaves no core file, whatever the limit that it was started with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.hardened import QUIET
from kiosk.own_process import own_process
from tests.attacks.memory import forms
from tests.journeys.conftest import console as console
from tests.journeys.console import KIOSK, NEW, PRESENT, Console
from tests.journeys.keyboard import Keyboard

CORE_PATTERN = Path("/proc/sys/kernel/core_pattern")
UNLIMITED = 'ulimit -c unlimited; cd "$0"; exec "$@"'  # where a core file would be, if the system makes files of them

# A core_pattern that is a pipe does not heed the limit: here it is never set.
LIMIT_NOT_HEEDED = """
import os, resource, signal, sys
resource.setrlimit = lambda *_: None
from kiosk.hardened import harden
harden({})
pin = bytearray(sys.stdin.buffer.read())
os.kill(os.getpid(), signal.SIGSEGV)
"""

plain_files = pytest.mark.skipif(
    CORE_PATTERN.read_text("ascii").startswith(("|", "/", "@")), reason="cores of this machine are not files beside it"
)


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.is_file() and path.read_bytes()[:4] == b"\x7fELF"]


def test_killed_at_the_second_entry_it_leaves_no_core(console: Console) -> None:
    """Both PINs were in one."""
    through = ("bash", "-c", UNLIMITED, str(console.home), KIOSK)
    with Keyboard(console, "change-pin", "--emulated", "normal", through=through) as keyboard:
        for prompt, digits in (("Current PIN: ", PRESENT), ("New PIN: ", NEW)):
            keyboard.waits_for(prompt)
            keyboard.keys(digits)
        keyboard.waits_for("New PIN again: ")
        os.kill(keyboard.pid, signal.SIGSEGV)
        keyboard.ended()

    assert left_in(console.home) == []


def test_a_process_of_ours_leaves_no_core_and_is_not_traced(tmp_path: Path) -> None:
    """An exec makes it dumpable again; a part of it that is started anyhow else would be too."""
    told = tmp_path / "told"
    (tmp_path / "part.py").write_text(
        "import ctypes, os, resource, signal\n"
        f"open({str(told)!r}, 'w').write(f'{{resource.getrlimit(resource.RLIMIT_CORE)}}"
        ' {ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)} {os.environ["QT_LOGGING_RULES"]}\')\n'
        "os.kill(os.getpid(), signal.SIGSEGV)\n"
    )
    program, *arguments = own_process("part")
    arguments[2] = arguments[2].replace("sys.path[:] = [", f"sys.path[:] = [{str(tmp_path)!r}, ", 1)
    ended = subprocess.run(
        ["bash", "-c", UNLIMITED, str(tmp_path), program, *arguments],
        env={**os.environ, "QT_LOGGING_RULES": "*=true"},
        capture_output=True,
        timeout=30,
        check=False,
    )

    assert (ended.returncode, left_in(tmp_path)) == (-signal.SIGSEGV, [])
    assert told.read_text() == f"(0, 0) 0 {QUIET['QT_LOGGING_RULES']}"


@plain_files
def test_what_is_dumped_all_the_same_has_no_memory_in_it(tmp_path: Path) -> None:
    subprocess.run(
        ["bash", "-c", UNLIMITED, str(tmp_path), sys.executable, "-c", LIMIT_NOT_HEEDED],
        input=b"271828",
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        timeout=30,
        check=False,
    )
    (core,) = (path for path in tmp_path.iterdir() if path.name.startswith("core"))

    assert [form for form, what in forms("271828").items() if what in core.read_bytes()] == []
