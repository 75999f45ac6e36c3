"""The seal of a memory: its running number, and a sum over all that it holds.

Every row carries the mark of the write that wrote it, so that a write of one cell changes one page of the file and no
more. The mark with the highest number is the memory's seal; older ones are only traces of what was there.

The sum is made against accidents, and for speed: 64 bits, of the CRC-32 of each value times a number of its name's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from struct import Struct
from zlib import crc32

_MARK = Struct(">8sQQ")
MARK_LENGTH = _MARK.size
OPENING_LENGTH = 8
LOW = 0xFFFF_FFFF_FFFF_FFFF

mark = _MARK.pack
"""What a row carries of a write: `opening`, its number (from 1), the sum after it. 24 bytes."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The state after the write `number`, made in `opening`: 8 bytes drawn anew each time that a store is opened."""

    opening: bytes
    number: int
    total: int

    def mark(self) -> bytes:
        """What the last written row carries of it."""
        return mark(self.opening, self.number, self.total)


def seal_of(opening: bytes, number: int, card: str, is_open: bool, cells: Mapping[str, bytes]) -> Seal:
    """The seal of a whole memory, reckoned from nothing. The number is under the sum as well, one for each write."""
    total = crc32(opening + card.encode() + bytes((is_open,))) + number
    for name, value in cells.items():
        total += term(factor(name), value)
    return Seal(opening, number, total & LOW)


def factor(name: str) -> int:
    """The number of a cell's name: odd, below 2**64."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) | 1


def term(factor: int, value: bytes) -> int:
    """What a cell adds to the sum; never 0, so that one that is missing tells."""
    return factor * (crc32(value) + 1)


def opening_and_number(mark: bytes) -> tuple[bytes, int]:
    """Of which opening a mark is, and of which write."""
    opening, number, _ = _MARK.unpack(mark)
    return opening, number


def highest_trace(data: bytes, opening: bytes) -> int:
    """The highest number of a write of `opening` that left a mark anywhere in `data`; 0 where there is none."""
    highest, at = 0, data.find(opening)
    while at >= 0:
        highest = max(highest, int.from_bytes(data[at + OPENING_LENGTH : at + 2 * OPENING_LENGTH]))
        at = data.find(opening, at + 1)
    return highest
