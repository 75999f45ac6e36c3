"""The port over PC/SC: real readers, and virtual ones behind vpcd.

From a PC/SC return code to a fault, and from reader state flags to a status: the two tables below are all of it.
An empty response with the code "success" is what a card pulled out mid-command leaves behind; see `transmit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from smartcard import scard

from kiosk.card.port import Failure, Fault, Protocols, ReaderStatus

_FAULTS: dict[int, Fault] = {
    scard.SCARD_E_NO_SERVICE: Fault.NO_SERVICE,
    scard.SCARD_E_SERVICE_STOPPED: Fault.NO_SERVICE,
    scard.SCARD_E_INVALID_HANDLE: Fault.NO_SERVICE,  # the handle died with the service
    scard.SCARD_F_COMM_ERROR: Fault.NO_SERVICE,
    scard.SCARD_W_SECURITY_VIOLATION: Fault.NO_SERVICE,  # pcsc-lite: the connection was reset; but see `_established`
    scard.SCARD_E_NO_READERS_AVAILABLE: Fault.NO_READER,
    scard.SCARD_E_UNKNOWN_READER: Fault.NO_READER,
    scard.SCARD_E_READER_UNAVAILABLE: Fault.NO_READER,
    scard.SCARD_E_NO_SMARTCARD: Fault.CARD_GONE,
    scard.SCARD_W_REMOVED_CARD: Fault.CARD_GONE,
    scard.SCARD_W_UNRESPONSIVE_CARD: Fault.CARD_MUTE,
    scard.SCARD_W_UNPOWERED_CARD: Fault.CARD_MUTE,
    scard.SCARD_W_UNSUPPORTED_CARD: Fault.CARD_MUTE,
    scard.SCARD_E_SHARING_VIOLATION: Fault.CARD_BUSY,
    scard.SCARD_E_NOT_TRANSACTED: Fault.ANSWER_LOST,
}
_DENIED = (scard.SCARD_W_SECURITY_VIOLATION, scard.SCARD_E_NO_ACCESS)
_OK, _TIMEOUT, _CANCELLED = scard.SCARD_S_SUCCESS, scard.SCARD_E_TIMEOUT, scard.SCARD_E_CANCELLED
_PROTOCOLS = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1


class PcscPort:
    """One PC/SC context, made when first needed and anew after pcscd died."""

    def __init__(self) -> None:
        self._context: Any = None

    def readers(self) -> tuple[str, ...] | Failure:
        """The readers that pcscd knows."""
        context = self._established()
        if isinstance(context, Failure):
            return context
        code, names = scard.SCardListReaders(context, [])
        if code == scard.SCARD_E_NO_READERS_AVAILABLE:
            return ()
        return self._failed(code) if code != _OK else tuple(names)

    def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus] | Failure:
        """Blocks in SCardGetStatusChange, off the interpreter's lock."""
        names = self.readers()
        if isinstance(names, Failure):
            return names
        if not names:
            return Failure(Fault.NO_READER)
        wait_ms = int(timeout_s * 1000) if set(names) == set(known) else 0
        states = [(name, known[name].token if name in known else scard.SCARD_STATE_UNAWARE) for name in names]
        code, seen = scard.SCardGetStatusChange(self._context, wait_ms, states)
        if code not in (_OK, _TIMEOUT, _CANCELLED):
            return self._failed(code)
        return {name: _status(flags, bytes(atr)) for name, flags, atr in seen}

    def cancel(self) -> None:
        """SCardCancel: the one call that PC/SC allows from another thread."""
        context = self._context  # the other thread may drop it at any instant
        if context is not None:
            scard.SCardCancel(context)

    def connect(self, reader: str) -> PcscSession | Failure:
        """Shared, T=0 or T=1 as the card prefers. A context that died with an earlier pcscd is replaced once."""
        stale = self._context is not None
        connected = self._connect(reader)
        if stale and isinstance(connected, Failure) and connected.fault is Fault.NO_SERVICE:
            return self._connect(reader)
        return connected

    def _connect(self, reader: str) -> PcscSession | Failure:
        context = self._established()
        if isinstance(context, Failure):
            return context
        code, handle, protocol = scard.SCardConnect(context, reader, scard.SCARD_SHARE_SHARED, _PROTOCOLS)
        if code != _OK:
            return self._failed(code)
        code, _, _, _, atr = scard.SCardStatus(handle)
        if code != _OK:
            scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)
            return self._failed(code)
        return PcscSession(handle, bytes(atr), protocol)

    def close(self) -> None:
        """Release the context."""
        if self._context is not None:
            scard.SCardReleaseContext(self._context)
            self._context = None

    def _established(self) -> Any:
        """Polkit's refusal is a connection reset before a word was said; a pcscd that dies just then does the same."""
        if self._context is None:
            code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
            if code in _DENIED:
                code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
            if code != _OK:
                return Failure(Fault.NOT_ALLOWED, code & 0xFFFF_FFFF) if code in _DENIED else failure(code)
            self._context = context
        return self._context

    def _failed(self, code: int) -> Failure:
        failed = failure(code)
        if failed.fault is Fault.NO_SERVICE:
            self.close()  # a context does not outlive its pcscd
        return failed


class PcscSession:
    """A shared connection to one card."""

    def __init__(self, handle: Any, atr: bytes, protocol: int) -> None:
        self.atr = atr
        self.protocol: Protocols = "t1" if protocol == scard.SCARD_PROTOCOL_T1 else "t0"
        self._handle = handle
        self._pci = scard.SCARD_PCI_T1 if protocol == scard.SCARD_PROTOCOL_T1 else scard.SCARD_PCI_T0

    def begin(self) -> Failure | None:
        """SCardBeginTransaction; a reset by another program is accepted first, nothing of ours depended on it."""
        code = scard.SCardBeginTransaction(self._handle)
        if code == scard.SCARD_W_RESET_CARD:
            code, _ = scard.SCardReconnect(self._handle, scard.SCARD_SHARE_SHARED, _PROTOCOLS, scard.SCARD_LEAVE_CARD)
            if code == _OK:
                code = scard.SCardBeginTransaction(self._handle)
        return None if code == _OK else failure(code)

    def transmit(self, apdu: bytes) -> bytes | Failure:
        """SCardTransmit. Fewer than two bytes with "success" mean that the card went while it worked."""
        code, response = scard.SCardTransmit(self._handle, self._pci, list(apdu))
        if code != _OK:
            return failure(code)
        return bytes(response) if len(response) >= 2 else Failure(Fault.ANSWER_LOST)

    def end(self, *, reset: bool) -> None:
        """SCardEndTransaction; that the card is gone shows at the next call."""
        scard.SCardEndTransaction(self._handle, scard.SCARD_RESET_CARD if reset else scard.SCARD_LEAVE_CARD)

    def close(self) -> None:
        """SCardDisconnect with a reset, so that nothing that was proved stays open."""
        if self._handle is not None:
            scard.SCardDisconnect(self._handle, scard.SCARD_RESET_CARD)
            self._handle = None


def failure(code: int) -> Failure:
    """The failure that a PC/SC return code stands for."""
    return Failure(_FAULTS.get(code, Fault.OTHER), code & 0xFFFF_FFFF)


def _status(flags: int, atr: bytes) -> ReaderStatus:
    """pcsc-lite counts a reader's insertions and removals in the upper 16 bits of its state."""
    present = bool(flags & scard.SCARD_STATE_PRESENT)
    mute = present and (bool(flags & scard.SCARD_STATE_MUTE) or not atr)
    return ReaderStatus(atr if present else None, mute, flags >> 16, flags & ~scard.SCARD_STATE_CHANGED)
