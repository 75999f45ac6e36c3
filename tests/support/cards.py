"""Virtual cards for the kiosk's tests, a reader to put them in, and their own word on counter and PIN."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import Literal

from pydantic import SecretStr

from emulator.assets import CARDS
from emulator.card.profile import CardProfile, parse_profile
from emulator.cards import ready_card
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.card.driver import carry_out
from kiosk.card.in_process import InProcessPort
from kiosk.card.outcome import Outcome
from kiosk.card.pin import Pin
from kiosk.card.port import CardSession, Failure, Protocols
from kiosk.card.request import Exchanged
from tests.support.odd_cards import Wrapped

TODAY = date(2026, 11, 22)
READER = "Bench Reader"
PRESENT, NEW, WRONG = b"135790", b"624815", b"909091"  # invented, for test cards
CHANGE_PIN = bytes.fromhex("805E")

_SELECT_SSSE = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"


def profile(card: str = "normal", **values: str | int) -> CardProfile:
    """A bundled card's file with other values, by key: profile(remaining=2, version="2.00")."""
    text = (CARDS / f"{card}.toml").read_text("utf-8")
    for key, value in values.items():
        new = f'"{value}"' if isinstance(value, str) else str(value)
        text, found = re.subn(rf"(?m)^({key}\s*=).*$", rf"\1 {new}", text)
        assert found == 1, key
    return parse_profile(text)


def with_pik(described: CardProfile, key: str | Literal[False]) -> CardProfile:
    """The same card with another PIK, or without one."""
    pik = key and SecretStr(key)
    return described.model_copy(update={"keys": described.keys.model_copy(update={"PIK": pik})})


def card_of(described: CardProfile, protocol: Protocols | None = None) -> Insertable:
    """The card of a profile; its memory lives as long as it."""
    with ready_card(described, store=None, today=TODAY, random=os.urandom, protocol=protocol) as ready:
        return ready


def virtual_card(card: str = "normal", protocol: Protocols | None = None, **values: str | int) -> Insertable:
    """A bundled card with other values."""
    return card_of(profile(card, **values), protocol)


def identification(card: str = "normal") -> bytes:
    """The identification that is on a bundled card."""
    return profile(card).identification


def said(card: Insertable, *commands: str) -> str:
    """The last answer, in hex, of a card that was reset and selected; it is reset again afterwards."""
    card.reset()
    answer: bytes | None = None
    for command in (_SELECT_SSSE, *commands):
        answer = card.transmit(bytes.fromhex(command))
    card.reset()
    return "" if answer is None else answer.hex().upper()


def tries(card: Insertable) -> int:
    """The attempts left, from the card itself and not through the driver."""
    sw = said(card, "00200000")
    return 0 if sw == "6983" else int(sw[3], 16)


def holds(card: Insertable, digits: bytes) -> bool:
    """True where the card takes these six digits for its PIN."""
    return said(card, f"0020000003{digits.decode()}") == "9000"


class Listening(Wrapped):
    """A card that notes every command that reaches it."""

    def __init__(self, card: Insertable) -> None:
        super().__init__(card)
        self.heard: list[bytes] = []

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response."""
        self.heard.append(apdu)
        return super().transmit(apdu)


def slot_with(card: Insertable | None = None) -> Slot:
    """A reader in this process, with `card` in it."""
    slot = Slot(READER)
    if card is not None:
        slot.insert(card)
    return slot


def connected(slot: Slot) -> CardSession:
    """A connection to the card in `slot`, in a transaction."""
    session = InProcessPort(slot).connect(READER)
    assert not isinstance(session, Failure)
    assert session.begin() is None
    return session


def asked(card: Insertable, request: Exchanged) -> Outcome:
    """What the driver makes of `request` with `card` in the reader."""
    return carry_out(request, connected(slot_with(card)))


def pin(digits: bytes = PRESENT) -> Pin:
    """A PIN."""
    return Pin(digits)
