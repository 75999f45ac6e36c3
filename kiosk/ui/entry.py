"""The digits that are being keyed in. Only their number ever leaves this object, until they are a PIN."""

from __future__ import annotations

from kiosk.session.event import PinEntered

LENGTH = 6


class PinEntry:
    """Up to six digits, overwritten when they are taken or cleared; in one place, for what grows may be moved."""

    def __init__(self) -> None:
        self._digits = bytearray(LENGTH)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, digit: int) -> bool:
        """Append a digit (0–9); False where six are in already."""
        if self._count == LENGTH or not 0 <= digit <= 9:
            return False
        self._digits[self._count] = ord("0") + digit
        self._count += 1
        return True

    def delete(self) -> None:
        """Take the last digit back."""
        if self._count:
            self._count -= 1
            self._digits[self._count] = 0

    def clear(self) -> None:
        """Take all of them back."""
        self._digits[:] = bytes(LENGTH)
        self._count = 0

    def take(self) -> PinEntered | None:
        """The PIN that was entered, where six digits are in; the entry is empty after it."""
        if self._count < LENGTH:
            return None
        entered = PinEntered.of(self._digits)
        self.clear()
        return entered
