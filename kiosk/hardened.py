"""What a process that sees PINs does against its surroundings, before Qt is loaded: no core file, a clean environment.

What was loaded before the first line here (LD_PRELOAD, PYTHONPATH) is beyond it: whoever sets that chooses the program.
"""

from __future__ import annotations

import ctypes
import resource
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

_PR_SET_DUMPABLE = 4
_CORE_FILTER = Path("/proc/self/coredump_filter")

# What goes from the environment, by how its name begins.
GOES: Mapping[str, str] = MappingProxyType(
    {
        "QT_": "what Qt tells, loads, listens on and how large it draws; but for KEPT",
        "QSG_": "how the scene is drawn, and what is told of it; a wrong one is a crash",
        "QML_": "which QML is loaded, what is told of it, and files that it may read and write",
        "QML2_": "likewise",
        "QMLSCENE_": "likewise",
        "QV4_": "what the engine of QML tells and writes",
        "QDBUS_": "each message on D-Bus, on standard error",
        "WAYLAND_DEBUG": "each message of the compositor on standard error, keys with them",
        "LIBPCSCLITE_DELEGATE": "a library in the place of PC/SC's, which then sees every command to the card",
        "PCSCLITE_DEBUG": "what PC/SC's library tells",
        "GST_": "what the sound's library tells, writes and loads",
        "G_MESSAGES_DEBUG": "what GLib tells",
        "SSLKEYLOGFILE": "the keys of TLS connections, into a file",
        "PYTHONINSPECT": "a prompt of Python's in the place of the end; Python has read it, so the process starts anew",
    }
)
# What of it stays: where screen and input are, and drawing without OpenGL.
KEPT: Mapping[str, str] = MappingProxyType(
    {
        "QT_QPA_PLATFORM": "the display; a hall takes it from a short list",
        "QT_QPA_EGLFS_": "the screen that is driven without a display server",
        "QT_QPA_FB_": "likewise",
        "QT_XCB_": "X, and its OpenGL",
        "QT_WAYLAND_": "the compositor",
        "QT_QPA_EVDEV_": "touch screen, keys and pointer",
        "QT_QPA_LIBINPUT_": "likewise",
        "QT_QPA_GENERIC_PLUGINS": "likewise, where it loads nothing else",
        "QT_ACCESSIBILITY": "assistive technology of a desk",
        "QT_LINUX_ACCESSIBILITY_": "likewise",
        "QT_QUICK_BACKEND": "drawing without OpenGL, where it says `software`",
    }
)
_EVEN_THERE = ("DEBUG", "DUMP", "DPI", "SCALE", "PLUGIN_PATH", "PLATFORMTHEME")
_SOFTWARE = ("QT_QUICK_BACKEND", "software")
_GENERIC = "QT_QPA_GENERIC_PLUGINS"
INPUT_PLUGINS = frozenset(("evdevkeyboard", "evdevmouse", "evdevtablet", "evdevtouch", "libinput"))  # tuiotouch listens

# The last of Qt's rules to be read, after every file: they outdo whatever the user's and the machine's say. What a
# category warns of is told, but for Qt for Python's, which does so only where a rule wants it.
QUIET: Mapping[str, str] = MappingProxyType(
    {"QT_LOGGING_RULES": "*.debug=false;*.info=false;qt.pyside.*.warning=false"}
)

# The scale is ours, by the screen's millimetres: no desktop's (Xft.dpi) draws larger as well.
SCALE: Mapping[str, str] = MappingProxyType({"QT_ENABLE_HIGHDPI_SCALING": "0", "QT_FONT_DPI": "96"})

# What a hall's terminal has instead, and why; "" takes it away.
IN_A_HALL: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "SESSION_MANAGER": ("", "Qt lets a session manager end the program"),
        "AT_SPI_BUS_ADDRESS": (
            "",
            "who listens there is told what is shown, and each key, and may press what is on the screen",
        ),
        "DBUS_SESSION_BUS_ADDRESS": (
            "disabled:",
            "the bus of assistive technology is found there; a terminal has no other use for it",
        ),
    }
)


def harden(environment: MutableMapping[str, str]) -> None:
    """For every command and every process of ours, before Qt is loaded."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # a kernel without it
        # The limit says nothing where core_pattern is a pipe (core(5)); so what would go through it is empty as well.
        _CORE_FILTER.write_text("0", "ascii")
    for name in [name for name, value in environment.items() if _goes(name, value)]:
        del environment[name]
    environment.update(QUIET)
    environment.update(SCALE)


def harden_for_a_hall(environment: MutableMapping[str, str]) -> None:
    """No debugger of the same user reads this process's memory, no core is made, and nobody on a session's bus hears.

    After `harden`, which writes what is root's from here on.
    """
    forbid_tracing()
    for name, (value, _) in IN_A_HALL.items():
        if value:
            environment[name] = value
        else:
            environment.pop(name, None)


def forbid_tracing() -> None:
    """PR_SET_DUMPABLE 0. An exec makes a process dumpable again."""
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _goes(name: str, value: str) -> bool:
    return name.startswith(tuple(GOES)) and not _is_kept(name, value)


def _is_kept(name: str, value: str) -> bool:
    if name == _SOFTWARE[0]:
        return value == _SOFTWARE[1]
    if name == _GENERIC:
        return all(plugin.partition(":")[0].strip().lower() in INPUT_PLUGINS for plugin in value.split(","))
    return name.startswith(tuple(KEPT)) and not any(word in name for word in _EVEN_THERE)
