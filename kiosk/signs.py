"""What becomes of a sign that no font draws: its code point instead, in a frame. Pure; `has` says what fonts draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from unicodedata import category

Has = Callable[[str], bool]

# The Chinese characters of GB 18030-2022: the first block, Extension A, twelve beside them, Extensions B, C, D, E, F.
HANZI = (
    range(0x4E00, 0x9FF0),
    range(0x3400, 0x4DB6),
    *(range(0xFA0E, 0xFA10), range(0xFA11, 0xFA12), range(0xFA13, 0xFA15), range(0xFA1F, 0xFA20)),
    *(range(0xFA21, 0xFA22), range(0xFA23, 0xFA25), range(0xFA27, 0xFA2A)),
    range(0x20000, 0x2A6D7),
    range(0x2A700, 0x2B735),
    range(0x2B740, 0x2B81E),
    range(0x2B820, 0x2CEA2),
    range(0x2CEB0, 0x2EBE1),
)
HANZI_COUNT = sum(map(len, HANZI))

_PRIVATE = "Co"  # what a font has there is a sign of its own
_WITHOUT_INK = ("Cc", "Cf", "Zl", "Zp", "Zs")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: drawn as it is where `code` is "", else one sign, of that code point in hexadecimal."""

    text: str
    code: str = ""


def is_drawn(sign: str, in_font: Callable[[int], bool]) -> bool:
    """Whether `sign` is drawn as itself where a font has a glyph for the code points that `in_font` names."""
    kind = category(sign)
    return kind in _WITHOUT_INK or _selects(sign) or (kind != _PRIVATE and in_font(ord(sign)))


def parts(text: str, has: Has) -> tuple[Part, ...]:
    """`text` in as few pieces as may be."""
    lacking = ((number, each, "" if has(each) else f"{ord(each):04X}") for number, each in enumerate(text))
    pieces = groupby(lacking, key=lambda found: (found[2], found[0] if found[2] else -1))
    return tuple(Part("".join(each for _, each, _ in found), code) for (code, _), found in pieces)


def in_line(text: str, has: Has) -> str:
    """The same where nothing but letters can stand: "𪸩明" → "[2AE29]明"."""
    return "".join(f"[{part.code}]" if part.code else part.text for part in parts(text, has))


def _selects(sign: str) -> bool:
    """Whether it only says which form the sign before it has."""
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
