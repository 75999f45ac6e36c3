"""The driver: what is said to the card for each request. Every request starts from the card's own selection.

CHANGE PIN is sent only after the present PIN was verified in the same transaction; from then until its answer is in,
a failure means that nobody knows which PIN holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from emulator.iso7816.command import SHORT_ALL, Command
from emulator.iso7816.response import Response
from emulator.iso7816.status import StatusWord, tries_left
from emulator.iso7816.tlv import MalformedTlv, decode_simple
from kiosk.card.exchange import exchange
from kiosk.card.facts import CardFacts, HolderFacts, day, text
from kiosk.card.outcome import (
    CardGone,
    CardRead,
    Changed,
    Counter,
    Locked,
    NotOurs,
    OtherCard,
    Outcome,
    Refused,
    Unchanged,
    Unknown,
    Unsettled,
    Verified,
    WrongPin,
)
from kiosk.card.pin import Pin
from kiosk.card.port import Channel, Failure, Fault
from kiosk.card.request import AskWhichPin, ChangePin, Exchanged, ReadCard, ReadCounter, VerifyPin

SSSE_NAME = "sx1.sh.社会保障".encode("gbk")
BANK_NAME = bytes.fromhex("A000000333010101")

EF05, EF06 = 5, 6
IDENTIFICATION, VERSION, ISSUED, VALID_UNTIL, NUMBER = 0x01, 0x03, 0x05, 0x06, 0x07
HOLDER_NUMBER, HOLDER_NAME, HOLDER_NAME_CONTINUED, BIRTH_DATE = 0x08, 0x09, 0x4E, 0x0D
_SIZES = {IDENTIFICATION: 16, VERSION: 4, ISSUED: 4, VALID_UNTIL: 4, NUMBER: 9}
_HOLDER_SIZES = {HOLDER_NUMBER: 18, HOLDER_NAME: 30, HOLDER_NAME_CONTINUED: 20, BIRTH_DATE: 4}

_BLOCKED = (StatusWord.APPLICATION_BLOCKED, StatusWord.NOT_SUPPORTED)
_MEMORY_DOUBTFUL = (StatusWord.MEMORY_FAILURE, StatusWord.INTERNAL)
_SAFE_TO_ASK = 3  # two wrong answers in a row still leave an attempt


def carry_out(request: Exchanged, card: Channel) -> Outcome:
    """The outcome of `request` on `card`, inside a transaction that the caller holds."""
    match request:
        case ReadCard():
            return _read_card(card)
        case ReadCounter():
            return _is_card(card, request.card) or _counter(card)
        case VerifyPin():
            return _is_card(card, request.card) or _verify(card, request.present)
        case ChangePin():
            return _is_card(card, request.card) or _change(card, request.present, request.new)
        case AskWhichPin():
            return _is_card(card, request.card) or _which(card, request.present, request.new)
        case _:
            assert_never(request)


def _select(card: Channel, name: bytes) -> Response | Failure:
    return exchange(card, Command(0x00, 0xA4, 0x04, 0x00, name, SHORT_ALL))


def _read_card(card: Channel) -> Outcome:
    selected = _select(card, SSSE_NAME)
    if isinstance(selected, Failure):
        return CardGone(selected)
    if selected.sw in _BLOCKED:  # one of ours, blocked for ever: its bank application is not what it is here for
        return Refused(selected.sw)
    if selected.sw != StatusWord.OK:
        bank = _select(card, BANK_NAME)
        return CardGone(bank) if isinstance(bank, Failure) else NotOurs(bank=bank.sw == StatusWord.OK)
    data = _records(card, EF05, _SIZES)
    if isinstance(data, Failure):
        return CardGone(data)
    if len(data.get(IDENTIFICATION, b"")) != 16:
        return NotOurs(bank=False)
    holder = _records(card, EF06, _HOLDER_SIZES)
    if isinstance(holder, Failure):
        return CardGone(holder)
    counted = _counter(card)
    if not isinstance(counted, Counter):
        return counted
    return CardRead(
        CardFacts(
            atr=card.atr,
            protocol=card.protocol,
            identification=data[IDENTIFICATION],
            version=text(data.get(VERSION, b"")),
            number=text(data.get(NUMBER, b"")),
            issued=day(data.get(ISSUED, b"")),
            valid_until=day(data.get(VALID_UNTIL, b"")),
            tries_left=counted.left,
            holder=_holder(holder),
        )
    )


def _holder(records: Mapping[int, bytes]) -> HolderFacts | None:
    if HOLDER_NUMBER not in records:
        return None
    name = records.get(HOLDER_NAME, b"").rstrip(b"\0") + records.get(HOLDER_NAME_CONTINUED, b"")
    return HolderFacts(text(records[HOLDER_NUMBER]), text(name), day(records.get(BIRTH_DATE, b"")))


def _records(card: Channel, sfi: int, sizes: Mapping[int, int]) -> dict[int, bytes] | Failure:
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


def _value_of(tag: int, record: bytes) -> dict[int, bytes]:
    try:
        return {read: value for read, value in decode_simple(record) if read == tag}
    except MalformedTlv:
        return {}


def _is_card(card: Channel, identification: bytes) -> Outcome | None:
    """None where this is the card of that identification, selected and ready; else what it is."""
    selected = _select(card, SSSE_NAME)
    if isinstance(selected, Failure):
        return CardGone(selected)
    if selected.sw != StatusWord.OK:
        return OtherCard()
    records = _records(card, EF05, {IDENTIFICATION: 16})
    if isinstance(records, Failure):
        return CardGone(records)
    return None if records.get(IDENTIFICATION) == identification else OtherCard()


def _counter(card: Channel) -> Counter | CardGone | Refused:
    response = exchange(card, Command(0x00, 0x20, 0x00, 0x00))
    if isinstance(response, Failure):
        return CardGone(response)
    left = tries_left(response.sw)
    if left is not None:
        return Counter(left)
    fixed: dict[int, Counter] = {StatusWord.LOCKED: Counter(0), StatusWord.OK: Counter(None)}
    return fixed.get(response.sw, Refused(response.sw))


def _verify(card: Channel, pin: Pin) -> Verified | WrongPin | Locked | CardGone | Refused:
    proved = _prove(card, pin)
    return Verified(_left(card)) if isinstance(proved, Verified) else proved


def _prove(card: Channel, pin: Pin) -> Verified | WrongPin | Locked | CardGone | Refused:
    """As `_verify`, with nothing after VERIFY that could be lost."""
    response = exchange(card, Command(0x00, 0x20, 0x00, 0x00, pin.bcd()))
    if isinstance(response, Failure):
        return CardGone(response)
    return Verified(None) if response.sw == StatusWord.OK else _not_right(response.sw)


def _not_right(sw: int) -> WrongPin | Locked | Refused:
    left = tries_left(sw)
    if left is not None:
        return WrongPin(left)
    return Locked() if sw == StatusWord.LOCKED else Refused(sw)


def _left(card: Channel) -> int | None:
    counted = _counter(card)
    return counted.left if isinstance(counted, Counter) else None


def _change(card: Channel, present: Pin, new: Pin) -> Outcome:
    proved = _prove(card, present)
    if not isinstance(proved, Verified):
        return proved
    response = exchange(card, Command(0x80, 0x5E, 0x01, 0x00, present.bcd() + b"\xff" + new.bcd()))
    if isinstance(response, Failure):
        return Unknown(response)
    if response.sw in _MEMORY_DOUBTFUL:
        return Unknown(Failure(Fault.OTHER, response.sw))
    if response.sw == StatusWord.OK:
        return Changed(_left(card))
    return _not_right(response.sw)


def _which(card: Channel, present: Pin, new: Pin) -> Outcome:
    """Try the new PIN, then the present one: whichever is right gives back the attempt that the other cost."""
    counted = _counter(card)
    if not isinstance(counted, Counter):
        return counted
    if counted.left is None or counted.left < _SAFE_TO_ASK:
        return Unsettled(counted.left or 0)
    as_new = _verify(card, new)
    if isinstance(as_new, Verified):
        return Changed(as_new.left)
    if not isinstance(as_new, WrongPin):
        return as_new
    as_present = _verify(card, present)
    match as_present:
        case Verified(left):
            return Unchanged(left)
        case WrongPin(left):
            return Unsettled(left)
        case _:
            return as_present
