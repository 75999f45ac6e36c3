"""One Qt application and one window for the tests of what people see."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtGui import QGuiApplication

from kiosk.ui.look import Look
from kiosk.ui.window import application
from tests.ui.stage import Stage


@pytest.fixture(scope="session")
def qt() -> QGuiApplication:
    return application()


@pytest.fixture(scope="session")
def window(qt: QGuiApplication) -> Stage:
    return Stage(Look(terminal="610100-0007"))


@pytest.fixture
def stage(window: Stage, tmp_path: Path) -> Iterator[Stage]:
    with window.terminal(tmp_path):
        yield window
