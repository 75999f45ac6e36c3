"""At which exchange of a journey something happens, and a card that hangs there."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Self

from emulator.reader.insertable import Insertable
from tests.support.odd_cards import Wrapped

SELECT, READ_RECORD, GET_RESPONSE = bytes.fromhex("00A4"), bytes.fromhex("00B2"), bytes.fromhex("00C0")
VERIFY, CHANGE_PIN = bytes.fromhex("0020"), bytes.fromhex("805E")
VERIFY_PIN = bytes.fromhex("0020000003")  # with a PIN of six digits, unlike the question for the attempts left

REACHED_WITHIN_S = 5.0
_FREED_WITHIN_S = 60.0


class At:
    """Strikes at exchange `number`, the first being 0; `struck` is the header (CLA INS) that it struck at."""

    def __init__(self, number: int) -> None:
        self._left = number
        self.struck: bytes | None = None

    def __call__(self, apdu: bytes) -> bool:
        strikes = self._left == 0
        self._left -= 1
        if strikes:
            self.struck = apdu[:2]
        return strikes


class AtFirst:
    """Strikes at the first command that begins with `start`, and never again."""

    def __init__(self, start: bytes) -> None:
        self._start = start
        self._struck = False

    def __call__(self, apdu: bytes) -> bool:
        strikes = not self._struck and apdu.startswith(self._start)
        self._struck = self._struck or strikes
        return strikes


class HungCard(Wrapped):
    """A card that hears the command for which `strikes`, carries it out unless `before`, and never answers it.

    It hangs until it is freed, at the end of the `with` block at last.
    """

    def __init__(self, card: Insertable, strikes: Callable[[bytes], bool], *, before: bool = False) -> None:
        super().__init__(card)
        self._strikes = strikes
        self._before = before
        self._hangs, self._freed = Event(), Event()

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response, or none and that late."""
        if not self._strikes(apdu):
            return self._card.transmit(apdu)
        if not self._before:
            self._card.transmit(apdu)
        self._hangs.set()
        self._freed.wait(_FREED_WITHIN_S)
        return None

    def wait_until_it_hangs(self) -> None:
        """Return once it does."""
        assert self._hangs.wait(REACHED_WITHIN_S), "no command came that makes it hang"

    def free(self) -> None:
        """Let the exchange end, unanswered."""
        self._freed.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.free()
