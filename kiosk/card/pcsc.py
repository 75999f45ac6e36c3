"""The port over PC/SC: real readers, and virtual ones behind vpcd.

From a PC/SC return code to a fault, and from reader state flags to a status: the two tables below are all of it.
An empty response with the code "success" is what a card pulled out mid-command leaves behind; see `transmit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from smartcard import scard

from kiosk.card.pcsc_names import Calls, by_name
from kiosk.card.pcsc_names import calls as pcsc_calls
from kiosk.card.port import Failure, Fault, Protocols, ReaderStatus

_FAULTS: dict[Fault, tuple[int, ...]] = {
    # pcscd isn't there, or what was had of it died with it
    Fault.NO_SERVICE: (
        scard.SCARD_E_NO_SERVICE,
        scard.SCARD_E_SERVICE_STOPPED,
        scard.SCARD_E_INVALID_HANDLE,
        scard.SCARD_E_SYSTEM_CANCELLED,
        scard.SCARD_P_SHUTDOWN,
        scard.SCARD_F_COMM_ERROR,
        scard.SCARD_W_SECURITY_VIOLATION,  # pcsc-lite: the connection was reset; but see `_established`
    ),
    Fault.SERVICE_SILENT: (scard.SCARD_F_WAITED_TOO_LONG, scard.SCARD_E_SERVER_TOO_BUSY),
    Fault.NOT_ALLOWED: (scard.SCARD_E_NO_ACCESS,),
    Fault.NO_READER: (
        scard.SCARD_E_NO_READERS_AVAILABLE,
        scard.SCARD_E_UNKNOWN_READER,
        scard.SCARD_E_READER_UNAVAILABLE,
    ),
    Fault.CARD_GONE: (scard.SCARD_E_NO_SMARTCARD, scard.SCARD_W_REMOVED_CARD),
    Fault.CARD_MUTE: (scard.SCARD_W_UNRESPONSIVE_CARD, scard.SCARD_W_UNPOWERED_CARD, scard.SCARD_E_NOT_READY),
    # in the reader and awake, and nothing that a terminal can talk to: a memory card, T=2, T=14, T=15, a broken ATR
    Fault.CARD_UNSUPPORTED: (
        scard.SCARD_E_PROTO_MISMATCH,
        scard.SCARD_W_UNSUPPORTED_CARD,
        scard.SCARD_E_CARD_UNSUPPORTED,
        scard.SCARD_E_UNKNOWN_CARD,
        scard.SCARD_E_INVALID_ATR,
    ),
    Fault.CARD_BUSY: (scard.SCARD_E_SHARING_VIOLATION,),
    Fault.ANSWER_LOST: (scard.SCARD_E_NOT_TRANSACTED, scard.SCARD_E_COMM_DATA_LOST, scard.SCARD_W_RESET_CARD),
}


def codes_of(fault: Fault) -> tuple[int, ...]:
    """The return codes, in 32 bits, that stand for this fault."""
    return tuple(code & 0xFFFF_FFFF for code in _FAULTS.get(fault, ()))


_FAULT_OF = {code & 0xFFFF_FFFF: fault for fault, codes in _FAULTS.items() for code in codes}
_DENIED = (scard.SCARD_W_SECURITY_VIOLATION, scard.SCARD_E_NO_ACCESS)
_OK, _TIMEOUT, _CANCELLED = scard.SCARD_S_SUCCESS, scard.SCARD_E_TIMEOUT, scard.SCARD_E_CANCELLED
_PROTOCOLS = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
_UNAWARE = scard.SCARD_STATE_UNAWARE
_NOT_THERE = scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE | scard.SCARD_STATE_IGNORE
_STAYS = ~scard.SCARD_STATE_CHANGED  # of a state, what goes back into the next wait
_LISTINGS = 3  # readers that come and go faster than we look are taken for none


class PcscPort:
    """One PC/SC context, made when first needed and anew after pcscd died."""

    def __init__(self) -> None:
        self._context: Any = None
        self._calls: Calls | None = None
        self._raw: dict[str, bytes] = {}  # the readers listed last, by the names that we show
        self._away: dict[str, int] = {}  # of those, the ones that were not there, with their state

    def readers(self) -> tuple[str, ...] | Failure:
        """The readers that pcscd knows."""
        listed = self._listed()
        return listed if isinstance(listed, Failure) else tuple(self._raw)

    def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus] | Failure:
        """Blocks in SCardGetStatusChange, off the interpreter's lock."""
        for _ in range(_LISTINGS):
            calls = self._listed()
            if isinstance(calls, Failure):
                return calls
            if not self._raw:
                break
            tokens = {**self._away, **{name: status.token for name, status in known.items()}}
            wait_ms = int(timeout_s * 1000) if set(self._raw) <= set(tokens) and set(known) <= set(self._raw) else 0
            names = {raw: name for name, raw in self._raw.items()}
            states = [(raw, tokens.get(name, _UNAWARE)) for raw, name in names.items()]
            code, seen = calls.status_change(self._context, wait_ms, states)
            if code == scard.SCARD_E_UNKNOWN_READER:
                continue  # one went between the two calls; the others are there still
            if code not in (_OK, _TIMEOUT, _CANCELLED):
                return self._failed(code)
            looked = {names[raw]: (flags, atr) for raw, flags, atr in seen}
            self._away = {name: flags & _STAYS for name, (flags, _) in looked.items() if flags & _NOT_THERE}
            there = {name: _status(*state) for name, state in looked.items() if name not in self._away}
            return there or Failure(Fault.NO_READER)
        return Failure(Fault.NO_READER)

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
        calls = self._listed() if reader not in self._raw else self._established()
        if isinstance(calls, Failure):
            return calls
        if reader not in self._raw:
            return Failure(Fault.NO_READER)
        code, handle, protocol = calls.connect(self._context, self._raw[reader], scard.SCARD_SHARE_SHARED, _PROTOCOLS)
        if code != _OK:
            return self._failed(code)
        code, atr = calls.atr(handle)
        if code != _OK:
            scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)
            return self._failed(code)
        return PcscSession(handle, atr, protocol)

    def close(self) -> None:
        """Release the context."""
        if self._context is not None:
            scard.SCardReleaseContext(self._context)
            self._context = None

    def _listed(self) -> Calls | Failure:
        """The readers anew, and what they can be asked with."""
        calls = self._established()
        if isinstance(calls, Failure):
            return calls
        code, raw_names = calls.list_readers(self._context)
        if code not in (_OK, scard.SCARD_E_NO_READERS_AVAILABLE):
            return self._failed(code)
        self._raw = by_name(raw_names)
        return calls

    def _established(self) -> Calls | Failure:
        """Polkit's refusal is a connection reset before a word was said; a pcscd that dies just then does the same."""
        if self._context is None:
            code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
            if code in _DENIED:
                code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
            if code != _OK:
                return Failure(Fault.NOT_ALLOWED, code & 0xFFFF_FFFF) if code in _DENIED else failure(code)
            self._context = context
        if self._calls is None:
            self._calls = pcsc_calls()
        return self._calls

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
    """The failure that a PC/SC return code stands for; OTHER where it says nothing of readers or cards."""
    unsigned = code & 0xFFFF_FFFF
    return Failure(_FAULT_OF.get(unsigned, Fault.OTHER), unsigned)


def _status(flags: int, atr: bytes) -> ReaderStatus:
    """pcsc-lite counts a reader's insertions and removals in the upper 16 bits of its state."""
    present = bool(flags & scard.SCARD_STATE_PRESENT)
    mute = present and (bool(flags & scard.SCARD_STATE_MUTE) or not atr)
    return ReaderStatus(atr if present else None, mute, flags >> 16, flags & _STAYS)
