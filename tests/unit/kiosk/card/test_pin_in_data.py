"""States, events and requests carry PINs, and none of them shows one."""

from __future__ import annotations

import pytest

from kiosk.card.request import CardRequest, pins_of, with_own_pins
from kiosk.session.event import PinEntered
from kiosk.session.state import pins_in
from tests.support.samples import (
    DIGITS,
    one_of_every_event,
    one_of_every_request,
    one_of_every_state,
)

WITH_A_PIN: list[object] = [
    *(state for state in one_of_every_state() if pins_in(state)),
    *(event for event in one_of_every_event() if isinstance(event, PinEntered)),
    *(request for request in one_of_every_request() if pins_of(request)),
]


@pytest.mark.parametrize("holder", WITH_A_PIN, ids=lambda holder: type(holder).__name__)
def test_what_holds_a_pin_shows_no_digits(holder: object) -> None:
    """OpenSC#877: PIN in a debug log."""
    shown = f"{holder!r} {holder}"

    assert ("<Pin>" in shown, [digits for digits in DIGITS if digits.decode() in shown]) == (True, [])


@pytest.mark.parametrize("request_", one_of_every_request(), ids=lambda request: type(request).__name__)
def test_a_request_with_pins_of_its_own_is_the_same_request(request_: CardRequest) -> None:
    assert with_own_pins(request_) == request_


def test_wiping_the_copies_leaves_the_session_its_pins() -> None:
    for request in one_of_every_request():
        for copied in pins_of(with_own_pins(request)):
            copied.wipe()

        assert [pin.wiped for pin in pins_of(request)] == [False] * len(pins_of(request))


def test_each_pin_of_a_request_is_found() -> None:
    found = {type(request).__name__: len(pins_of(request)) for request in one_of_every_request()}

    assert found == {
        "ReadCard": 0,
        "ReadCounter": 0,
        "VerifyPin": 1,
        "ChangePin": 2,
        "AskWhichPin": 2,
        "ProveCard": 0,
        "ReadChallenge": 0,
        "ReadHolder": 0,
        "Release": 0,
    }
