"""One command and its whole response: what a host does about 61xx and 6Cxx (ISO/IEC 7816-3, 10.3.1 and 12.2)."""

from __future__ import annotations

from collections.abc import Callable

from emulator.iso7816.command import MalformedApdu, parse_body
from emulator.iso7816.response import Response

_GET_RESPONSE = bytes.fromhex("00C00000")
_MOST_DETOURS = 300  # 65,536 bytes in pieces of 256, and some; a card that promises more for ever is cut off


def exchange(transmit: Callable[[bytes], bytes], apdu: bytes) -> bytes:
    """The response to `apdu` with all its data, the last status word at its end.

    61xx is fetched with GET RESPONSE. 6Cxx is asked for once more with the right length, unless the command carries
    data: a VERIFY that is sent again is a second attempt. What `transmit` raises goes through.
    """
    collected, corrected = b"", False
    for _ in range(_MOST_DETOURS):
        raw = transmit(apdu)
        response = Response.parse(raw)
        sw1, sw2 = raw[-2:]
        if sw1 == 0x6C and not corrected and not _carries_data(apdu):
            apdu, corrected = apdu[:4] + bytes((sw2,)), True
        elif sw1 == 0x61:
            collected += response.data
            apdu, corrected = _GET_RESPONSE + bytes((sw2,)), False
        else:
            break
    return collected + raw


def _carries_data(apdu: bytes) -> bool:
    """Also of what is no APDU: nobody knows what a card made of it."""
    try:
        return len(apdu) < 4 or bool(parse_body(apdu)[0])
    except MalformedApdu:
        return True
