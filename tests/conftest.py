"""What holds for every test, and the one window that a process may have."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.stage import Stage


@pytest.fixture(autouse=True)
def _no_unexpected_warning(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A logged warning fails the test, unless the test looked at it and cleared `caplog`."""
    yield
    unexpected = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not unexpected


@pytest.fixture(scope="session")
def _numbers() -> Iterator[int]:
    return count()


@pytest.fixture(autouse=True)
def _state_of_its_own(
    _numbers: Iterator[int], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a terminal keeps its journal, slips and reports, if it is not told."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / f"state-{next(_numbers)}"))


@pytest.fixture(scope="session")
def window() -> Iterator[Stage]:
    """The terminal's window, off-screen, made when the first test asks for it: QML's types are the process's."""
    from kiosk.ui.look import Look
    from kiosk.ui.window import application
    from tests.support.stage import Stage

    qt = application(offscreen=True)
    yield Stage(Look(terminal="610100-0007"))
    del qt  # until here: the window needs it
