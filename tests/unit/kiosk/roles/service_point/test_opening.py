"""A case is opened by the card of whoever is signed in: the case waits for that card's word, and for no other's."""

from __future__ import annotations

from kiosk.card.outcome import Proof
from kiosk.roles.service_point.effect import AskForCase, Effect
from kiosk.roles.service_point.event import StaffAnswered, StaffDeadlineMissed
from kiosk.roles.service_point.explore import TERMS
from kiosk.roles.service_point.matter import Matter, Who
from kiosk.roles.service_point.question import RecordCase
from kiosk.roles.service_point.staff import Staff, StaffVisit
from kiosk.roles.service_point.stage import OperatorProving, Recording
from kiosk.roles.service_point.state import CaseForm, HolderState, Obstacle, OpeningCase, State
from kiosk.roles.service_point.step import step
from tests.support.samples import FACTS, VISIT

SIGNED_IN = Staff(StaffVisit(4, "Staff's Reader", FACTS), b"session", "staff", 1800.0, 43_200.0)
FORM = CaseForm(VISIT, Matter.UNLOCK, Who.HOLDER)
PROVING = OpeningCase(FORM, OperatorProving("9"))
PROOF = Proof(bytes(8))


def after(event: StaffAnswered | StaffDeadlineMissed) -> tuple[HolderState, tuple[Effect, ...]]:
    """What it makes of the case, while its operator card is to prove itself."""
    state, effects = step(State(SIGNED_IN, PROVING, None), event, TERMS)
    return state.holder, effects


def test_the_operator_cards_proof_goes_to_the_office_with_the_case() -> None:
    recording, (ask,) = after(StaffAnswered(SIGNED_IN.visit.number, PROOF))

    assert isinstance(recording, OpeningCase)
    assert isinstance(recording.stage, Recording)
    assert isinstance(ask, AskForCase)
    assert isinstance(ask.question, RecordCase)
    assert (ask.question.number, ask.question.proof) == ("9", PROOF.data)


def test_what_an_operator_card_of_before_says_late_is_nothing_here() -> None:
    assert after(StaffAnswered(SIGNED_IN.visit.number - 1, PROOF)) == (PROVING, ())


def test_an_operator_card_that_hangs_opens_nothing_and_the_form_says_so() -> None:
    form, effects = after(StaffDeadlineMissed(SIGNED_IN.visit.number))

    assert isinstance(form, CaseForm)
    assert (form.refused, effects) == (Obstacle.OPERATOR_CARD, ())


def test_an_operator_card_of_before_that_hangs_ends_nothing() -> None:
    assert after(StaffDeadlineMissed(SIGNED_IN.visit.number - 1)) == (PROVING, ())
