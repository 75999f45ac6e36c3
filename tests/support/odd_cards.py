"""What looks like a card to a reader: one around another that changes what it likes, and one that only answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from emulator.reader.insertable import Insertable


class Wrapped:
    """Another card, in all that a subclass does not say otherwise."""

    def __init__(self, card: Insertable) -> None:
        self._card = card

    @property
    def atr(self) -> bytes:
        """The card's."""
        return self._card.atr

    def reset(self) -> bytes:
        """The card's."""
        return self._card.reset()

    def power_off(self) -> None:
        """The card's."""
        self._card.power_off()

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response."""
        return self._card.transmit(apdu)


class Misprinted(Wrapped):
    """A card of ours with other records of its public file, by tag: {6: "0604203413179000"} for its last day."""

    def __init__(self, card: Insertable, records: Mapping[int, str]) -> None:
        super().__init__(card)
        self._records = records

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response, or the record."""
        said = super().transmit(apdu)
        record = self._records.get(apdu[2]) if apdu[:2] == b"\x00\xb2" and apdu[3] == 5 << 3 else None
        return said if record is None else bytes.fromhex(record)


class Answering:
    """No card behind the contacts: this ATR, and these answers."""

    def __init__(self, atr: bytes, answer: Callable[[bytes], bytes | None]) -> None:
        self.atr = atr
        self._answer = answer

    def reset(self) -> bytes:
        """The ATR."""
        return self.atr

    def power_off(self) -> None:
        """There is nothing to forget."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """The answer."""
        return self._answer(apdu)
