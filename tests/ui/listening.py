"""What assistive technology hears: the events that Qt sends to it, while somebody listens."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import PySide6
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtQuick import QQuickItem
from shiboken6 import Shiboken

E = TypeVar("E", bound=QAccessibleEvent)

# that something is there no more is an event as well, which nobody reads out
_SPOKEN = (
    QAccessible.Event.NameChanged,
    QAccessible.Event.DescriptionChanged,
    QAccessible.Event.ValueChanged,
    QAccessible.Event.Focus,
    QAccessible.Event.Alert,
)
_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_INSTALL = "_ZN11QAccessible20installUpdateHandlerEPFvP16QAccessibleEventE"  # QAccessible::installUpdateHandler


class Heard:
    """Announcements, the names of what all other events are about, and of these what is read out though hidden."""

    def __init__(self) -> None:
        self.announced: list[str] = []
        self.events: list[str] = []
        self.of_the_hidden: list[str] = []


@contextmanager
def listening() -> Iterator[Heard]:
    """Somebody uses assistive technology meanwhile. Qt for Python has no such hook, so it is Qt's own."""
    heard = Heard()

    def hear(address: int) -> None:
        if _at(address, QAccessibleEvent).type() == QAccessible.Event.Announcement:
            heard.announced.append(_at(address, QAccessibleAnnouncementEvent).message())
        else:
            event = _at(address, QAccessibleEvent)
            about: QAccessibleInterface | None = event.accessibleInterface()
            named = "" if about is None else about.text(QAccessible.Text.Name)  # of what is no part of the tree
            heard.events.append(named)
            item = event.object()
            if named and event.type() in _SPOKEN and isinstance(item, QQuickItem) and not item.isVisible():
                heard.of_the_hidden.append(named)

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
