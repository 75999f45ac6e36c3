"""What only a service point asks the office, one question an answer: for a member of staff, and for a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from kiosk.card.pin import Pin
from kiosk.card.request import pins_of
from kiosk.issuer import question as plain
from kiosk.issuer.alphabet import SOUND, is_line, is_token, understood
from kiosk.issuer.answers import Answer, Away
from kiosk.issuer.question import AskOtherCards, AskProof, AskReadProof, AskRecord, CheckProof
from kiosk.roles.service_point.answers import CaseOpened, SignedIn, UnblockMessage
from kiosk.roles.service_point.matter import Document, Matter, Who
from kiosk.roles.service_point.office import ServicePointOffice


@dataclass(frozen=True, slots=True)
class AskStaffProof:
    """What is the operator card of this identification to prove itself with."""

    card: bytes


@dataclass(frozen=True, slots=True)
class SignIn:
    """Sign in whoever's card answered the question `number` with `proof`, 8 bytes."""

    number: str
    proof: bytes


@dataclass(frozen=True, slots=True)
class EndSession:
    """Sign out."""

    session: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordCase:
    """Open a case for the holder of `card`. `key` names the question, which may come twice."""

    session: bytes = field(repr=False)
    card: bytes
    matter: Matter
    who: Who
    documents: frozenset[Document]
    key: str


@dataclass(frozen=True, slots=True)
class AskPresenceProof:
    """What is the card of the case to prove its presence with, now."""

    card: bytes


@dataclass(frozen=True, slots=True)
class CheckPresence:
    """Is `proof`, 8 bytes, the right answer to the question `number`."""

    number: str
    proof: bytes


@dataclass(frozen=True, slots=True)
class AskUnblockProof:
    """The proof of PUK for the card of the case, for its challenge, 8 bytes."""

    session: bytes = field(repr=False)
    case: str
    presence: bytes = field(repr=False)
    challenge: bytes


@dataclass(frozen=True, slots=True)
class AskUnblockMessage:
    """The PIN UNBLOCK command for the card of the case, for its next challenge; `new` is the PIN of a reset."""

    session: bytes = field(repr=False)
    case: str
    challenge: bytes
    new: Pin | None


StaffQuestion = AskStaffProof | SignIn | EndSession
CaseQuestion = RecordCase | AskPresenceProof | CheckPresence | AskUnblockProof | AskUnblockMessage
AnyQuestion = plain.Question | StaffQuestion | CaseQuestion
AnyAnswer = Answer | SignedIn | CaseOpened | UnblockMessage


_SOUND = {
    **SOUND,
    SignedIn: lambda answer: is_token(answer.session) and is_line(answer.name),
    CaseOpened: lambda answer: is_line(answer.case),
    UnblockMessage: lambda answer: is_token(answer.apdu),
}


def put(question: AnyQuestion, office: ServicePointOffice) -> AnyAnswer:
    """The office's answer; may block. Away where a terminal has no meaning for it, or the question was given up."""
    return understood(_asked(question, office), _SOUND)


def _asked(question: AnyQuestion, office: ServicePointOffice) -> AnyAnswer:
    if any(pin.wiped for pin in pins_of(question)):
        return Away()
    match question:
        case AskStaffProof(card):
            return office.staff_proof_wanted(card)
        case SignIn(number, proof):
            return office.sign_in(number, proof)
        case EndSession(session):
            return office.sign_out(session)
        case RecordCase(session, card, matter, who, documents, key):
            return office.open_case(session, card, matter, who, documents, key)
        case AskPresenceProof(card):
            return office.proof_wanted(card)
        case CheckPresence(number, proof):
            return office.check_proof(number, proof)
        case AskUnblockProof(session, case, presence, challenge):
            return office.unblock_proof(session, case, presence, challenge)
        case AskUnblockMessage(session, case, challenge, new):
            return office.unblock_message(session, case, challenge, new)
        case AskRecord() | AskProof() | CheckProof() | AskReadProof() | AskOtherCards():
            return plain.put(question, office)
        case _:
            assert_never(question)
