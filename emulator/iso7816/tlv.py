"""Tag, length, value: SIMPLE-TLV for records, BER-TLV for file control information (ISO/IEC 7816-4, 5.2)."""

from __future__ import annotations

from collections.abc import Iterator


class MalformedTlv(ValueError):
    """The bytes are not the TLV they were taken for."""


def encode_simple(tag: int, value: bytes) -> bytes:
    """A SIMPLE-TLV object: tag 01–FE, one length byte, or FF and two for 255 to 65,535 bytes."""
    if not 0x01 <= tag <= 0xFE or len(value) > 0xFFFF:
        raise MalformedTlv("a SIMPLE-TLV tag is 01 to FE, its value at most 65,535 bytes")
    length = bytes((len(value),)) if len(value) < 0xFF else b"\xff" + len(value).to_bytes(2, "big")
    return bytes((tag,)) + length + value


def decode_simple(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """The (tag, value) pairs in `raw`, in order. Raises MalformedTlv where one is cut short."""
    at = 0
    while at < len(raw):
        tag, length, at = raw[at], _byte(raw, at + 1), at + 2
        if length == 0xFF:
            length, at = _byte(raw, at) << 8 | _byte(raw, at + 1), at + 2
        yield tag, _take(raw, at, length)
        at += length


def encode_ber(tag: int, value: bytes) -> bytes:
    """A BER-TLV object; `tag` is written as it is (6F, 9F0C), the length in the shortest form."""
    name = tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big")
    if len(value) < 0x80:
        return name + bytes((len(value),)) + value
    length = len(value).to_bytes((len(value).bit_length() + 7) // 8, "big")
    return name + bytes((0x80 | len(length),)) + length + value


def decode_ber(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """The (tag, value) pairs of the BER-TLV objects in `raw`, one level deep. Raises MalformedTlv."""
    at = 0
    while at < len(raw):
        tag, at = raw[at], at + 1
        if tag & 0x1F == 0x1F:
            more = True
            while more:
                tag, more, at = tag << 8 | _byte(raw, at), bool(_byte(raw, at) & 0x80), at + 1
        length, at = _byte(raw, at), at + 1
        if length >= 0x80:
            width = length & 0x7F
            if not 1 <= width <= 4:
                raise MalformedTlv("a BER length has one to four bytes")
            length, at = int.from_bytes(_take(raw, at, width), "big"), at + width
        yield tag, _take(raw, at, length)
        at += length


def _byte(raw: bytes, at: int) -> int:
    return _take(raw, at, 1)[0]


def _take(raw: bytes, at: int, length: int) -> bytes:
    if at + length > len(raw):
        raise MalformedTlv("the value is cut short")
    return raw[at : at + length]
