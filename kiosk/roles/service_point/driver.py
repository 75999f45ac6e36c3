"""The driver of a service point: PIN UNBLOCK by the issuer's word; everything else as at any terminal.

No key is here: the issuer makes proof and message for this card and its challenge, and the card judges them.
"""

from __future__ import annotations

from typing import assert_never

from emulator.iso7816.command import Command, MalformedApdu
from emulator.iso7816.status import StatusWord, changed_nothing
from kiosk.card import driver
from kiosk.card.application import attempts_left, is_card, read_counter
from kiosk.card.authentication import CHALLENGE_BYTES, IRK, authenticate_outside, get_challenge, proof_by
from kiosk.card.exchange import send_once
from kiosk.card.outcome import CardGone, Contradicted, Counter, Locked, Proof, Refused, Verified, WrongPin
from kiosk.card.pin import Pin
from kiosk.card.port import Channel, Failure, Fault
from kiosk.card.request import Evidence, Exchanged
from kiosk.roles.service_point.outcome import (
    AnyOutcome,
    NotAnUnblock,
    Returned,
    UnblockChallenge,
    Unblocked,
    UnblockRefused,
    UnblockUnknown,
)
from kiosk.roles.service_point.request import AskReturnedCard, BeginUnblock, ProveUnblock, Unblock, UnblockRequest

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
            return is_card(card, request.card) or _unblock(card, request)
        case AskReturnedCard():
            return is_card(card, request.card) or _returned(card, request.evidence)
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


def _unblock(card: Channel, request: Unblock) -> AnyOutcome:
    command = _as_unblock(request.apdu)
    if command is None:
        return NotAnUnblock()
    response = send_once(card, command)
    if isinstance(response, Failure):
        return UnblockUnknown(response)
    if response.sw == StatusWord.OK:
        return Unblocked(attempts_left(card)) if request.new is None else _held(card, request.new, request.evidence)
    if changed_nothing(response.sw):
        return UnblockRefused(response.sw, attempts_left(card))
    return UnblockUnknown(Failure(Fault.OTHER, response.sw))


def _held(card: Channel, new: Pin, evidence: Evidence | None) -> Unblocked | Contradicted:
    """The card said that it was reset: does it hold the new PIN, and what does PIK say to that."""
    proved = driver.verify(card, new, evidence)
    match proved:
        case Verified(left, shown):
            return Unblocked(left, shown)
        case WrongPin(left):
            return Contradicted(left)
        case Locked():
            return Contradicted(0)
        case CardGone() | Refused():
            return Unblocked(None)
        case _:
            assert_never(proved)


def _as_unblock(apdu: bytes) -> Command | None:
    """None where it is anything else."""
    try:
        command = Command.parse(apdu)
    except MalformedApdu:
        return None
    return command if apdu[:3] == _UNBLOCK and command.case == 3 and not command.extended else None


def _returned(card: Channel, evidence: Evidence) -> AnyOutcome:
    """What the card proves of itself, and its counter, which no other card can have told in between."""
    proof = proof_by(card, IRK, evidence)
    if not isinstance(proof, Proof):
        return proof
    counted = read_counter(card)
    return Returned(proof.data, counted.left) if isinstance(counted, Counter) else counted
