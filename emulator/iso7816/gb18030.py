"""GB 18030-2022, in which a card holds its texts, by the standard's own table: Python's codec has an older one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

# A code of two bytes and one of four, each with what it means since 2022; before, each meant what the other means now.
_EXCHANGED = (
    (0xA6D9, 0xFE10, 0x84318236, 0xE78D),
    (0xA6DA, 0xFE12, 0x84318238, 0xE78E),
    (0xA6DB, 0xFE11, 0x84318237, 0xE78F),
    (0xA6DC, 0xFE13, 0x84318239, 0xE790),
    (0xA6DD, 0xFE14, 0x84318330, 0xE791),
    (0xA6DE, 0xFE15, 0x84318331, 0xE792),
    (0xA6DF, 0xFE16, 0x84318332, 0xE793),
    (0xA6EC, 0xFE17, 0x84318333, 0xE794),
    (0xA6ED, 0xFE18, 0x84318334, 0xE795),
    (0xA6F3, 0xFE19, 0x84318335, 0xE796),
    (0xA8BC, 0x1E3F, 0x8135F437, 0xE7C7),
    (0xFE59, 0x9FB4, 0x82359037, 0xE81E),
    (0xFE61, 0x9FB5, 0x82359038, 0xE826),
    (0xFE66, 0x9FB6, 0x82359039, 0xE82B),
    (0xFE67, 0x9FB7, 0x82359130, 0xE82C),
    (0xFE6D, 0x9FB8, 0x82359131, 0xE832),
    (0xFE7E, 0x9FB9, 0x82359132, 0xE843),
    (0xFE90, 0x9FBA, 0x82359133, 0xE854),
    (0xFEA0, 0x9FBB, 0x82359134, 0xE864),
)
# What stayed for private use, FE51 and its kin, and the same sign where Unicode has it.
_STAYED = {0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE}

_MEANS = {
    code: chr(sign)
    for short, public, long, private in _EXCHANGED
    for code, sign in ((short.to_bytes(2, "big"), public), (long.to_bytes(4, "big"), private))
}
_CODE_OF = {sign: code for code, sign in _MEANS.items()}
_STANDARD = _STAYED | {private: public for _, public, _, private in _EXCHANGED}

_CODE = re.compile(rb"[\x81-\xFE](?:[0-9][\x81-\xFE][0-9]|[\x40-\x7E\x80-\xFE])|.", re.DOTALL)
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"
_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
_NO_SIGNS = frozenset(map(chr, range(0xFDD0, 0xFDF0)))  # nor what ends a plane


def encode(text: str) -> bytes:
    """`text` in 1, 2 or 4 bytes a character. Raises UnicodeEncodeError for half a character, and for nothing else."""
    return b"".join(_CODE_OF.get(each) or each.encode("gb18030") for each in text)


def decode(value: bytes) -> str:
    """The text that `value` holds; each code that means nothing is one U+FFFD."""
    return "".join(_read(value))


def standard(text: str) -> str:
    """`text` with the signs that Unicode has, where GB 18030 wrote, or writes, characters for private use instead.

    For showing it only: encoded again, these signs have other codes.
    """
    return text.translate(_STANDARD)


def is_printable(text: str) -> bool:
    """Whether all of it stands for signs, of a later Unicode than Python's and for private use as well.

    Nothing in it steers a screen: no control character, no mark for the direction of writing, no end of a line.
    """
    return not any(category(each) in _STEERING or ord(each) & 0xFFFE == 0xFFFE or each in _NO_SIGNS for each in text)


def _read(value: bytes) -> Iterator[str]:
    for code in _CODE.findall(value):
        try:
            yield _MEANS.get(code) or code.decode("gb18030")
        except UnicodeDecodeError:
            yield _UNREADABLE
