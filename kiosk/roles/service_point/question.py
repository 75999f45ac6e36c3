"""What only a service point asks the office, one question an answer: for a member of staff, and for a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from kiosk.card.pin import Pin
from kiosk.card.request import pins_of
from kiosk.issuer import question as plain
from kiosk.issuer.alphabet import SOUND, is_line, is_token, understood
from kiosk.issuer.answers import Answer, Away, ProofWanted
from kiosk.roles.service_point.answers import CaseOpened, OperatorProved, SignedIn, UnblockMessage
from kiosk.roles.service_point.matter import Document, Matter, Who
from kiosk.roles.service_point.office import ServicePointOffice


@dataclass(frozen=True, slots=True)
class AskOperator:
    """What is the operator card of this identification to prove itself with."""

    card: bytes


@dataclass(frozen=True, slots=True)
class CheckOperator:
    """Is `proof`, 8 bytes, the operator card's right answer to the question `number`."""

    number: str
    proof: bytes


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Sign in whoever's card answered the question `number` with `proof`, 8 bytes, once its PIN was verified."""

    number: str
    proof: bytes


@dataclass(frozen=True, slots=True)
class EndSession:
    """Sign out."""

    session: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskCaseProof:
    """What is the operator card of the session to prove itself with, for a case."""

    session: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordCase:
    """Open a case for the holder of the card of `presence`; the operator card answered `number` with `proof`.

    `key` names the case, which may be asked for twice.
    """

    session: bytes = field(repr=False)
    number: str
    proof: bytes
    presence: bytes = field(repr=False)
    matter: Matter
    who: Who
    documents: frozenset[Document]
    key: str


@dataclass(frozen=True, slots=True)
class AskPresence:
    """What is the card of the case to prove its presence with, now."""

    session: bytes = field(repr=False)
    case: str


@dataclass(frozen=True, slots=True)
class CheckPresence:
    """Is `proof`, 8 bytes, the right answer of the card of the case to the question `number`."""

    session: bytes = field(repr=False)
    case: str
    number: str
    proof: bytes


@dataclass(frozen=True, slots=True)
class AskPukProof:
    """The proof of PUK for the card of the case, for its challenge, 8 bytes."""

    session: bytes = field(repr=False)
    case: str
    presence: bytes = field(repr=False)
    challenge: bytes


@dataclass(frozen=True, slots=True)
class AskUnblockCommand:
    """The PIN UNBLOCK command for the card of the case, for its next challenge; `new` is the PIN of a reset."""

    session: bytes = field(repr=False)
    case: str
    presence: bytes = field(repr=False)
    challenge: bytes
    new: Pin | None


@dataclass(frozen=True, slots=True)
class AskReturned:
    """What is a card that was put back after a lost answer to prove itself with; nobody needs to be signed in."""

    card: bytes


@dataclass(frozen=True, slots=True)
class CheckReturned:
    """Is `proof`, 8 bytes, the right answer to the question `number`."""

    number: str
    proof: bytes


StaffQuestion = AskOperator | CheckOperator | OpenSession | EndSession
CaseQuestion = (
    AskCaseProof
    | RecordCase
    | AskPresence
    | CheckPresence
    | AskPukProof
    | AskUnblockCommand
    | AskReturned
    | CheckReturned
)
AnyQuestion = plain.Question | StaffQuestion | CaseQuestion
AnyAnswer = Answer | OperatorProved | SignedIn | CaseOpened | UnblockMessage


_SOUND = {
    **SOUND,
    OperatorProved: lambda answer: _is_wanted(answer.wanted),
    SignedIn: lambda answer: is_token(answer.session) and is_line(answer.name),
    CaseOpened: lambda answer: is_line(answer.case),
    UnblockMessage: lambda answer: is_token(answer.apdu) and (answer.wanted is None or _is_wanted(answer.wanted)),
}


def _is_wanted(value: object) -> bool:
    return isinstance(value, ProofWanted) and SOUND[ProofWanted](value)


def put(question: AnyQuestion, office: ServicePointOffice) -> AnyAnswer:
    """The office's answer; may block. Away where a terminal has no meaning for it, or the question was given up."""
    return understood(_asked(question, office), _SOUND)


def _asked(question: AnyQuestion, office: ServicePointOffice) -> AnyAnswer:
    if any(pin.wiped for pin in pins_of(question)):
        return Away()
    match question:
        case AskOperator() | CheckOperator() | OpenSession() | EndSession():
            return _asked_for_staff(question, office)
        case AskCaseProof(session):
            return office.case_challenge(session)
        case RecordCase(session, number, proof, presence, matter, who, documents, key):
            return office.record_case(session, number, proof, presence, matter, who, documents, key)
        case AskPresence(session, case):
            return office.presence_challenge(session, case)
        case CheckPresence(session, case, number, proof):
            return office.check_presence(session, case, number, proof)
        case AskPukProof(session, case, presence, challenge):
            return office.puk_proof(session, case, presence, challenge)
        case AskUnblockCommand(session, case, presence, challenge, new):
            return office.unblock_command(session, case, presence, challenge, new)
        case AskReturned(card):
            return office.proof_wanted(card)
        case CheckReturned(number, proof):
            return office.check_proof(number, proof)
        case _:
            return plain.put(question, office)


def _asked_for_staff(question: StaffQuestion, office: ServicePointOffice) -> AnyAnswer:
    match question:
        case AskOperator(card):
            return office.operator_challenge(card)
        case CheckOperator(number, proof):
            return office.check_operator(number, proof)
        case OpenSession(number, proof):
            return office.open_session(number, proof)
        case EndSession(session):
            return office.sign_out(session)
        case _:
            assert_never(question)
