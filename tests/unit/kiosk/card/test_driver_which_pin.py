"""After a lost answer: which PIN holds, asked at no risk to the counter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.reader.insertable import Insertable
from kiosk.card.outcome import Changed, OtherCard, Outcome, Unchanged, Unsettled
from kiosk.card.port import Protocols
from kiosk.card.request import AskWhichPin
from tests.support.cards import (
    NEW,
    PRESENT,
    READER,
    WRONG,
    Listening,
    asked,
    identification,
    pin,
    tries,
    virtual_card,
)

PROTOCOLS: list[Protocols] = ["t0", "t1"]


def which(card: Insertable) -> Outcome:
    return asked(card, AskWhichPin(2, READER, identification(), pin(PRESENT), pin(NEW)))


def attempts_in(card: Listening) -> int:
    return sum(apdu[1] == 0x20 and len(apdu) > 5 for apdu in card.heard)


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(
    ("holding", "left", "outcome", "left_after", "attempts"),
    [
        pytest.param(NEW, 6, Changed(6), 6, 1, id="the new PIN holds"),
        pytest.param(NEW, 3, Changed(6), 6, 1, id="the new PIN holds, three attempts left"),
        pytest.param(PRESENT, 6, Unchanged(6), 6, 2, id="the old PIN holds"),
        pytest.param(PRESENT, 3, Unchanged(6), 6, 2, id="the old PIN holds, three attempts left"),
        pytest.param(WRONG, 6, Unsettled(4), 4, 2, id="neither holds"),
        pytest.param(WRONG, 3, Unsettled(1), 1, 2, id="neither holds, three attempts left"),
        pytest.param(NEW, 2, Unsettled(2), 2, 0, id="two attempts left: not asked"),
        pytest.param(PRESENT, 1, Unsettled(1), 1, 0, id="one attempt left: not asked"),
        pytest.param(PRESENT, 0, Unsettled(0), 0, 0, id="locked: not asked"),
    ],
)
def test_which_pin(
    protocol: Protocols, holding: bytes, left: int, outcome: Outcome, left_after: int, attempts: int
) -> None:
    card = Listening(virtual_card(protocol=protocol, value=holding.decode(), remaining=left))
    before = tries(card)
    card.heard.clear()
    found = which(card)

    assert (before, found, attempts_in(card), tries(card)) == (left, outcome, attempts, left_after)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_another_card_is_not_asked(protocol: Protocols) -> None:
    other = Listening(virtual_card("t1", protocol=protocol))
    found = which(other)

    assert (found, attempts_in(other), tries(other)) == (OtherCard(), 0, 6)


@given(
    holding=st.sampled_from([PRESENT, NEW, WRONG]),
    limit=st.integers(1, 15),
    used=st.integers(0, 15),
)
def test_asking_never_locks_a_card(holding: bytes, limit: int, used: int) -> None:
    left = max(0, limit - used)
    card = virtual_card(value=holding.decode(), limit=limit, remaining=left)
    which(card)

    assert (tries(card) == 0) == (left == 0)


@given(left=st.integers(0, 6), new_holds=st.booleans())
def test_asking_costs_the_holder_of_either_pin_nothing(left: int, new_holds: bool) -> None:
    card = virtual_card(value=(NEW if new_holds else PRESENT).decode(), remaining=left)
    which(card)

    assert tries(card) >= left
