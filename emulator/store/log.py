"""SQLite's write-ahead log, read as https://www.sqlite.org/fileformat2.html#walformat has it.

SQLite takes the first frame that doesn't fit for the end of its log and says nothing about what follows. To judge that,
a log is played into a copy of its database here before SQLite sees either.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass
from struct import Struct

_HEADER = Struct(">8I")  # magic, format, page size, number of checkpoints, two salts, two sums
_FRAME = Struct(">6I")  # page, pages of the database or 0 where no commit, two salts, two sums
_MAGIC, _FORMAT = 0x377F0682, 3007000
_WORD = 0xFFFFFFFF

Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Played:
    """The database after its log; `begun` says whether the log has a valid header, `commits` what it holds."""

    image: bytes
    begun: bool
    commits: int


def played(database: bytes, log: bytes) -> Played:
    """`database` with all whole transactions of `log`, up to the first frame that doesn't fit, as SQLite does."""
    if len(log) < _HEADER.size:
        return Played(database, begun=False, commits=0)
    magic, version, page_size, _, salt, pepper, *stored = _HEADER.unpack_from(log)
    big_endian = bool(magic & 1)
    sums = _summed((0, 0), log[:24], big_endian)
    if magic & ~1 != _MAGIC or version != _FORMAT or tuple(stored) != sums:
        return Played(database, begun=False, commits=0)
    image = bytearray(database)
    unfinished: dict[int, bytes] = {}
    commits = 0
    step = _FRAME.size + page_size
    for start in range(_HEADER.size, len(log) - step + 1, step):
        page, pages, *salts, first, second = _FRAME.unpack_from(log, start)
        if salts != [salt, pepper] or page == 0:
            break
        content = log[start + _FRAME.size : start + step]
        sums = _summed(_summed(sums, log[start : start + 8], big_endian), content, big_endian)
        if sums != (first, second):
            break
        unfinished[page] = content
        if pages:
            image = image[: pages * page_size].ljust(pages * page_size, b"\0")
            for number, whole in unfinished.items():
                image[(number - 1) * page_size : number * page_size] = whole
            unfinished.clear()
            commits += 1
    return Played(bytes(image), True, commits)


def _summed(sums: Sums, data: bytes, big_endian: bool) -> Sums:
    words = array("I", data)
    if big_endian != (sys.byteorder == "big"):
        words.byteswap()
    first, second = sums
    pairs = iter(words)
    for even, odd in zip(pairs, pairs, strict=True):
        first = (first + even + second) & _WORD
        second = (second + odd + first) & _WORD
    return first, second
