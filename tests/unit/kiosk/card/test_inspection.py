"""A look at the readers ends by its deadline, whatever the service does."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event

import pytest

from kiosk.card.in_process import InProcessPort
from kiosk.card.inspection import inspect
from kiosk.card.port import Failure, Fault, ReaderStatus
from tests.support.cards import READER, slot_with, virtual_card

AT_ONCE_S = 5.0


def test_it_sees_all_readers_and_lets_the_port_go() -> None:
    closed = Event()

    class Noting(InProcessPort):
        """A port that notes its end."""

        def close(self) -> None:
            """Noted."""
            closed.set()

    card = virtual_card()
    seen = inspect(lambda: Noting(slot_with(card)))

    assert isinstance(seen, Mapping)
    assert (seen[READER].atr, closed.is_set()) == (card.atr, True)


def test_a_service_that_does_not_answer_is_silent() -> None:
    freed, ended = Event(), Event()

    class Hanging(InProcessPort):
        """A port whose service hangs."""

        def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus]:
            """Until it is freed."""
            freed.wait(60)
            return {}

        def close(self) -> None:
            """Noted."""
            ended.set()

    seen = inspect(lambda: Hanging(slot_with()), within_s=0.02)
    freed.set()

    assert (seen, ended.wait(AT_ONCE_S)) == (Failure(Fault.SERVICE_SILENT), True)


def test_a_defect_is_told_as_one(caplog: pytest.LogCaptureFixture) -> None:
    def open_port() -> InProcessPort:
        raise OSError("no library")

    assert inspect(open_port) == Failure(Fault.DEFECT)
    assert "reader inspector failed: OSError in " in caplog.text
    caplog.clear()
