"""What a terminal knows of the card in its reader, decoded from the card's own records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from emulator.iso7816 import bcd, gb18030
from kiosk.card.port import Protocols

VERSION_FORM = re.compile(r"[0-9]\.[0-9]{1,2}")
NUMBER_FORM = re.compile(r"[0-9A-Z]{9}")
_REGION = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True)
class HolderFacts:
    """The holder, where the card lets anyone read it (versions 1 and 2)."""

    number: str
    name: str
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class CardFacts:
    """One social security card; `version` and `number` are "" where the card holds nothing of their form.

    `tries_left` is the chip's own count at the last exchange, None where that is not known, or it has no PIN yet.
    """

    atr: bytes
    protocol: Protocols
    identification: bytes
    version: str
    number: str
    issued: date | None
    valid_until: date | None
    tries_left: int | None
    holder: HolderFacts | None
    has_pin: bool = True

    @property
    def region(self) -> str:
        """The six digits of the issuing region, "" where they are none."""
        return matching(_REGION, self.identification.hex()[:6])


def text(value: bytes) -> str:
    """An "an" field: GB 18030, without its padding, as it is to be shown; what can't be read or printed becomes U+FFFD.

    A card is anybody's: its control characters must not reach a screen or a terminal.
    """
    read = gb18030.standard(gb18030.decode(value.rstrip(b"\0 ")))
    return "".join(character if gb18030.is_printable(character) else "\ufffd" for character in read)


def matching(form: re.Pattern[str], read: str) -> str:
    """`read` where all of it has that form, else "": what a card can't hold is not known, and never shown."""
    return read if form.fullmatch(read) else ""


def day(value: bytes) -> date | None:
    """A CCYYMMDD field, None where it holds no date."""
    try:
        digits = bcd.decode(value)
        return date.fromisoformat(digits) if len(digits) == 8 else None
    except ValueError:
        return None
