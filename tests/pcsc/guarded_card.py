"""A card with one file that only a verified PIN opens, which counts what its reader does to it."""

from __future__ import annotations

from emulator.card.access import PinVerified
from emulator.card.card import Card
from emulator.card.crypto import ALGORITHMS
from emulator.card.files import Application, RecordFile, Tree
from emulator.card.memory import PinMemory, cells_of
from emulator.store.volatile import VolatileStore

READ_GUARDED = "00B2010C0B"
_ATR = bytes.fromhex("3B6D000000814A44468660610100000001")


class GuardedCard:
    """PIN 135790; its only file, SFI 1 of the MF, holds one record. A card that is polled by its `atr`."""

    def __init__(self) -> None:
        file = RecordFile("MF/EF01", 0xEF01, 1, read=PinVerified())
        mf = Application(label="MF", files=(file,), has_pin=True)
        pin = PinMemory(bytes.fromhex("135790"), limit=6, remaining=6, initial=False)
        store = VolatileStore(cells_of(pin, {file.path: [b"\x01\x09test data"]}))
        tree, sm4 = Tree.of(mf, ()), ALGORITHMS["sm4"]
        self._card = Card(atr=_ATR, t1=False, tree=tree, algorithm=sm4, store=store, random=bytes)
        self.polls = 0
        self.powered = 0

    @property
    def atr(self) -> bytes:
        """The ATR; asking for it is a poll."""
        self.polls += 1
        return self._card.atr

    def reset(self) -> bytes:
        """Power on or reset, counted."""
        self.powered += 1
        return self._card.reset()

    def power_off(self) -> None:
        """Power off, counted."""
        self.powered += 1
        self._card.power_off()

    def transmit(self, apdu: bytes) -> bytes:
        """The response."""
        return self._card.transmit(apdu)
