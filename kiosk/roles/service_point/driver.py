"""The driver of a service point: PIN UNBLOCK by the issuer's word; everything else as at any terminal.

No key is here: the issuer makes proof and message for this card and its challenge, and the card judges them.
"""

from __future__ import annotations

from typing import assert_never

from emulator.iso7816.command import Command, MalformedApdu
from emulator.iso7816.status import StatusWord
from kiosk.card import driver
from kiosk.card.application import is_card, read_counter
from kiosk.card.authentication import CHALLENGE_BYTES, IRK, authenticate_outside, get_challenge, proof_by
from kiosk.card.exchange import send_once
from kiosk.card.outcome import CardGone, Contradicted, Counter, Locked, Proof, Refused, Verified, WrongPin
from kiosk.card.pin import Pin
from kiosk.card.port import Channel, Failure, Fault
from kiosk.card.request import Evidence, Exchanged
from kiosk.roles.service_point.outcome import (
    AnyOutcome,
    NotAnUnblock,
    NotProved,
    NotUnblocked,
    Returned,
    UnblockChallenge,
    Unblocked,
    UnblockRefused,
    UnblockUnknown,
)
from kiosk.roles.service_point.request import AskReturnedCard, BeginUnblock, ProveUnblock, Unblock, UnblockRequest

PUK = 0x06
_MAY_TRY = 2  # so many attempts, that a wrong one leaves one
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
    counted = read_counter(card)  # whatever was answered: it costs nothing, and may prove that nothing was carried out
    if isinstance(counted, Counter) and (counted.left or 0) < request.least:
        return NotUnblocked(counted.left)
    left = counted.left if isinstance(counted, Counter) else None
    if response.sw != StatusWord.OK:
        return UnblockRefused(response.sw, left)
    if request.new is None:
        return Unblocked(left)
    if left is None or left < _MAY_TRY:
        return _lost_or(counted, request.evidence, left)
    return _held(card, request.new, request.evidence)


def _lost_or(said: object, evidence: Evidence | None, left: int | None, entries: int = 0) -> AnyOutcome:
    """The card's word that it was reset, which it keeps where no key of it could have borne it out."""
    if evidence is None:
        return Unblocked(left)
    return UnblockUnknown(said.failure, entries) if isinstance(said, CardGone) else NotProved(left)


def _held(card: Channel, new: Pin, evidence: Evidence | None) -> AnyOutcome:
    """The card said that it was reset: does it hold the new PIN, and what does PIK say to that."""
    proved = driver.verify(card, new, evidence)
    match proved:
        case Verified(left, b"", denied) if evidence is not None:
            return NotProved(left) if denied else UnblockUnknown(Failure(Fault.ANSWER_LOST))
        case Verified(left, shown):
            return Unblocked(left, shown)
        case WrongPin(left):
            return Contradicted(left)
        case Locked():
            return NotProved(0)  # not by this entry: there were attempts a moment ago
        case CardGone() | Refused():
            return _lost_or(proved, evidence, None, entries=1)
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
