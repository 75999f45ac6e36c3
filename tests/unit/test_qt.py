"""What the terminal relies on in Qt for Python."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

MANY = 200


class Bell(QObject):
    rung = Signal()


@pytest.mark.usefixtures("window")  # which has the process's one application
def test_signals_and_timers_give_back_no_reference_too_many() -> None:
    """PySide6 6.12.0 under Python 3.11 aborts ("none_dealloc") after some thousand signals."""
    bell = Bell()
    bell.rung.connect(lambda: None)
    before = [sys.getrefcount(constant) for constant in (None, True)]
    for _ in range(MANY):
        bell.rung.emit()
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()
    after = [sys.getrefcount(constant) for constant in (None, True)]
    lost = [was - now for was, now in zip(before, after, strict=True)]
    assert max(lost) < MANY / 2
