"""A reader in this process as pyscard's own classes, for scripts that are written against these. Needs pyscard.

They are what `smartcard.System.readers` gives of real readers, so that what takes one of those takes a virtual one.
"""

from __future__ import annotations

from emulator.extras import Extra, mend
from emulator.iso7816.atr import Atr
from emulator.virtual import NoAnswer, VirtualReader

try:
    from smartcard.CardConnection import CardConnection
    from smartcard.Exceptions import CardConnectionException, NoCardException
    from smartcard.reader.Reader import Reader
except ImportError as error:
    raise ImportError(
        f"emulator.pyscard needs pyscard, whose module is called smartcard (the package smartcard is another). "
        f"{mend(Extra.PCSC)}"
    ) from error

_MASKS = {0: CardConnection.T0_protocol, 1: CardConnection.T1_protocol}


class VirtualPyscardReader(Reader):  # type: ignore[misc]  # pyscard has no types
    """`reader` as a reader of pyscard's."""

    def __init__(self, reader: VirtualReader) -> None:
        super().__init__(reader.name)
        self._reader = reader

    def createConnection(self) -> VirtualConnection:  # noqa: N802  # pyscard's name
        """A connection that is not connected yet."""
        return VirtualConnection(self._reader)


class VirtualConnection(CardConnection):  # type: ignore[misc]
    """A connection to whatever card is in the reader when it is connected; T=0 and T=1 as the card's ATR says."""

    def __init__(self, reader: VirtualReader) -> None:
        super().__init__(reader.name)
        self._reader = reader
        self._atr = b""
        self._protocol: int | None = None
        self._changes = -1

    def connect(self, protocol: int | None = None, mode: int | None = None, disposition: int | None = None) -> None:
        """Give the card power. Raises NoCardException, or CardConnectionException where it has no such protocol."""
        try:
            self._atr = self._reader.reset()
        except NoAnswer as error:
            raise NoCardException(f"Unable to connect: {error}", hresult=0) from error
        self._changes = self._reader.look().changes
        offered = _MASKS[Atr.parse(self._atr).protocols[0]]
        if not offered & (protocol or self.defaultprotocol):
            raise CardConnectionException(f"Unable to connect with protocol: the card has {_name(offered)}")
        self._protocol = offered
        super().connect(protocol, mode, disposition)

    def reconnect(self, protocol: int | None = None, mode: int | None = None, disposition: int | None = None) -> None:
        """Reset the card. Raises as `connect`."""
        self.connect(protocol, mode, disposition)

    def disconnect(self) -> None:
        """Take the card's power away, as pyscard does by default; without a card there is none to take."""
        if self._here():
            self._reader.power_off()
        self._protocol = None
        super().disconnect()

    def getATR(self) -> list[int]:  # noqa: N802
        """The answer to reset. Raises CardConnectionException while not connected."""
        self._must_be_here()
        return list(self._atr)

    def getProtocol(self) -> int | None:  # noqa: N802
        """The protocol's mask, None while not connected."""
        return self._protocol

    def doTransmit(self, command: list[int], protocol: int | None = None) -> tuple[list[int], int, int]:  # noqa: N802
        """Data, SW1 and SW2 of one raw exchange. Raises CardConnectionException where no answer comes."""
        self._must_be_here()
        try:
            *data, sw1, sw2 = self._reader.transmit(bytes(command))
        except NoAnswer as error:
            raise CardConnectionException(f"Failed to transmit: {error}") from error
        return data, sw1, sw2

    def _here(self) -> bool:
        return self._protocol is not None and self._reader.look().changes == self._changes

    def _must_be_here(self) -> None:
        if self._protocol is None:
            raise CardConnectionException("Card not connected")
        if not self._here():
            raise CardConnectionException("Card was removed")


def _name(mask: int) -> str:
    return "T=0" if mask == CardConnection.T0_protocol else "T=1"
