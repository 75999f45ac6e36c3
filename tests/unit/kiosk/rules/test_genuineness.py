"""What follows from what is known of a card's proof: who waits for it, and which card is told no PIN."""

from __future__ import annotations

import pytest

from kiosk.rules.genuineness import Genuineness

FOLLOWS: dict[Genuineness, tuple[bool, bool]] = {  # nothing is waited for; no PIN is told
    Genuineness.UNKNOWN: (False, False),
    Genuineness.ASKED: (False, False),
    Genuineness.GENUINE: (True, False),
    Genuineness.NOT_GENUINE: (True, True),
    Genuineness.SILENT: (True, True),
    Genuineness.POSTPONED: (True, True),
    Genuineness.UNCHECKED: (True, False),  # nobody can tell: the terminal serves as without an issuer
}


@pytest.mark.parametrize("genuine", Genuineness)
def test_a_card_is_told_a_pin_once_its_proof_is_settled_and_does_not_bar_it(genuine: Genuineness) -> None:
    assert (genuine.is_settled, genuine.bars_pin) == FOLLOWS[genuine]
