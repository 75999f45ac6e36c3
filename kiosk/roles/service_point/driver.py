"""The driver of a service point: PIN UNBLOCK by the issuer's word; everything else as at any terminal.

No key is here: the issuer makes proof and message for this card and its challenge, and the card judges them.
"""

from __future__ import annotations

from emulator.iso7816.command import Command, MalformedApdu
from emulator.iso7816.status import StatusWord, changed_nothing
from kiosk.card import driver
from kiosk.card.application import attempts_left, is_card, read_counter
from kiosk.card.authentication import CHALLENGE_BYTES, authenticate_outside, get_challenge
from kiosk.card.exchange import send_once
from kiosk.card.outcome import CardGone, Counter, Unsettled, Verified, WrongPin
from kiosk.card.pin import Pin
from kiosk.card.port import Channel, Failure, Fault
from kiosk.card.request import Exchanged
from kiosk.roles.service_point.outcome import (
    AnyOutcome,
    NotAnUnblock,
    NotUnblocked,
    UnblockChallenge,
    Unblocked,
    UnblockRefused,
    UnblockUnknown,
)
from kiosk.roles.service_point.request import AskUnblocked, BeginUnblock, ProveUnblock, Unblock, UnblockRequest

PUK = 0x06
_UNBLOCK = bytes.fromhex("842400")


def carry_out(request: Exchanged | UnblockRequest, card: Channel) -> AnyOutcome:
    """The outcome of `request` on `card`, inside a transaction that the caller holds."""
    match request:
        case BeginUnblock():
            return is_card(card, request.card) or _challenge(card)
        case ProveUnblock():
            return is_card(card, request.card) or _prove(card, request.proof)
        case Unblock():
            return is_card(card, request.card) or _unblock(card, request.apdu)
        case AskUnblocked():
            return is_card(card, request.card) or _asked(card, request.before, request.new)
        case _:
            return driver.carry_out(request, card)


def _challenge(card: Channel) -> AnyOutcome:
    response = get_challenge(card)
    if isinstance(response, Failure):
        return CardGone(response)
    if response.sw != StatusWord.OK or len(response.data) != CHALLENGE_BYTES:
        return UnblockRefused(response.sw)
    return UnblockChallenge(response.data)


def _prove(card: Channel, proof: bytes) -> AnyOutcome:
    proved = authenticate_outside(card, PUK, proof)
    if isinstance(proved, Failure):
        return CardGone(proved)
    return _challenge(card) if proved.sw == StatusWord.OK else UnblockRefused(proved.sw)


def _unblock(card: Channel, apdu: bytes) -> AnyOutcome:
    command = _as_unblock(apdu)
    if command is None:
        return NotAnUnblock()
    response = send_once(card, command)
    if isinstance(response, Failure):
        return UnblockUnknown(response)
    if response.sw == StatusWord.OK:
        return Unblocked(attempts_left(card))
    refused = changed_nothing(response.sw)
    return UnblockRefused(response.sw) if refused else UnblockUnknown(Failure(Fault.OTHER, response.sw))


def _as_unblock(apdu: bytes) -> Command | None:
    """None where it is anything else."""
    try:
        command = Command.parse(apdu)
    except MalformedApdu:
        return None
    return command if apdu[:3] == _UNBLOCK and command.case == 3 and not command.extended else None


def _asked(card: Channel, before: int | None, new: Pin | None) -> AnyOutcome:
    """By the counter, which an unblock sets back; a new PIN by one VERIFY, where that can't lock the card."""
    counted = read_counter(card)
    if not isinstance(counted, Counter):
        return counted
    left = counted.left or 0
    if new is None:
        return Unblocked(left) if before is not None and left > before else NotUnblocked(left)
    if left < driver.SAFE_TO_ASK:
        return NotUnblocked(left) if left == before else Unsettled(left)
    proved = driver.verify(card, new)
    match proved:
        case Verified(now):
            return Unblocked(now)
        case WrongPin(now):
            return NotUnblocked(now) if left == before else Unsettled(now)
        case _:
            return proved
