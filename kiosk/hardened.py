"""What a process that sees PINs does against its surroundings: no core file, and little of Qt's environment."""

from __future__ import annotations

import ctypes
import resource
from collections.abc import MutableMapping

_PR_SET_DUMPABLE = 4
_OF_QT = ("QT_", "QSG_", "QML_", "QML2_", "QV4_")
_MACHINE = ("QT_QPA_PLATFORM", "QT_QPA_EGLFS_", "QT_QPA_FB_", "QT_XCB_", "QT_WAYLAND_")
_INPUT = ("QT_QPA_EVDEV_", "QT_QPA_LIBINPUT_", "QT_QPA_GENERIC_PLUGINS", "QT_ACCESSIBILITY", "QT_LINUX_ACCESSIBILITY_")
_EVEN_THERE = ("DEBUG", "DUMP", "DPI", "SCALE", "PLUGIN_PATH", "PLATFORMTHEME")
_WITHOUT_OPENGL = ("QT_QUICK_BACKEND", "software")


def harden(environment: MutableMapping[str, str]) -> None:
    """For every command, before Qt is loaded."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name in [name for name, value in environment.items() if name.startswith(_OF_QT) and not _is_kept(name, value)]:
        del environment[name]


def forbid_tracing() -> None:
    """For a hall: no debugger of the same user reads this process's memory, and no core goes through a pipe."""
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _is_kept(name: str, value: str) -> bool:
    """Where screen and input are; not how it is drawn or how large, what is loaded, or what Qt tells."""
    of_the_machine = name.startswith((*_MACHINE, *_INPUT)) and not any(word in name for word in _EVEN_THERE)
    return of_the_machine or (name, value) == _WITHOUT_OPENGL
