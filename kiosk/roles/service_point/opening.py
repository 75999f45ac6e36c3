"""How a case is opened: the operator card proves that it is still there, and the office records who came for whom.

What the holder's card proved when it went in is good for three minutes; where it is too old, the card proves itself
anew, once, and nobody has to do anything for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.card.outcome import Outcome, Proof
from kiosk.card.request import ProveCard
from kiosk.issuer.answers import Away, Denied, ProofWanted
from kiosk.roles.service_point import case_form, unlock
from kiosk.roles.service_point.answers import CaseOpened
from kiosk.roles.service_point.effect import AskForCase, Effect, OnStaffReader
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.question import AnyAnswer, AskCaseProof
from kiosk.roles.service_point.staff import Staff
from kiosk.roles.service_point.stage import HolderProving, OperatorAsked, OperatorProving, Recording
from kiosk.roles.service_point.state import Case, CaseForm, HolderState, Obstacle, OpeningCase, ResetNew
from kiosk.roles.service_point.unlock import HolderTransition
from kiosk.rules.genuineness import Genuineness
from kiosk.session.learn import further, put_off
from kiosk.session.visit import Visit

_OPERATOR_CARD = Denied("not-genuine")  # the holder's card has proved itself: this is about the other one


def begin(staff: Staff, form: CaseForm, *, renewed: bool = False) -> HolderTransition:
    """The operator card is to prove that it is here now."""
    return OpeningCase(form, OperatorAsked(), renewed), (AskForCase(form.visit.number, AskCaseProof(staff.session)),)


def told(staff: Staff, state: OpeningCase, answer: AnyAnswer) -> HolderTransition:
    """The office's word."""
    form = state.form
    match state.stage, answer:
        case OperatorAsked(), ProofWanted(number, factor, info):
            operator = staff.visit
            prove = ProveCard(operator.number, operator.reader, operator.card.identification, factor, info)
            return replace(state, stage=OperatorProving(number)), (OnStaffReader(prove),)
        case Recording(), CaseOpened(case):
            return _opened(staff, form.visit, Case(case, form.matter, form.who))
        case Recording(), Denied("no-presence") if not state.renewed:
            return _renewed(form)
        case ((OperatorAsked() | Recording()), Denied() | Away()):
            return _refused(form, answer)
        case _:
            return state, ()


def operator_answered(staff: Staff, state: HolderState, outcome: Outcome | None) -> HolderTransition:
    """The operator card's answer, on its way to the office; None where it hangs."""
    match state, outcome:
        case OpeningCase(form, OperatorProving(number)), Proof(data):
            question = case_form.question(staff, form, number, data)
            return replace(state, stage=Recording()), (AskForCase(form.visit.number, question),)
        case OpeningCase(form, OperatorProving()), _:
            return replace(form, refused=Obstacle.OPERATOR_CARD), ()
        case _:
            return state, ()


def with_visit(staff: Staff | None, state: OpeningCase, visit: Visit, effects: tuple[Effect, ...]) -> HolderTransition:
    """The same, knowing more of its visit; it goes on where the holder's card has proved itself anew."""
    form = case_form.with_visit(state.form, visit)
    if not isinstance(state.stage, HolderProving) or visit.genuine is Genuineness.ASKED:
        return replace(state, form=form), effects
    if visit.genuine is not Genuineness.GENUINE or staff is None:
        known = visit.genuine is Genuineness.NOT_GENUINE  # which the form says by itself
        return replace(form, refused=None if known else Obstacle.NO_PRESENCE), effects
    after, asks = begin(staff, form, renewed=True)
    return after, (*effects, *asks)


def _renewed(form: CaseForm) -> HolderTransition:
    forgotten = replace(put_off(form.visit), genuine=Genuineness.UNKNOWN, presence=b"")
    visit, asks = further(forgotten, inquire=True)
    return OpeningCase(replace(form, visit=visit), HolderProving(), renewed=True), asks


def _refused(form: CaseForm, answer: Denied | Away) -> HolderTransition:
    why = Obstacle.OPERATOR_CARD if answer == _OPERATOR_CARD else unlock.obstacle_of(answer)
    return replace(form, refused=why, until=unlock.until_of(answer)), ()


def _opened(staff: Staff, visit: Visit, case: Case) -> HolderTransition:
    match case.matter:
        case Matter.UNLOCK:
            return unlock.begin(staff, visit, case, None)
        case Matter.RESET:
            return ResetNew(visit, case), ()
        case _:
            assert_never(case.matter)
