"""Each question reaches its own call of the office; one whose PIN is wiped reaches none."""

from __future__ import annotations

import pytest

from emulator.card.profile import CardProfile
from kiosk.card.outcome import Proof, Verified
from kiosk.card.request import Evidence, ProveCard, VerifyPin
from kiosk.issuer.answers import Away, Genuine, ProofWanted, Taken
from kiosk.issuer.question import AskProof, AskRecord
from kiosk.roles.service_point.answers import CaseOpened, SignedIn
from kiosk.roles.service_point.matter import DOCUMENTS, Matter, Who
from kiosk.roles.service_point.question import (
    AnyQuestion,
    AskCaseProof,
    AskOperator,
    AskPresence,
    AskReturned,
    AskUnblockCommand,
    CheckOperator,
    CheckPresence,
    CheckReturned,
    EndSession,
    OpenSession,
    RecordCase,
    put,
)
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing
from tests.support.cards import NEW, READER, asked, card_of, pin, profile
from tests.support.office import FACTOR, INFO
from tests.support.staffed_office import OPERATOR, StaffedOffice

CARD = profile().identification


def proof(described: CardProfile) -> bytes:
    outcome = asked(card_of(described), ProveCard(1, READER, described.identification, FACTOR, INFO))
    assert isinstance(outcome, Proof)
    return outcome.data


def evidence(described: CardProfile, digits: bytes) -> bytes:
    verify = VerifyPin(1, READER, described.identification, pin(digits), Evidence(FACTOR, INFO))
    outcome = asked(card_of(described), verify)
    assert isinstance(outcome, Verified)
    return outcome.evidence


@pytest.mark.parametrize(
    ("question", "call", "answer"),
    [
        (AskRecord(CARD), "record", Record(Standing.NORMAL, pin_limit=6)),
        (AskProof(CARD), "proof_wanted", ProofWanted("question-1", FACTOR, INFO)),
        (AskReturned(CARD), "proof_wanted", ProofWanted("question-1", FACTOR, INFO)),
        (AskOperator(OPERATOR.identification), "operator_challenge", ProofWanted("question-1", FACTOR, INFO)),
        (EndSession(b"session"), "sign_out", Taken()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_question_reaches_its_call(question: AnyQuestion, call: str, answer: object) -> None:
    office = StaffedOffice(profile())

    assert (put(question, office), office.asked) == (answer, [call])


def test_the_questions_of_a_case_follow_each_other() -> None:
    office, who = StaffedOffice(profile()), Who.HOLDER
    put(AskReturned(CARD), office)
    first = put(CheckReturned("question-1", proof(profile())), office)
    put(AskOperator(OPERATOR.identification), office)
    put(CheckOperator("question-2", proof(OPERATOR)), office)
    staff = put(OpenSession("question-3", evidence(OPERATOR, b"246802")), office)
    assert isinstance(first, Genuine)
    assert isinstance(staff, SignedIn)
    put(AskCaseProof(staff.session), office)
    form = (first.presence, Matter.RESET, who, DOCUMENTS[who])
    opened = put(RecordCase(staff.session, "question-5", proof(OPERATOR), *form, "key"), office)
    put(AskPresence(staff.session, "case-1"), office)
    present = put(CheckPresence(staff.session, "case-1", "question-6", proof(profile())), office)

    assert opened == CaseOpened("case-1")
    assert isinstance(present, Genuine)


def test_a_question_that_was_given_up_and_its_pin_wiped_is_not_asked() -> None:
    """A clerk that hung gets to it too late."""
    office, new = StaffedOffice(profile()), pin(NEW)
    new.wipe()

    assert put(AskUnblockCommand(b"session", "case", b"presence", bytes(8), new), office) == Away()
    assert office.asked == []
