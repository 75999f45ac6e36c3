"""What a person keys in becomes an event, and nothing else does."""

from __future__ import annotations

import pytest

from kiosk.card.pin import Pin
from kiosk.session.event import PinEntered
from kiosk.session.state import Attract, Call, CardLeftBehind, Menu, Reminder, StillThere, call_of
from tests.support.samples import VISIT


def test_six_digits_are_a_pin() -> None:
    assert PinEntered.of(bytearray(b"135790")) == PinEntered(Pin(b"135790"))


@pytest.mark.parametrize("digits", [b"", b"13579", b"1357901", b"13579x"])
def test_anything_else_is_refused_and_not_repeated(digits: bytes) -> None:
    with pytest.raises(ValueError, match=r"^a PIN has exactly six digits$"):
        PinEntered.of(digits)


def test_who_is_called_back_is_whoever_may_have_gone() -> None:
    states = (StillThere(Menu(VISIT)), *(CardLeftBehind(reminder) for reminder in Reminder), Attract(), Menu(VISIT))
    assert [call_of(state) for state in states] == [
        Call.STILL_THERE,
        *(Call.CARD, Call.CARD_LOUDER, Call.CARD_LOUDER),
        None,
        None,
    ]
