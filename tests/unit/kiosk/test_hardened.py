"""What keeps PINs from being left behind, and of Qt's environment only what says where the screen is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.hardened import QUIET, SCALE, harden, harden_for_a_hall

GOES = (
    *("QT_LOGGING_RULES", "QT_LOGGING_CONF", "QT_LOGGING_TO_CONSOLE", "QT_DEBUG_PLUGINS", "QT_MESSAGE_PATTERN"),
    *("QSG_INFO", "QSG_RENDERER_DEBUG", "QSG_RENDER_TIMING", "QSG_VISUALIZE", "QML_IMPORT_TRACE", "QV4_DUMP_AST"),
    *("QT_QPA_EGLFS_DEBUG", "QT_FATAL_WARNINGS", "QSG_RHI_BACKEND", "QSG_RENDER_LOOP", "QT_QUICK_BACKEND"),
    *("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_SCREEN_SCALE_FACTORS", "QT_WAYLAND_FORCE_DPI", "QT_USE_PHYSICAL_DPI"),
    *("WAYLAND_DEBUG", "LIBPCSCLITE_DELEGATE", "PCSCLITE_DEBUG", "QDBUS_DEBUG", "SSLKEYLOGFILE", "PYTHONINSPECT"),
    *("QT_QPA_PLATFORMTHEME", "QT_QPA_PLATFORM_PLUGIN_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH", "QT_IM_MODULE"),
)
KEPT = (
    *("QT_QPA_PLATFORM", "QT_QPA_EGLFS_INTEGRATION", "QT_QPA_EGLFS_KMS_CONFIG", "QT_XCB_GL_INTEGRATION"),
    *("QT_QPA_EVDEV_TOUCHSCREEN_PARAMETERS", "QT_WAYLAND_SHELL_INTEGRATION", "DISPLAY", "DEBUG"),
)


def test_what_makes_qt_talk_or_draw_otherwise_goes_and_where_the_screen_is_stays() -> None:
    """QSG_RHI_BACKEND=vulkan was a segmentation fault, and a size in millimetres can't depend on QT_SCALE_FACTOR."""
    environment = dict.fromkeys((*GOES, *KEPT), "1")
    harden(environment)

    assert environment == {**dict.fromkeys(KEPT, "1"), **QUIET, **SCALE}


def test_a_terminal_may_be_told_to_do_without_opengl() -> None:
    environment = {"QT_QUICK_BACKEND": "software"}
    harden(environment)

    assert environment == {"QT_QUICK_BACKEND": "software", **QUIET, **SCALE}


@pytest.mark.parametrize(
    ("plugins", "stay"),
    [
        ("evdevtouch:/dev/input/event1,evdevkeyboard", True),
        ("libinput", True),
        ("tuiotouch:udp=3333", False),
        ("evdevtouch,tuiotouch", False),
        ("", False),
    ],
)
def test_of_what_qt_loads_for_input_nothing_listens_to_the_network(plugins: str, stay: bool) -> None:
    """TUIO brings touches by UDP, from anybody: a port was open."""
    environment = {"QT_QPA_GENERIC_PLUGINS": plugins}
    harden(environment)

    assert ("QT_QPA_GENERIC_PLUGINS" in environment) == stay


def test_a_hall_hears_no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.hardened.forbid_tracing", lambda: None)
    environment = {"SESSION_MANAGER": "local/x", "AT_SPI_BUS_ADDRESS": "unix:path=/tmp/x", "HOME": "/"}
    harden_for_a_hall(environment)

    assert environment == {"DBUS_SESSION_BUS_ADDRESS": "disabled:", "HOME": "/"}


def test_no_core_is_left_and_a_hall_is_not_traced() -> None:
    script = (
        "import ctypes, os, resource; from kiosk.hardened import forbid_tracing, harden; harden({}); forbid_tracing();"
        " print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)

    assert told.stdout == "(0, 0) 0\n"


def of_a_hall() -> dict[str, str]:
    """Without the off-screen platform that a window of other tests is on: no hall takes it."""
    elsewhere = ("KIOSK_", "QT_", "DISPLAY", "PCSCLITE_")
    return {name: value for name, value in os.environ.items() if not name.startswith(elsewhere)}


def test_a_terminal_of_a_hall_is_not_traced() -> None:
    script = (
        "import ctypes; from kiosk.app.window import _keep_hall_rules; from kiosk.settings import Settings;"
        " _keep_hall_rules(Settings(reader='ACS'), staffed=False); print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30, env=of_a_hall()
    )

    assert told.stdout == "0\n"


def test_qt_s_debug_output_is_off_whatever_its_settings_say(tmp_path: Path) -> None:
    """The file of rules is read before the environment, and both after Qt's own."""
    rules = tmp_path / "QtProject" / "qtlogging.ini"
    rules.parent.mkdir()
    rules.write_text("[Rules]\n*.debug=true\n*.info=true\n")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "QT_"))},
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "*.debug=true",
        "QT_DEBUG_PLUGINS": "1",
        "QSG_INFO": "1",
        "KIOSK_ALLOW_VIRTUAL_READER": "true",
    }
    command = [sys.executable, "-m", "tests.benchmarks.shown", "run"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, env=environment)

    assert [line for line in told.stderr.splitlines() if not line.startswith("kiosk: No issuer is configured")] == []
