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
class AskOtherCards:
    """Which other cards has the holder of the card that is present; asked after their PIN was verified."""

    presence: bytes = field(repr=False)


Question = AskRecord | AskProof | CheckProof | AskReadProof | AskOtherCards


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
        case AskOtherCards(presence):
            return office.other_cards(presence)
        case _:
            assert_never(question)
