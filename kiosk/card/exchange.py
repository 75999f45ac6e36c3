"""One command and its whole response: the T=0 detours 61xx and 6Cxx (ISO/IEC 7816-3, 10.3.1 and 12.2).

| the command | 61xx | 6Cxx |
|---|---|---|
| reads: `exchange` | fetched, as long as something comes | repeated once, where it asked for a length |
| carries a PIN or a proof, or is the empty VERIFY: `send_once` | the answer as it stands | the answer as it stands |
"""

from __future__ import annotations

from dataclasses import replace

from emulator.iso7816.command import Command
from emulator.iso7816.response import Response
from kiosk.card.port import Channel, Failure, Fault

_SELECT = 0xA4  # the one command with data that changes nothing on the card, however often it is sent
_MOST_DETOURS = 20  # a card that promises more data for ever is cut off


def exchange(card: Channel, command: Command) -> Response | Failure:
    """The response to `command`, which changes nothing, with all its data, or the failure of the first that failed."""
    if card.protocol == "t0" and command.data:
        command = replace(command, le=None)  # a T=0 command with data has no room for Le
    collected, corrected, fetching = b"", False, False
    for _ in range(_MOST_DETOURS):
        raw = card.transmit(command.encode())
        if isinstance(raw, Failure):
            return raw
        response = Response.parse(raw)
        sw1, sw2 = response.sw >> 8, response.sw & 0xFF
        collected += response.data
        if sw1 == 0x6C and not corrected and _may_be_repeated(command):
            command, corrected = replace(command, le=sw2 or 256), True
        elif sw1 == 0x61 and (response.data or not fetching):
            command, corrected, fetching = Command(0x00, 0xC0, 0x00, 0x00, le=sw2 or 256), False, True
        else:
            break
    return Response(collected, response.sw)


def send_once(card: Channel, command: Command) -> Response | Failure:
    """The response to `command`, of which nothing but a status word is due; ANSWER_LOST where anything else comes.

    Sent again, it is a second attempt. Over T=0 its third parameter is a length of data, also where that is none: the
    xx of 6Cxx in its place would make a card wait for so many bytes.
    """
    raw = card.transmit(command.encode())
    if isinstance(raw, Failure):
        return raw
    response = Response.parse(raw)
    return Failure(Fault.ANSWER_LOST) if response.data else response


def _may_be_repeated(command: Command) -> bool:
    return command.le is not None and (not command.data or command.ins == _SELECT)
