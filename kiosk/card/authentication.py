"""What card and issuer prove to each other: the terminal carries it, and understands none of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, assert_never

from emulator.iso7816.command import Command
from emulator.iso7816.response import Response
from emulator.iso7816.status import StatusWord
from kiosk.card.application import is_card, read_holder
from kiosk.card.exchange import exchange, send_once
from kiosk.card.outcome import CardGone, ChallengeRead, HolderRead, NoInquiry, OtherCard, Proof, Refused
from kiosk.card.port import Channel, Failure
from kiosk.card.request import Evidence, Inquiry, ProveCard, ReadChallenge, ReadHolder

ReadT = TypeVar("ReadT", Proof, ChallengeRead)

IRK, RKSSSE, PIK = 0x00, 0x0A, 0x0C
PROOF_BYTES, CHALLENGE_BYTES = 8, 8


def inquire(request: Inquiry, card: Channel) -> Proof | ChallengeRead | HolderRead | NoInquiry:
    """What came of an inquiry; whatever fails, it came to nothing and no more."""
    wrong = is_card(card, request.card)
    if wrong is not None:
        return NoInquiry(other_card=isinstance(wrong, OtherCard))
    match request:
        case ProveCard(factor=factor, info=info):
            return _of_size(PROOF_BYTES, Proof, _authenticate_card(card, IRK, factor + info))
        case ReadChallenge():
            return _of_size(CHALLENGE_BYTES, ChallengeRead, get_challenge(card))
        case ReadHolder(proof=proof):
            return _read_holder(card, proof)
        case _:
            assert_never(request)


def get_challenge(card: Channel) -> Response | Failure:
    """The answer to GET CHALLENGE, 8 bytes of data where all is well."""
    return exchange(card, Command(0x00, 0x84, 0x00, 0x00, le=CHALLENGE_BYTES))


def authenticate_outside(card: Channel, key: int, proof: bytes) -> Response | Failure:
    """The answer to EXTERNAL AUTHENTICATE with `key` and the issuer's proof, 16 bytes."""
    return send_once(card, Command(0x00, 0x82, 0x00, key, proof))


def proof_by(card: Channel, key: int, evidence: Evidence) -> Proof | Refused | CardGone:
    """What `key` of the card makes of the issuer's factor and info; why not, where there is no proof."""
    response = _authenticate_card(card, key, evidence.factor + evidence.info)
    if isinstance(response, Failure):
        return CardGone(response)
    proof = _of_size(PROOF_BYTES, Proof, response)
    return Refused(response.sw) if isinstance(proof, NoInquiry) else proof


def _authenticate_card(card: Channel, key: int, data: bytes) -> Response | Failure:
    return exchange(card, Command(0x00, 0x88, 0x00, key, data, PROOF_BYTES))


def _read_holder(card: Channel, proof: bytes) -> HolderRead | NoInquiry:
    proved = authenticate_outside(card, RKSSSE, proof)
    if isinstance(proved, Failure):
        return NoInquiry()
    if proved.sw != StatusWord.OK:
        return NoInquiry(proved.sw)
    read = read_holder(card)
    return NoInquiry() if read is None or isinstance(read, Failure) else HolderRead(read)


def _of_size(size: int, kind: Callable[[bytes], ReadT], response: Response | Failure) -> ReadT | NoInquiry:
    if isinstance(response, Failure):
        return NoInquiry()
    whole = response.sw == StatusWord.OK and len(response.data) == size
    return kind(response.data) if whole else NoInquiry(response.sw)
