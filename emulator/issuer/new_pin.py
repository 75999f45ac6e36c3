"""A PIN on its way to a card that forgot its own, as a type that never becomes text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


class NewPin:
    """The new PIN of a reset: 4 to 16 digits in BCD, F only as the very last nibble.

    It can be revealed to whoever enciphers it; it can't be printed, pickled or compared. `wipe` overwrites it;
    revealing it after that is a bug and raises RuntimeError.
    """

    __slots__ = ("_digits",)

    def __init__(self, digits: bytes | bytearray) -> None:
        """`digits` as the card takes them, 2 to 8 bytes. Raises ValueError, without them, for anything else."""
        if not (2 <= len(digits) <= 8 and _is_bcd(digits)):
            raise ValueError("a new PIN has 4 to 16 digits in BCD")
        self._digits = bytearray(digits)

    def __repr__(self) -> str:
        return "<NewPin>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a PIN is never stored or sent as an object")

    @property
    def wiped(self) -> bool:
        """True once `wipe` was called."""
        return not self._digits

    @contextmanager
    def revealed(self) -> Iterator[bytearray]:
        """The bytes for the length of a `with` block, in a buffer that is wiped after it."""
        if not self._digits:
            raise RuntimeError("this PIN was wiped")
        buffer = bytearray(self._digits)
        try:
            yield buffer
        finally:
            buffer[:] = bytes(len(buffer))

    def wipe(self) -> None:
        """Overwrite the digits."""
        self._digits[:] = bytes(len(self._digits))
        self._digits.clear()


def _is_bcd(digits: bytes | bytearray) -> bool:
    nibbles = [nibble for byte in digits for nibble in (byte >> 4, byte & 0x0F)]
    if nibbles[-1] == 0x0F:
        nibbles.pop()
    return len(nibbles) >= 4 and all(nibble <= 9 for nibble in nibbles)
