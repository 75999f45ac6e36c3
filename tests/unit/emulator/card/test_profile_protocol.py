"""The ATR under either protocol, derived from the one in the card file."""

from __future__ import annotations

import pytest

from emulator.cards import find_card
from emulator.iso7816.atr import Atr

T0 = "3B6D000000814A44468660610100000001"
T1 = "3BED00000100814A44468660610100000001A2"


@pytest.mark.parametrize(
    ("card", "t1", "atr"),
    [
        ("normal", False, T0),
        ("normal", True, T1),
        ("t1", True, "3BED00000100814A4446866061010000000BA8"),
        ("t1", False, "3B6D000000814A4446866061010000000B"),
    ],
)
def test_a_card_has_an_atr_for_either_protocol(card: str, t1: bool, atr: str) -> None:
    raw = find_card(card).atr_for(t1=t1)

    assert (raw.hex().upper(), Atr.parse(raw).protocols) == (atr, (int(t1),))
