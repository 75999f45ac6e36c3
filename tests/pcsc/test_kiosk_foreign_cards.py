"""Cards that no terminal can talk to: old memory cards and broken ones, by their answer to reset."""

from __future__ import annotations

from pathlib import Path

from emulator.card.mute import MuteCard
from kiosk.session.reason import Unrecognised
from kiosk.session.state import Attract, Menu, NotRecognised
from tests.pcsc.hand import Hand
from tests.pcsc.visitor import visitor
from tests.support.cards import virtual_card

FOREIGN = ("A2131091", "FFFF", "3B800282", "3B800E8E", "3B800F8F")  # memory cards, T=2, T=14, T=15


def test_a_card_of_another_kind_is_told_so_and_the_terminal_goes_on(hand: Hand, tmp_path: Path) -> None:
    with visitor(tmp_path) as person:
        for atr in FOREIGN:
            person.sees(Attract)
            hand.insert(MuteCard(bytes.fromhex(atr)))
            assert person.sees(NotRecognised).why is Unrecognised.UNSUPPORTED, atr
            hand.take_out()
        person.sees(Attract)
        hand.insert(virtual_card())
        person.sees(Menu)
