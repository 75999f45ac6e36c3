"""Binary coded decimal, two digits a byte, left-justified and padded with F ("cn" in the card's tables)."""

from __future__ import annotations

_DIGITS = frozenset("0123456789")


def encode(digits: str, size: int | None = None) -> bytes:
    """`digits` (0–9 only) as BCD, padded with F to `size` bytes, or to the next whole byte.

    Raises ValueError for anything but digits, or where they do not fit.
    """
    if not _DIGITS.issuperset(digits):
        raise ValueError("BCD holds the digits 0 to 9 only")
    width = (len(digits) + 1) // 2 if size is None else size
    if len(digits) > 2 * width:
        raise ValueError(f"{len(digits)} digits do not fit into {width} bytes")
    return bytes.fromhex(digits.ljust(2 * width, "F"))


def decode(packed: bytes) -> str:
    """The digits in `packed` without padding. Raises ValueError for A–E anywhere, or F before a digit."""
    digits = packed.hex().upper().rstrip("F")
    if not _DIGITS.issuperset(digits):
        raise ValueError("not BCD")
    return digits
