"""`python -m kiosk.ui.probe`: opens a window as the terminal does, and says as JSON what became of it."""

from __future__ import annotations

import json
import sys
from typing import Any

from kiosk.ui.trouble import NO_SCREEN, not_loaded, trouble


def _told(**found: Any) -> None:
    print(json.dumps(found), flush=True)  # noqa: T201


def main() -> int:
    """0 once a frame was shown, else 1."""
    try:
        from PySide6.QtQuick import QQuickWindow

        from kiosk.glyphs import Glyphs
        from kiosk.ui.qt_says import QtSays
        from kiosk.ui.window import application, has_typeface
    except ImportError as error:
        _told(**not_loaded(error)._asdict())
        return 1
    says = QtSays(lambda why: _told(**why._asdict()))
    qt = application()
    if not qt.screens():
        _told(**trouble(NO_SCREEN)._asdict())
        return 1
    screen = qt.primaryScreen()
    size, physical = screen.size(), screen.physicalSize()
    window = QQuickWindow()
    window.frameSwapped.connect(qt.quit)
    window.show()
    qt.exec()
    says.started()
    _told(
        platform=qt.platformName(),
        width=size.width(),
        height=size.height(),
        width_mm=physical.width(),
        height_mm=physical.height(),
        font=has_typeface(),
        hanzi=Glyphs().hanzi(),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
