"""Each question reaches its own call of the office; one whose PIN is wiped reaches none."""

from __future__ import annotations

import pytest

from emulator.card.profile import CardProfile
from kiosk.card.outcome import Proof
from kiosk.card.request import ProveCard
from kiosk.issuer.answers import Away, Genuine, ProofWanted, Taken
from kiosk.issuer.question import AskProof, AskRecord
from kiosk.roles.service_point.answers import CaseOpened, SignedIn
from kiosk.roles.service_point.matter import DOCUMENTS, Matter, Who
from kiosk.roles.service_point.question import (
    AnyQuestion,
    AskPresenceProof,
    AskStaffProof,
    AskUnblockMessage,
    CheckPresence,
    EndSession,
    RecordCase,
    SignIn,
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


@pytest.mark.parametrize(
    ("question", "call", "answer"),
    [
        (AskRecord(CARD), "record", Record(Standing.NORMAL)),
        (AskProof(CARD), "proof_wanted", ProofWanted("question-1", FACTOR, INFO)),
        (AskPresenceProof(CARD), "proof_wanted", ProofWanted("question-1", FACTOR, INFO)),
        (AskStaffProof(OPERATOR.identification), "staff_proof_wanted", ProofWanted("question-1", FACTOR, INFO)),
        (EndSession(b"session"), "sign_out", Taken()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_question_reaches_its_call(question: AnyQuestion, call: str, answer: object) -> None:
    office = StaffedOffice(profile())

    assert (put(question, office), office.asked) == (answer, [call])


def test_the_questions_of_a_case_follow_each_other() -> None:
    office = StaffedOffice(profile())
    put(AskStaffProof(OPERATOR.identification), office)
    staff = put(SignIn("question-1", proof(OPERATOR)), office)
    assert isinstance(staff, SignedIn)
    who = Who.HOLDER
    opened = put(RecordCase(staff.session, CARD, Matter.RESET, who, DOCUMENTS[who], "key"), office)
    put(AskPresenceProof(CARD), office)
    present = put(CheckPresence("question-3", proof(profile())), office)

    assert opened == CaseOpened("case-1")
    assert isinstance(present, Genuine)


def test_a_question_that_was_given_up_and_its_pin_wiped_is_not_asked() -> None:
    """A clerk that hung gets to it too late."""
    office, new = StaffedOffice(profile()), pin(NEW)
    new.wipe()

    assert put(AskUnblockMessage(b"session", "case", bytes(8), new), office) == Away()
    assert office.asked == []
