"""The holder's side while a case is at work: what office, card and reader say or show.

What people do with a case is in `case_screens`, the chain of an unlock in `unlock`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.card.port import Failure, Fault
from kiosk.card.sighting import CardIn, CardOut, ReaderFailed, Sighting
from kiosk.issuer.answers import Away, Denied
from kiosk.roles.service_point import case_form, unlock
from kiosk.roles.service_point.answers import CaseOpened
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.outcome import AnyOutcome
from kiosk.roles.service_point.question import AnyAnswer
from kiosk.roles.service_point.staff import Staff
from kiosk.roles.service_point.stage import Unblocking
from kiosk.roles.service_point.state import (
    Case,
    CaseForm,
    CaseState,
    CaseStillThere,
    Obstacle,
    OpeningCase,
    ResetAgain,
    ResetNew,
    UnlockDone,
    UnlockFailed,
    Unlocking,
    UnlockSettling,
    UnlockUnknown,
)
from kiosk.roles.service_point.unlock import HolderTransition
from kiosk.session.event import Answered, DeadlineMissed, Enabled, Told
from kiosk.session.learn import learn
from kiosk.session.place import leaves_result, place_of
from kiosk.session.transition import fresh, out_of_service
from kiosk.session.visit import Visit

_Waiting = CaseForm | OpeningCase | ResetNew | ResetAgain  # the card is inside, and nothing is asked of it for the case


def told(state: CaseState, visit: int, answer: AnyAnswer) -> HolderTransition:
    """The office's answer; one of another visit is ignored."""
    match state, answer:
        case ((OpeningCase() | Unlocking()), _) if state.visit.number != visit:
            return state, ()
        case OpeningCase(form), CaseOpened(number):
            return _with_case(form.visit, Case(number, form.matter, form.who))
        case OpeningCase(form), Denied() | Away():
            return replace(form, refused=unlock.obstacle_of(answer)), ()
        case Unlocking(), _:
            return unlock.told(state, answer)
        case _:
            return state, ()


def _with_case(visit: Visit, case: Case) -> HolderTransition:
    match case.matter:
        case Matter.UNLOCK:
            return unlock.begin(visit, case, None)
        case Matter.RESET:
            return ResetNew(visit, case), ()
        case _:
            assert_never(case.matter)


def answered(staff: Staff | None, state: CaseState, visit: int, outcome: AnyOutcome) -> HolderTransition:
    """The card's answer to the request that `state` waits for; one of another visit is ignored."""
    match state:
        case UnlockSettling(asked=asked) if asked == visit:
            return unlock.settled(state, outcome)
        case Unlocking(stage=Unblocking()) if state.visit.number == visit:
            return unlock.carried_out(state, outcome)
        case Unlocking() if staff is not None and state.visit.number == visit:
            return unlock.answered(staff, state, outcome)
        case _:
            return state, ()


def deadline_missed(state: CaseState, event: DeadlineMissed) -> HolderTransition:
    """The holder's card hangs."""
    match state:
        case UnlockSettling(asked=asked):
            return unlock.deadline_missed(state) if asked == event.visit else (state, ())
        case Unlocking(visit):
            return unlock.deadline_missed(state) if visit.number == event.visit else (state, ())
        case _:
            return aside(state, event)


def aside(state: CaseState, event: Sighting | Answered | DeadlineMissed | Told | Enabled) -> HolderTransition:
    """What goes on beside the case: the card inside, and what gets known of it."""
    waiting = state.paused if isinstance(state, CaseStillThere) else state
    if not isinstance(waiting, _Waiting):
        return state, ()
    match event:
        case Told() | Enabled() | Answered():
            visit, effects = learn(waiting.visit, event, inquire=True)
            known = _with_visit(waiting, visit)
            if isinstance(state, CaseStillThere) and not isinstance(known, OpeningCase):
                return CaseStillThere(known), effects
            return known, effects
        case DeadlineMissed(visit=number):
            return out_of_service(Failure(Fault.CARD_HUNG)) if number == waiting.visit.number else (state, ())
        case _:
            return fresh(waiting.visit.number, event)


def sighted(state: CaseState, seen: Sighting) -> HolderTransition:
    """A card pulled out ends the case, except where its answer is still to come."""
    match state:
        case UnlockSettling() | Unlocking(stage=Unblocking()):
            return replace(state, place=place_of(seen)), ()
        case Unlocking() if place_of(seen) == state.place:
            return state, ()
        case Unlocking() if isinstance(seen, CardOut):
            return unlock.failed(replace(state, place=place_of(seen)), Obstacle.CARD_GONE)
        case Unlocking() if isinstance(seen, ReaderFailed):
            return unlock.failed(replace(state, place=place_of(seen)), Obstacle.CUT_OFF)
        case UnlockUnknown():
            if isinstance(seen, CardIn):
                return unlock.ask(state, seen.visit, seen.reader)
            return replace(state, place=place_of(seen), other_card=False), ()
        case UnlockDone() | UnlockFailed() if leaves_result(state.place, seen):
            return replace(state, place=place_of(seen)), ()
        case UnlockDone() | UnlockFailed() | Unlocking():
            return fresh(state.visit.number, seen)
        case CaseStillThere(UnlockDone() | UnlockFailed() | UnlockUnknown() as paused):
            after, effects = sighted(paused, seen)
            return (state, ()) if after == paused else (after, effects)
        case _:
            return aside(state, seen)


def _with_visit(state: _Waiting, visit: Visit) -> _Waiting:
    match state:
        case CaseForm():
            return case_form.with_visit(state, visit)
        case OpeningCase(form):
            return OpeningCase(case_form.with_visit(form, visit))
        case _:
            return replace(state, visit=visit)
