"""The digits that are being keyed in. Only their number ever leaves this object, until they are a PIN."""

from __future__ import annotations

from kiosk.session.event import PinEntered

LENGTH = 6


class PinEntry:
    """Up to six digits, overwritten when they are taken or cleared."""

    def __init__(self) -> None:
        self._digits = bytearray()

    def __len__(self) -> int:
        return len(self._digits)

    def add(self, digit: int) -> bool:
        """Append a digit (0–9); False where six are in already."""
        if len(self._digits) == LENGTH or not 0 <= digit <= 9:
            return False
        self._digits.append(ord("0") + digit)
        return True

    def delete(self) -> None:
        """Take the last digit back."""
        if self._digits:
            self._digits[-1] = 0
            del self._digits[-1]

    def clear(self) -> None:
        """Take all of them back."""
        self._digits[:] = bytes(len(self._digits))
        self._digits.clear()

    def take(self) -> PinEntered | None:
        """The PIN that was entered, where six digits are in; the entry is empty after it."""
        if len(self._digits) < LENGTH:
            return None
        entered = PinEntered.of(self._digits)
        self.clear()
        return entered
