"""The real `kiosk run`: says the number of its window, and after a close message whether it is still to be seen."""

from __future__ import annotations

import signal
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk import cli
from kiosk.app.window import run_window

LATER_MS = 200
LONGEST_S = 30


class Asked(QObject):
    """Hears that a window is asked to close, before the window does."""

    def eventFilter(self, window: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Close:
            QTimer.singleShot(LATER_MS, lambda: say(window.property("visible")))
        return False


def say(words: object) -> None:
    """To whoever started it."""
    print(words, flush=True)  # noqa: T201


def shown() -> None:
    (window,) = QGuiApplication.allWindows()
    window.installEventFilter(Asked(window))
    say(int(window.winId()))


if __name__ == "__main__":
    signal.alarm(LONGEST_S)
    vars(cli)["run_window"] = partial(run_window, shown=shown)
    cli.main()
