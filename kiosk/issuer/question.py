"""What a self-service session asks the office, one question an answer. None of them could unlock a PIN."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from kiosk.issuer.alphabet import understood
from kiosk.issuer.answers import Answer
from kiosk.issuer.office import Office


@dataclass(frozen=True, slots=True)
class AskRecord:
    """What does the registry say of the card of this identification."""

    card: bytes


@dataclass(frozen=True, slots=True)
class AskProof:
    """What is the card of this identification to prove itself with."""

    card: bytes


@dataclass(frozen=True, slots=True)
class CheckProof:
    """Is `proof`, 8 bytes, the right answer to the question `number`."""

    number: str
    proof: bytes


@dataclass(frozen=True, slots=True)
class AskReadProof:
    """The right to read the holder of the card that is present, for its challenge, 8 bytes."""

    presence: bytes = field(repr=False)
    challenge: bytes


@dataclass(frozen=True, slots=True)
class AskPinProof:
    """What is PIK of the card that is present to answer once its PIN is verified."""

    presence: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Is `proof`, 8 bytes, what PIK answers to the question `number`; `initial`: the PIN is one that cards come with.

    `presence` is the one that the question was asked for.
    """

    number: str
    proof: bytes
    initial: bool
    presence: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClaimPin:
    """The PIN of the card that is present was verified; it has no key that could prove that."""

    presence: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskOtherCards:
    """Which other cards has the holder of the card that is present; asked after their PIN was proved, or claimed."""

    presence: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskEnabling:
    """What is the card that is present to prove around the change of its first PIN."""

    presence: bytes = field(repr=False)


PinShown = CheckPin | ClaimPin
Question = AskRecord | AskProof | CheckProof | AskReadProof | AskPinProof | PinShown | AskOtherCards | AskEnabling


def put(question: Question, office: Office) -> Answer:
    """The office's answer, Away where a terminal has no meaning for it; may block."""
    return understood(_asked(question, office))


def _asked(question: Question, office: Office) -> Answer:
    match question:
        case AskRecord(card):
            return office.record(card)
        case AskProof(card):
            return office.proof_wanted(card)
        case CheckProof(number, proof):
            return office.check_proof(number, proof)
        case AskReadProof(presence, challenge):
            return office.read_proof(presence, challenge)
        case AskPinProof(presence):
            return office.pin_proof_wanted(presence)
        case CheckPin(number, proof, initial):
            return office.check_pin(number, proof, initial)
        case ClaimPin(presence):
            return office.claim_pin(presence)
        case AskOtherCards(presence):
            return office.other_cards(presence)
        case AskEnabling(presence):
            return office.enabling_challenge(presence)
        case _:
            assert_never(question)
