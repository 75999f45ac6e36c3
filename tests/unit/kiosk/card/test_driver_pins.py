"""Verifying and changing a PIN on virtual cards, with the counter as the card itself tells it."""

from __future__ import annotations

import pytest

from emulator.reader.insertable import Insertable
from kiosk.card.outcome import Changed, Locked, Outcome, Verified, WrongPin
from kiosk.card.port import Protocols
from kiosk.card.request import ChangePin, VerifyPin
from tests.support.cards import (
    CHANGE_PIN,
    NEW,
    PRESENT,
    READER,
    WRONG,
    Listening,
    asked,
    holds,
    identification,
    pin,
    tries,
    virtual_card,
)

pytestmark = pytest.mark.parametrize("protocol", ["t0", "t1"])


def verified(card: Insertable, digits: bytes) -> Outcome:
    return asked(card, VerifyPin(1, READER, identification(), pin(digits)))


def changed(card: Insertable, present: bytes = PRESENT, new: bytes = NEW) -> Outcome:
    return asked(card, ChangePin(1, READER, identification(), pin(present), pin(new)))


@pytest.mark.parametrize(
    ("left", "digits", "outcome", "left_after"),
    [
        (6, PRESENT, Verified(6), 6),
        (1, PRESENT, Verified(6), 6),
        (6, WRONG, WrongPin(5), 5),
        (2, WRONG, WrongPin(1), 1),
        (1, WRONG, WrongPin(0), 0),
        (0, WRONG, Locked(), 0),
        (0, PRESENT, Locked(), 0),
    ],
)
def test_verify(protocol: Protocols, left: int, digits: bytes, outcome: Outcome, left_after: int) -> None:
    card = virtual_card(protocol=protocol, remaining=left)

    assert (verified(card, digits), tries(card)) == (outcome, left_after)


def test_six_wrong_entries_in_a_row_lock_and_a_right_one_starts_the_count_again(protocol: Protocols) -> None:
    card = virtual_card(protocol=protocol)
    entries = [WRONG] * 5 + [PRESENT] + [WRONG] * 6 + [PRESENT]

    assert [verified(card, digits) for digits in entries] == [
        *(WrongPin(left) for left in (5, 4, 3, 2, 1)),
        Verified(6),
        *(WrongPin(left) for left in (5, 4, 3, 2, 1, 0)),
        Locked(),
    ]


@pytest.mark.parametrize(
    ("left", "present", "outcome", "holding", "left_after"),
    [
        (6, PRESENT, Changed(6), NEW, 6),
        (1, PRESENT, Changed(6), NEW, 6),
        (6, WRONG, WrongPin(5), PRESENT, 5),
        (2, WRONG, WrongPin(1), PRESENT, 1),
    ],
)
def test_change(
    protocol: Protocols, left: int, present: bytes, outcome: Outcome, holding: bytes, left_after: int
) -> None:
    card = virtual_card(protocol=protocol, remaining=left)

    assert (changed(card, present), tries(card), holds(card, holding)) == (outcome, left_after, True)


@pytest.mark.parametrize(("left", "outcome"), [(1, WrongPin(0)), (0, Locked())])
def test_a_change_on_a_card_that_is_or_gets_locked(protocol: Protocols, left: int, outcome: Outcome) -> None:
    card = virtual_card(protocol=protocol, remaining=left)

    assert (changed(card, WRONG), tries(card)) == (outcome, 0)


@pytest.mark.parametrize("left", range(7))
def test_change_pin_is_never_sent_with_a_wrong_present_pin(protocol: Protocols, left: int) -> None:
    """So one wrong entry costs one attempt, not two."""
    card = Listening(virtual_card(protocol=protocol, remaining=left))
    changed(card, WRONG)

    assert [apdu for apdu in card.heard if apdu[:2] == CHANGE_PIN] == []


def test_a_change_sends_the_present_pin_twice_and_the_new_one_once(protocol: Protocols) -> None:
    card = Listening(virtual_card(protocol=protocol))
    changed(card)

    assert [apdu.hex() for apdu in card.heard if len(apdu) > 5 and apdu[1] in (0x20, 0x5E)] == [
        "0020000003135790",
        "805e010007135790ff624815",
    ]
