"""A card that remembers what it answered: headers and status words, never a byte of data."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from emulator.card.table import TABLE
from emulator.iso7816.status import StatusWord, meaning, tries_left
from emulator.reader.insertable import Insertable
from emulator.reader.slot import SlotView

REMEMBERED = 8
HEADER = 4

_NAMES = {bytes((row.cla, row.ins)): row.name for row in TABLE}
_USES_PIN = frozenset((bytes.fromhex("0020"), bytes.fromhex("805E")))  # VERIFY, CHANGE PIN
_COUNTER_OPEN = frozenset((StatusWord.OK, StatusWord.MEMORY_FAILURE, StatusWord.INTERNAL))


@dataclass(frozen=True, slots=True)
class Exchange:
    """One command's header, empty where the command was shorter, and the status word, None where none came.

    `asks` of a command that carries no data: a VERIFY of that kind only asks for the attempts.
    """

    header: bytes
    sw: int | None
    asks: bool = False

    def __str__(self) -> str:
        """The exchange in a line: "00 20 00 00 VERIFY → 63C5 wrong, 5 attempts left"."""
        name = _NAMES.get(self.header[:2], "unknown command")
        command = f"{self.header.hex(' ').upper()} {name}" if self.header else "shorter than a header"
        words = "no answer" if self.sw is None else meaning(self.sw)
        return f"{command} → {words.replace('wrong, ', '') if self.asks else words}"


class Recorder:
    """A card that passes everything through and notes its last exchanges. Safe to use from any thread."""

    def __init__(self, card: Insertable, tell: Callable[[], None]) -> None:
        """`tell` is called after every call that a reader makes, in the reader's thread; it must not wait."""
        self._card = card
        self._tell = tell
        self._atr = bytes(bytearray(card.atr))  # an object of its own, see `is_in`
        self._exchanges: deque[Exchange] = deque(maxlen=REMEMBERED)
        self._tries: int | None = None
        self._noting = Lock()

    @property
    def atr(self) -> bytes:
        """The card's, always the same object."""
        return self._atr

    def reset(self) -> bytes:
        """The card's."""
        atr = self._card.reset()
        self._tell()
        return atr

    def power_off(self) -> None:
        """The card's."""
        self._card.power_off()
        self._tell()

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response."""
        response = None
        try:
            response = self._card.transmit(apdu)
        finally:
            self._note(apdu[:HEADER] if len(apdu) >= HEADER else b"", response, asks=len(apdu) <= HEADER + 1)
            self._tell()
        return response

    def is_in(self, view: SlotView) -> bool:
        """True where it is this card that `view` shows: many cards have equal ATRs, but no two the same object."""
        return view.atr is self._atr

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The last exchanges, oldest first."""
        with self._noting:
            return tuple(self._exchanges)

    @property
    def tries_left(self) -> int | None:
        """The PIN attempts left in the card's own last words; None where it has not said, or not since they changed."""
        with self._noting:
            return self._tries

    def _note(self, header: bytes, response: bytes | None, *, asks: bool) -> None:
        sw = int.from_bytes(response[-2:], "big") if response else None
        with self._noting:
            self._exchanges.append(Exchange(header, sw, asks))
            if header[:2] in _USES_PIN:
                self._tries = _tries_after(sw, self._tries)


def _tries_after(sw: int | None, before: int | None) -> int | None:
    """What `sw` says of the counter. A right PIN fills it, to a number that the card does not tell."""
    if sw is None or sw in _COUNTER_OPEN:
        return None
    if sw == StatusWord.LOCKED:
        return 0
    left = tries_left(sw)
    return before if left is None else left  # the rest are refusals before the counter is touched
