"""A window that somebody else destroyed: X tells, Qt does not, and a terminal that nobody sees would live on."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

_XCB = b"xcb_generic_event_t"
_DESTROY_NOTIFY = 17  # its events: type, padding, sequence; the window that was asked about; the one that went
_TYPE = 0x7F  # the bit above says whether another client sent it


class _DestroyNotify(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_uint8),
        ("padding", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("event", ctypes.c_uint32),
        ("window", ctypes.c_uint32),
    )


class LostWindows(QAbstractNativeEventFilter):
    """Hears X until `stop`. On other platforms a window can't be taken away without the connection."""

    def __init__(self, qt: QGuiApplication, lost: Callable[[], None]) -> None:
        """`lost` is called where a window that is watched was destroyed while it was to be seen."""
        super().__init__()
        self._qt = qt
        self._lost = lost
        self._watched: dict[int, QQuickWindow] = {}
        if qt.platformName() == "xcb":
            qt.installNativeEventFilter(self)

    def watch(self, window: QQuickWindow) -> None:
        """From now on; it is on the screen already."""
        self._watched[int(window.winId())] = window

    def stop(self) -> None:
        """Hear nothing any more."""
        self._qt.removeNativeEventFilter(self)
        self._watched.clear()

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        """Qt's: False, for every event is dealt with further."""
        if kind == _XCB:
            event = _DestroyNotify.from_address(int(message))
            window = self._watched.get(event.window) if event.type & _TYPE == _DESTROY_NOTIFY else None
            if window is not None and window.isVisible():  # one that was closed is hidden before it goes
                self._lost()
        return False, 0
