"""A terminal at work in the window, for the tests of what people see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.stage import Stage


@pytest.fixture
def stage(window: Stage, tmp_path: Path) -> Iterator[Stage]:
    """A new terminal over an empty reader. What Qt and QML complain about fails the test."""
    with window.terminal(tmp_path):
        yield window
    assert window.qt_said == []
