"""One command and its whole response: what a host does about 61xx and 6Cxx (ISO/IEC 7816-3, 10.3.1 and 12.2)."""

from __future__ import annotations

from collections.abc import Callable

from emulator.iso7816.command import Command, MalformedApdu
from emulator.iso7816.response import Response

_GET_RESPONSE = bytes.fromhex("00C00000")
# The card's commands whose third parameter is a length of data: blocks, VERIFY, unblock, CHANGE PIN, proof, updates.
_GIVES_DATA = frozenset((0x16, 0x1E, 0x20, 0x24, 0x5E, 0x82, 0xD6, 0xDC))
_MOST_DETOURS = 300  # 65,536 bytes in pieces of 256, and some; a card that promises more for ever is cut off


def exchange(transmit: Callable[[bytes], bytes], apdu: bytes) -> bytes:
    """The response to `apdu` with all its data, the last status word at its end.

    61xx is fetched with GET RESPONSE, as long as something comes. 6Cxx is asked for once more with the right length,
    unless the command carries data, or is one that does where this one has none: a VERIFY that is sent again is a
    second attempt. What `transmit` raises goes through.
    """
    collected, corrected, fetching = b"", False, False
    for _ in range(_MOST_DETOURS):
        raw = transmit(apdu)
        response = Response.parse(raw)
        sw1, sw2 = raw[-2:]
        if sw1 == 0x6C and not corrected and _may_be_repeated(apdu):
            apdu, corrected = apdu[:4] + bytes((sw2,)), True
        elif sw1 == 0x61 and (response.data or not fetching):
            collected += response.data
            apdu, corrected, fetching = _GET_RESPONSE + bytes((sw2,)), False, True
        else:
            break
    return collected + raw


def _may_be_repeated(apdu: bytes) -> bool:
    """Not what is no APDU either: nobody knows what a card made of it."""
    try:
        command = Command.parse(apdu)
    except MalformedApdu:
        return False
    return not command.data and command.ins not in _GIVES_DATA
