"""The card's application: selected, recognised by its identification, its records and its counter read."""

from __future__ import annotations

from collections.abc import Mapping

from emulator.iso7816.command import SHORT_ALL, Command
from emulator.iso7816.response import Response
from emulator.iso7816.status import StatusWord, tries_left
from emulator.iso7816.tlv import MalformedTlv, decode_simple
from kiosk.card.exchange import exchange, send_once
from kiosk.card.facts import HolderFacts, day, text
from kiosk.card.outcome import CardGone, Counter, OtherCard, Refused
from kiosk.card.port import Channel, Failure

SSSE_NAME = "sx1.sh.社会保障".encode("gbk")

EF05, EF06 = 5, 6
IDENTIFICATION = 0x01
HOLDER_NUMBER, HOLDER_NAME, HOLDER_NAME_CONTINUED, BIRTH_DATE = 0x08, 0x09, 0x4E, 0x0D
_HOLDER_SIZES = {HOLDER_NUMBER: 18, HOLDER_NAME: 30, HOLDER_NAME_CONTINUED: 20, BIRTH_DATE: 4}


def select(card: Channel, name: bytes) -> Response | Failure:
    """The answer to SELECT by `name`."""
    return exchange(card, Command(0x00, 0xA4, 0x04, 0x00, name, SHORT_ALL))


def read_records(card: Channel, sfi: int, sizes: Mapping[int, int]) -> dict[int, bytes] | Failure:
    """The records of an EF that can be read, by tag; the first refusal for want of rights ends the file."""
    found: dict[int, bytes] = {}
    for tag, size in sizes.items():
        response = exchange(card, Command(0x00, 0xB2, tag, sfi << 3, le=2 + size))
        if isinstance(response, Failure):
            return response
        if response.sw == StatusWord.SECURITY_STATUS:
            break
        if response.sw == StatusWord.OK:
            found |= _value_of(tag, response.data)
    return found


def read_holder(card: Channel) -> HolderFacts | Failure | None:
    """The holder, None where the card does not show it."""
    found = read_records(card, EF06, _HOLDER_SIZES)
    if isinstance(found, Failure):
        return found
    if HOLDER_NUMBER not in found:
        return None
    name = found.get(HOLDER_NAME, b"").rstrip(b"\0") + found.get(HOLDER_NAME_CONTINUED, b"")
    return HolderFacts(text(found[HOLDER_NUMBER]), text(name), day(found.get(BIRTH_DATE, b"")))


def is_card(card: Channel, identification: bytes) -> CardGone | OtherCard | None:
    """None where this is the card of that identification, selected and ready; else what it is."""
    selected = select(card, SSSE_NAME)
    if isinstance(selected, Failure):
        return CardGone(selected)
    if selected.sw != StatusWord.OK:
        return OtherCard()
    found = read_records(card, EF05, {IDENTIFICATION: 16})
    if isinstance(found, Failure):
        return CardGone(found)
    return None if found.get(IDENTIFICATION) == identification else OtherCard()


def read_counter(card: Channel) -> Counter | CardGone | Refused:
    """The attempts left, by the empty VERIFY, which costs none."""
    response = send_once(card, Command(0x00, 0x20, 0x00, 0x00))
    if isinstance(response, Failure):
        return CardGone(response)
    left = tries_left(response.sw)
    if left is not None:
        return Counter(left)
    fixed: dict[int, Counter] = {StatusWord.LOCKED: Counter(0), StatusWord.OK: Counter(None)}
    return fixed.get(response.sw, Refused(response.sw))


def attempts_left(card: Channel) -> int | None:
    """The attempts left, None where that can't be asked."""
    counted = read_counter(card)
    return counted.left if isinstance(counted, Counter) else None


def _value_of(tag: int, record: bytes) -> dict[int, bytes]:
    try:
        return {read: value for read, value in decode_simple(record) if read == tag}
    except MalformedTlv:
        return {}
