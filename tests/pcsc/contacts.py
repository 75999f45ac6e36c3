"""PC/SC in the tests' process, through pyscard's low-level calls.

Its high-level connections raise when they are collected after pcscd has died, and warnings are errors here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from smartcard import scard

from tests.pcsc.waiting import until

SEEN_WITHIN_S = 5.0
EITHER_PROTOCOL = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1


class PcscError(Exception):
    """A PC/SC call failed; `code` is its result, unsigned."""

    def __init__(self, hresult: int) -> None:
        super().__init__(scard.SCardGetErrorMessage(hresult))
        self.code = hresult & 0xFFFF_FFFF


class Contact:
    """A connection to the card in one slot; `protocol` is "T=0" or "T=1"."""

    def __init__(self, context: int, reader: str) -> None:
        """Raises PcscError."""
        hresult, self._card, self._protocol = scard.SCardConnect(
            context, reader, scard.SCARD_SHARE_SHARED, EITHER_PROTOCOL
        )
        _check(hresult)
        self.protocol = {scard.SCARD_PROTOCOL_T0: "T=0", scard.SCARD_PROTOCOL_T1: "T=1"}[self._protocol]

    def transmit(self, apdu: str) -> str:
        """The response to `apdu`, both in hex; empty where the card went away meanwhile. Raises PcscError."""
        return bytes(self.exchange(list(bytes.fromhex(apdu)))).hex().upper()

    def exchange(self, apdu: list[int]) -> list[int]:
        """The same in pyscard's own form, a number a byte. Raises PcscError."""
        hresult, response = scard.SCardTransmit(self._card, self._protocol, apdu)
        _check(hresult)
        answer: list[int] = response
        return answer

    def power_cycle(self) -> None:
        """Take the card's power away and give it back. Raises PcscError."""
        hresult, self._protocol = scard.SCardReconnect(
            self._card, scard.SCARD_SHARE_SHARED, EITHER_PROTOCOL, scard.SCARD_UNPOWER_CARD
        )
        _check(hresult)

    def close(self) -> None:
        """Let go of the card; where pcscd is gone, that is so already."""
        scard.SCardDisconnect(self._card, scard.SCARD_LEAVE_CARD)


def reader_name(slot: int) -> str:
    """pcscd's name of vpcd's slot 0 or 1."""
    return f"Virtual PCD 00 {slot:02}"


@contextmanager
def contact(slot: int = 0) -> Iterator[Contact]:
    """A connection to the card in `slot`. Raises PcscError."""
    with _context() as context:
        connected = Contact(context, reader_name(slot))
        try:
            yield connected
        finally:
            connected.close()


def atr_in(slot: int) -> str:
    """The ATR in hex that pcscd holds for `slot`; empty for an empty slot. Raises PcscError."""
    with _context() as context:
        unaware = (reader_name(slot), scard.SCARD_STATE_UNAWARE)
        hresult, [(_, state, atr)] = scard.SCardGetStatusChange(context, 0, [unaware])
        _check(hresult)
        return bytes(atr).hex().upper() if state & scard.SCARD_STATE_PRESENT else ""


def wait_for_card(slot: int, *, present: bool, within_s: float = SEEN_WITHIN_S) -> float:
    """Wait until pcscd sees a card in `slot`, or none; returns the seconds it took. Raises TooLate."""

    def so() -> bool:
        try:
            return bool(atr_in(slot)) is present
        except PcscError:  # pcscd is not up yet
            return False

    return until(so, f"{'a card' if present else 'no card'} in slot {slot}", within_s)


@contextmanager
def _context() -> Iterator[int]:
    hresult, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    _check(hresult)
    try:
        yield int(context)
    finally:
        scard.SCardReleaseContext(context)


def _check(hresult: int) -> None:
    if hresult != scard.SCARD_S_SUCCESS:
        raise PcscError(hresult)
