"""The scale is the terminal's own, by the screen's millimetres: neither environment nor desktop draws larger."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

import pytest

from kiosk.doctor.screen import Shown, probe
from tests.journeys.console import Console

SCALES = {"QT_SCALE_FACTOR": "2", "QT_FONT_DPI": "192", "QT_SCREEN_SCALE_FACTORS": "2", "QT_USE_PHYSICAL_DPI": "1"}
RESOURCE_MANAGER, STRING, REPLACE = 23, 31, 0  # of X
NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig></fontconfig>'


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of its own, which keeps what it is told."""
    heard, said = os.pipe()
    command = ["Xvfb", "-noreset", "-displayfd", str(said), "-screen", "0", "1080x1920x24"]
    with subprocess.Popen(command, pass_fds=[said]) as server:
        os.close(said)
        yield f":{os.read(heard, 16).decode().strip()}"
        os.close(heard)
        server.terminate()


def size(found: object) -> tuple[int, int]:
    assert isinstance(found, Shown), found
    return found.width, found.height


def test_no_variable_of_qts_makes_the_screen_another(console: Console) -> None:
    offscreen = console.environment(QT_QPA_PLATFORM="offscreen")
    assert size(probe({**offscreen, **SCALES})) == size(probe(offscreen)) == (800, 800)


@pytest.mark.skipif(not (shutil.which("Xvfb") and find_library("X11")), reason="there is no X here")
def test_a_desktop_that_draws_twice_as_large_does_not_make_the_screen_half_as_large(
    console: Console, display: str
) -> None:
    """Xft.dpi of 192 made a screen of 1080×1920 one of 540×960."""
    x = ctypes.CDLL(find_library("X11"))
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XDefaultRootWindow.restype = ctypes.c_ulong
    opened, says = ctypes.c_void_p(x.XOpenDisplay(display.encode())), b"Xft.dpi:\t192\n"
    root = ctypes.c_ulong(x.XDefaultRootWindow(opened))
    kind = ctypes.c_ulong(RESOURCE_MANAGER), ctypes.c_ulong(STRING)
    x.XChangeProperty(opened, root, *kind, 8, REPLACE, says, len(says))
    x.XCloseDisplay(opened)

    assert size(probe(console.environment(DISPLAY=display, QT_QUICK_BACKEND="software"))) == (1080, 1920)


def test_without_any_font_nothing_is_shown_but_said_with_its_mend(console: Console, tmp_path: Path) -> None:
    """Empty boxes were shown, and nothing was said."""
    empty = tmp_path / "fonts.conf"
    empty.write_text(NO_FONTS, "utf-8")
    ran = console.run("run", "--emulated", "normal", FONTCONFIG_FILE=str(empty), QT_QPA_PLATFORM="offscreen")

    assert ran.status == 1
    assert ran.errors.splitlines()[-1].startswith("kiosk: no font is installed")
    assert "apt-get install fonts-noto-cjk" in ran.errors
