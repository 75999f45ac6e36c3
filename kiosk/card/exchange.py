"""One command and its whole response: the T=0 detours 61xx and 6Cxx are folded (ISO/IEC 7816-3, 10.3.1 and 12.2)."""

from __future__ import annotations

from dataclasses import replace

from emulator.iso7816.command import Command
from emulator.iso7816.response import Response
from kiosk.card.port import Channel, Failure

_SELECT = 0xA4  # the one command with data that changes nothing on the card, however often it is sent
_MOST_DETOURS = 20  # a card that promises more data for ever is cut off


def exchange(card: Channel, command: Command) -> Response | Failure:
    """The response to `command` with all its data, or the failure of the first exchange that failed.

    What carries a PIN or a proof is sent once, whatever a card says of its length: sent again it is a second attempt.
    """
    if card.protocol == "t0" and command.data:
        command = replace(command, le=None)  # a T=0 command with data has no room for Le
    collected = b""
    for _ in range(_MOST_DETOURS):
        raw = card.transmit(command.encode())
        if isinstance(raw, Failure):
            return raw
        response = Response.parse(raw)
        sw1, sw2 = response.sw >> 8, response.sw & 0xFF
        collected += response.data
        if sw1 == 0x6C and (not command.data or command.ins == _SELECT):
            command = replace(command, le=sw2 or 256)
        elif sw1 == 0x61:
            command = Command(0x00, 0xC0, 0x00, 0x00, le=sw2 or 256)
        else:
            return Response(collected, response.sw)
    return Response(collected, response.sw)
