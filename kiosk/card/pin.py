"""A PIN, as a type that never becomes text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hmac import compare_digest
from typing import NoReturn

LENGTH = 6


class Pin:
    """Six digits. They can be sent to a card and asked by a rule; they can't be printed, pickled or hashed.

    `wipe` overwrites them; any use after that is a bug and raises RuntimeError.
    """

    __slots__ = ("_digits",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, digits: bytes | bytearray) -> None:
        """`digits` as ASCII. Raises ValueError, without them, where they are not six digits."""
        if len(digits) != LENGTH or not digits.isdigit():
            raise ValueError("a PIN has exactly six digits")
        self._digits = bytearray(digits)

    def __repr__(self) -> str:
        return "<Pin>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pin):
            return NotImplemented
        return compare_digest(self._alive(), other._alive())

    def __reduce__(self) -> NoReturn:
        raise TypeError("a PIN is never stored or sent as an object")

    @property
    def wiped(self) -> bool:
        """True once `wipe` was called."""
        return not self._digits

    @contextmanager
    def revealed(self) -> Iterator[bytearray]:
        """The six ASCII digits for the length of a `with` block, in a buffer that is wiped after it."""
        buffer = bytearray(self._alive())
        try:
            yield buffer
        finally:
            buffer[:] = bytes(len(buffer))

    def bcd(self) -> bytes:
        """The three bytes that VERIFY and CHANGE PIN carry."""
        digits = self._alive()  # by number: as text they would stay behind
        return bytes((digits[at] & 0xF) << 4 | digits[at + 1] & 0xF for at in range(0, LENGTH, 2))

    def copy(self) -> Pin:
        """A PIN of its own, wiped on its own."""
        return Pin(self._alive())

    def wipe(self) -> None:
        """Overwrite the digits."""
        self._digits[:] = bytes(len(self._digits))
        self._digits.clear()

    def _alive(self) -> bytearray:
        if not self._digits:
            raise RuntimeError("this PIN was wiped")
        return self._digits
