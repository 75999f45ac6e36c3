"""What Qt says: nothing of its debug output, whatever its settings; and where it gives up, why, instead of an abort."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QLoggingCategory, QMessageLogContext, QtMsgType, qInstallMessageHandler

from kiosk.ui.trouble import NO_GRAPHICS, Trouble, trouble

_log = logging.getLogger("kiosk")

_QUIET = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
_BACKEND = "QT_QUICK_BACKEND"


class QtSays:
    """Hears Qt from now on, on any thread. Until `started` what it says is kept, since it may be told better."""

    def __init__(self, give_up: Callable[[Trouble], None]) -> None:
        """`give_up` hears why there is no screen; the process ends with status 1 after it."""
        self._give_up = give_up
        self._said: list[str] | None = []
        QLoggingCategory.setFilterRules("*.debug=false\n*.info=false")  # as `kiosk.hardened`; below, the last word
        qInstallMessageHandler(self._hear)

    def started(self) -> None:
        """The screen is there: what was said is told now, and from now on at once."""
        said, self._said = self._said or [], None
        for text in said:
            _log.warning("Qt: %s", text)

    def _hear(self, kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            self._end(text)
        elif kind in _QUIET:  # whatever a rule says: what is told of touches and keys is told there
            return
        elif self._said is not None:
            self._said.append(text)
        else:
            _log.warning("Qt: %s", text)

    def _end(self, text: str) -> None:
        if NO_GRAPHICS in text and os.environ.get(_BACKEND) != "software":
            _log.warning("OpenGL does not work on this display: drawing without it.")
            os.environ[_BACKEND] = "software"
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
        self._give_up(trouble("\n".join([*(self._said or []), text])))
        os._exit(1)  # Qt would abort, and that leaves a core file, or a report of a crash
