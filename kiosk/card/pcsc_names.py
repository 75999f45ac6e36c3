"""The PC/SC calls that carry a reader's name, which here is the bytes that it is.

A name comes from a driver's list, in whatever encoding its maker used. pyscard takes it for ASCII or UTF-8 and raises
where it is not, so that one such reader would hide all others: these four calls go past it, to the same library.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_LIBRARY = "libpcsclite.so.1"  # pyscard's own
_ATR_BYTES, _NAMES_BYTES = 33, 16 * 1024  # pcsc-lite knows 16 readers with names of 128 bytes at most

# Who made a reader's list of names, and what they wrote with; GB 18030 reads GBK and GB 2312 as well.
_ENCODINGS = ("utf-8", "gb18030")


class _ReaderState(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("user_data", ctypes.c_void_p),
        ("current", ctypes.c_ulong),
        ("event", ctypes.c_ulong),
        ("atr_bytes", ctypes.c_ulong),
        ("atr", ctypes.c_ubyte * _ATR_BYTES),
    )


@dataclass(frozen=True, slots=True)
class Calls:
    """The four calls. Each gives PC/SC's return code first, as pyscard does, and what comes with success after it."""

    list_readers: Callable[[int], tuple[int, tuple[bytes, ...]]]
    status_change: Callable[[int, int, Iterable[tuple[bytes, int]]], tuple[int, list[tuple[bytes, int, bytes]]]]
    connect: Callable[[int, bytes, int, int], tuple[int, int, int]]
    atr: Callable[[int], tuple[int, bytes]]


def calls() -> Calls:
    """The calls of the machine's PC/SC library. Raises OSError where it has none."""
    library = ctypes.CDLL(_LIBRARY)
    list_readers, status_change = library.SCardListReaders, library.SCardGetStatusChange
    connect, status = library.SCardConnect, library.SCardStatus
    for call in (list_readers, status_change, connect, status):
        call.restype = ctypes.c_long

    def listed(context: int) -> tuple[int, tuple[bytes, ...]]:
        names, size = ctypes.create_string_buffer(_NAMES_BYTES), ctypes.c_ulong(_NAMES_BYTES)
        code = list_readers(ctypes.c_long(context), None, names, ctypes.byref(size))
        return code, tuple(name for name in names.raw[: size.value].split(b"\0") if name) if code == 0 else ()

    def changed(
        context: int, wait_ms: int, known: Iterable[tuple[bytes, int]]
    ) -> tuple[int, list[tuple[bytes, int, bytes]]]:
        states = [_ReaderState(name=name, current=state) for name, state in known]
        array = (_ReaderState * len(states))(*states)
        code = status_change(ctypes.c_long(context), ctypes.c_ulong(wait_ms), array, ctypes.c_ulong(len(states)))
        return code, [(each.name, each.event, bytes(each.atr[: min(each.atr_bytes, _ATR_BYTES)])) for each in array]

    def connected(context: int, name: bytes, share: int, protocols: int) -> tuple[int, int, int]:
        card, protocol = ctypes.c_long(), ctypes.c_ulong()
        code = connect(
            ctypes.c_long(context),
            name,
            ctypes.c_ulong(share),
            ctypes.c_ulong(protocols),
            ctypes.byref(card),
            ctypes.byref(protocol),
        )
        return code, card.value, protocol.value

    def atr(card: int) -> tuple[int, bytes]:
        answer, size = (ctypes.c_ubyte * _ATR_BYTES)(), ctypes.c_ulong(_ATR_BYTES)
        code = status(ctypes.c_long(card), None, None, None, None, answer, ctypes.byref(size))
        return code, bytes(answer[: min(size.value, _ATR_BYTES)])

    return Calls(listed, changed, connected, atr)


def by_name(raw_names: Iterable[bytes]) -> dict[str, bytes]:
    """The readers by names that can be shown, looked for and told apart; no two are alike.

    What can't be read or shown stands as \\xNN.
    """
    named: dict[str, bytes] = {}
    for raw in dict.fromkeys(raw_names):
        name = _text(raw)
        named.setdefault(name if name not in named else _escaped(raw), raw)
    return named


def _text(raw: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if name.isprintable():
            return name
    return _escaped(raw)


def _escaped(raw: bytes) -> str:
    """ASCII as it is, every other byte as \\xNN."""
    return "".join(chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:02X}" for byte in raw)
