"""What assistive technology hears: the events that Qt sends to it, while somebody listens."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import PySide6
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from shiboken6 import Shiboken

E = TypeVar("E", bound=QAccessibleEvent)

_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_INSTALL = "_ZN11QAccessible20installUpdateHandlerEPFvP16QAccessibleEventE"  # QAccessible::installUpdateHandler


class Heard:
    """Announcements, and the names of what all other events are about."""

    def __init__(self) -> None:
        self.announced: list[str] = []
        self.events: list[str] = []


@contextmanager
def listening() -> Iterator[Heard]:
    """Somebody uses assistive technology meanwhile. Qt for Python has no such hook, so it is Qt's own."""
    heard = Heard()

    def hear(address: int) -> None:
        if _at(address, QAccessibleEvent).type() == QAccessible.Event.Announcement:
            heard.announced.append(_at(address, QAccessibleAnnouncementEvent).message())
        else:
            heard.events.append(_at(address, QAccessibleEvent).accessibleInterface().text(QAccessible.Text.Name))

    gui = ctypes.CDLL(str(Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Gui.so.6"))
    install = gui[_INSTALL]
    install.restype = ctypes.c_void_p
    handler = _HANDLER(hear)
    before = install(handler)
    QAccessible.setActive(True)
    try:
        yield heard
    finally:
        QAccessible.setActive(False)
        install(ctypes.c_void_p(before))


def _at(address: int, kind: type[E]) -> E:
    """The event at an address. Not to be kept: one wrapper at a time, and the event is gone soon."""
    event: E = Shiboken.wrapInstance(address, kind)  # type: ignore[assignment]
    return event
