"""A close message of X, as Alt-F4 makes a window manager send it, does not end a hall's terminal in full screen."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

import pytest

WITHIN_S = 30
CLIENT_MESSAGE = 33

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and find_library("X11") and find_library("xcb-cursor")),
    reason="there is no X here",
)


class ClientMessage(ctypes.Structure):
    """Xlib.h: XClientMessageEvent in 32 bits each."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("room", ctypes.c_long * 24),
    )


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of its own."""
    heard, said = os.pipe()
    with subprocess.Popen(["Xvfb", "-displayfd", str(said), "-screen", "0", "1080x1920x24"], pass_fds=[said]) as server:
        os.close(said)
        yield f":{os.read(heard, 16).decode().strip()}"
        os.close(heard)
        server.terminate()


def close(display: str, window: int) -> None:
    """What a window manager sends."""
    x = ctypes.CDLL(find_library("X11"))
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XInternAtom.restype = ctypes.c_ulong
    opened = ctypes.c_void_p(x.XOpenDisplay(display.encode()))
    protocols, delete = (x.XInternAtom(opened, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    data = (ctypes.c_long * 5)(delete, 0)
    event = ClientMessage(CLIENT_MESSAGE, 0, 1, None, window, protocols, 32, data)
    assert x.XSendEvent(opened, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(event))
    x.XCloseDisplay(opened)


@pytest.mark.parametrize(
    ("command", "stays"),
    [("run --fullscreen", True), ("run", False), ("run --fullscreen --emulated normal", False)],
    ids=["a hall's in full screen", "in a window", "on a desk"],
)
def test_it_goes_on_until_it_is_told_to_end(tmp_path: Path, display: str, command: str, stays: bool) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "QT_", "WAYLAND_"))},
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path),
        "KIOSK_ALLOW_VIRTUAL_READER": "true",
    }
    program = [sys.executable, "-m", "tests.attacks.closing", *command.split()]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True) as run:
        assert run.stdout is not None
        close(display, int(run.stdout.readline()))
        is_there = run.stdout.readline() == "True\n"
        if is_there:
            run.send_signal(signal.SIGTERM)
        status = run.wait(WITHIN_S)

    assert (is_there, status) == (stays, 0)
