"""Which printer there is."""

from __future__ import annotations

import pytest

from kiosk.printer.look import Found, Missing, Silent, SystemPrinter, look
from tests.unit.kiosk.printer.print_service import IDLE, NAME, STOPPED, print_service, silent_service

LONG_S = 60.0


@pytest.mark.parametrize(
    ("name", "state", "found"),
    [
        pytest.param("", IDLE, Found(NAME), id="the default one"),
        pytest.param(NAME, IDLE, Found(NAME), id="the one that is named"),
        pytest.param("Another", IDLE, Missing(), id="another one"),
        pytest.param("", STOPPED, Found(NAME, stopped=True), id="one that stopped"),
    ],
)
def test_a_print_service_is_asked(monkeypatch: pytest.MonkeyPatch, name: str, state: int, found: SystemPrinter) -> None:
    with print_service(state) as service:
        monkeypatch.setenv("CUPS_SERVER", service.address)

        assert look(name, LONG_S) == found


def test_without_a_print_service_there_is_no_printer() -> None:
    assert look("", LONG_S) == Missing()


def test_one_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with silent_service() as address:
        monkeypatch.setenv("CUPS_SERVER", address)

        assert look("", 0.6) == Silent()


def test_a_process_that_dies_is_no_answer() -> None:
    assert look("", LONG_S, ("false",)) == Silent()
