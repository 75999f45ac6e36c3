"""A terminal in its window, and what ends it once it is seen: `… close dock run …`, `… destroy terminal run …`.

Off-screen nobody could destroy a window; what X says when somebody does is handed to whoever hears X.
"""

from __future__ import annotations

import ctypes
import sys
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtQuick import QQuickWindow

from kiosk import cli
from kiosk.app.window import run_window
from kiosk.ui import window_lost

DESTROY_NOTIFY = 17
hearing: list[window_lost.LostWindows] = []


class Hearing(window_lost.LostWindows):
    """The same, in reach."""

    def watch(self, window: QQuickWindow) -> None:
        hearing.append(self)
        super().watch(window)


def destroyed(window: QWindow) -> None:
    """Xlib.h: type, sequence, and in the second and third word who asked, and which window went."""
    number = int(window.winId())
    event = (ctypes.c_uint32 * 3)(DESTROY_NOTIFY, number, number)
    hearing[0].nativeEventFilter(b"xcb_generic_event_t", ctypes.addressof(event))


WITHIN_MS = 3000


def shrunk(window: QWindow) -> None:
    """As with a window manager's keys; it is well where the screen is full again soon."""
    window.showMinimized()
    look = QTimer(window, interval=20)
    look.timeout.connect(lambda: QGuiApplication.exit(3) if _fills(window) else None)
    QTimer.singleShot(0, look.start)


def _fills(window: QWindow) -> bool:
    return window.visibility() is QWindow.Visibility.FullScreen


def end(way: str, title: str) -> None:
    """Once the windows are there; where that ends nothing, status 3 after a while, 4 where it stays shrunk."""
    (window,) = (each for each in QGuiApplication.allWindows() if (each.title() == "Card dock") == (title == "dock"))
    ways = {"close": QWindow.close, "destroy": destroyed, "quit": lambda _: QGuiApplication.quit(), "shrink": shrunk}
    ways[way](window)
    QTimer.singleShot(WITHIN_MS, lambda: QGuiApplication.exit(4 if way == "shrink" else 3))


if __name__ == "__main__":
    _, how, which, *rest = sys.argv
    sys.argv[1:] = rest
    vars(window_lost)["LostWindows"] = Hearing
    vars(cli)["run_window"] = partial(run_window, shown=partial(end, how, which))
    cli.main()
