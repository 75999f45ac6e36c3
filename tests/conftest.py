"""What holds for every test, and the one window that a process may have."""

from __future__ import annotations

import gc
import logging
import os
import re
import signal
from collections.abc import Generator, Iterator
from itertools import count
from random import randrange
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.support.stage import Stage

ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def pytest_configure() -> None:
    """The same start for every run: one seed for the order of sets in all its processes, and signals that are heard."""
    # Who starts a run in the background ignores them, a program keeps what it finds ignored, and tests send them.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    # How long an example takes says what else the machine is doing.
    settings.register_profile("at any pace", deadline=None)
    settings.load_profile("at any pace")
    # All processes of a run have to collect the same tests.
    os.environ.setdefault("PYTHONHASHSEED", str(randrange(2**32)))


def pytest_report_header() -> str:
    return f"PYTHONHASHSEED: {os.environ['PYTHONHASHSEED']}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """An address in a test's name is another one in each process: such a test could not be shared out."""
    unstable = [item.nodeid for item in items if ADDRESS.search(item.nodeid)]
    if unstable:
        raise pytest.UsageError("give these tests names (ids=…) without addresses:\n" + "\n".join(unstable))


def pytest_collection_finish() -> None:
    """Modules and collected tests stay to the end: no later collection of garbage need look through them."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What a test leaves of a window is collected here, on Qt's thread: on any other it would end the process."""
    if "window" not in getattr(item, "fixturenames", ()):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect(0)
        gc.enable()


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
