"""What a process that sees PINs does against leaving them anywhere: no core file, nothing of Qt's own debug output."""

from __future__ import annotations

import ctypes
import resource
from collections.abc import MutableMapping

_PR_SET_DUMPABLE = 4
_LOUD = ("QT_LOGGING", "QT_DEBUG", "QT_MESSAGE_PATTERN", "QML_IMPORT_TRACE", "QSG_INFO", "QSG_RENDER", "QSG_VISUALIZE")
_LOUD_FAMILIES = ("QT_", "QML_", "QSG_", "QV4_")


def harden(environment: MutableMapping[str, str]) -> None:
    """For every command, before Qt is loaded."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name in [name for name in environment if _is_loud(name)]:
        del environment[name]


def forbid_tracing() -> None:
    """For a hall: no debugger of the same user reads this process's memory, and no core goes through a pipe."""
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _is_loud(name: str) -> bool:
    of_qt = name.startswith(_LOUD_FAMILIES)
    return of_qt and (name.startswith((*_LOUD, "QV4_")) or "DEBUG" in name or "DUMP" in name)
