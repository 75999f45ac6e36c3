"""Answer to reset (ISO/IEC 7816-3, 8.2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import xor


class MalformedAtr(ValueError):
    """The bytes are no answer to reset."""


@dataclass(frozen=True, slots=True)
class Atr:
    """An answer to reset (2 to 33 bytes) taken apart: 0 to 15 historical bytes, the protocols in the order offered."""

    raw: bytes
    historical: bytes
    protocols: tuple[int, ...]

    @classmethod
    def parse(cls, raw: bytes) -> Atr:
        """Raises MalformedAtr for a wrong TS, a wrong length, or a TCK that is wrong or missing."""
        if not 2 <= len(raw) <= 33 or raw[0] not in (0x3B, 0x3F):
            raise MalformedAtr("an ATR has 2 to 33 bytes and starts with 3B or 3F")
        count, indicator, at = raw[1] & 0x0F, raw[1] >> 4, 2
        protocols: list[int] = []
        while True:
            follows = indicator & 0b1000
            at += (indicator & 0b0111).bit_count() + bool(follows)
            if at > len(raw):
                raise MalformedAtr("the interface bytes are cut short")
            if not follows:
                break
            protocols.append(raw[at - 1] & 0x0F)
            indicator = raw[at - 1] >> 4
        offered = tuple(dict.fromkeys(protocols)) or (0,)
        checked = any(offered)  # TCK is there unless T=0 is the only protocol
        if len(raw) != at + count + checked:
            raise MalformedAtr("the number of historical bytes does not agree with the length")
        if checked and reduce(xor, raw[1:]):
            raise MalformedAtr("the check byte TCK is wrong")
        return cls(raw, raw[at : at + count], offered)
