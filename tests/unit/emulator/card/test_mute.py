"""A chip that is put in upside down, or dead: an ATR, and nothing after it."""

from __future__ import annotations

from emulator.card.mute import MuteCard
from emulator.reader.insertable import Insertable

ATR = bytes.fromhex("3B6D000000814A444686606101000000FE")


def test_it_answers_to_reset_and_to_no_command() -> None:
    card: Insertable = MuteCard(ATR)

    assert (card.reset(), card.atr, card.transmit(b"\x00\x20\x00\x00"), card.reset()) == (ATR, ATR, None, ATR)


def test_it_tells_nobody_how_many_attempts_are_left_and_forgets_nothing_without_power() -> None:
    card = MuteCard(ATR)
    card.power_off()

    assert (card.tries_left, card.reset()) == (None, ATR)
