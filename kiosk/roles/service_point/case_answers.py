"""The holder's side while a case is at work: what office, card and reader say or show.

What people do with a case is in `case_screens`; `opening`, `unlock` and `lost` are its chains, in their order.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.card.port import Failure, Fault
from kiosk.card.sighting import CardOut, ReaderFailed, Sighting
from kiosk.roles.service_point import case_form, lost, opening, unlock
from kiosk.roles.service_point.outcome import AnyOutcome
from kiosk.roles.service_point.question import AnyAnswer
from kiosk.roles.service_point.staff import Staff
from kiosk.roles.service_point.stage import Unblocking
from kiosk.roles.service_point.state import (
    CaseForm,
    CaseState,
    CaseStillThere,
    Obstacle,
    OpeningCase,
    ResetAgain,
    ResetConfirm,
    ResetConfirming,
    ResetNew,
    UnlockDone,
    UnlockFailed,
    Unlocking,
    UnlockSettling,
    UnlockTold,
    UnlockUnknown,
)
from kiosk.roles.service_point.unlock import HolderTransition
from kiosk.session.event import Answered, DeadlineMissed, PresenceAged, Reported, Told
from kiosk.session.learn import learn
from kiosk.session.place import leaves_result, place_of
from kiosk.session.transition import fresh, out_of_service
from kiosk.session.visit import Visit

Beside = Answered | DeadlineMissed | Told | Reported | PresenceAged
_Waiting = CaseForm | OpeningCase | ResetNew | ResetAgain  # the card is inside, and nothing is asked of it for the case


def told(staff: Staff | None, state: CaseState, visit: int, answer: AnyAnswer) -> HolderTransition:
    """The office's answer; one of another visit is ignored."""
    match state:
        case UnlockSettling(asked=asked) if asked == visit:
            return lost.told(state, answer)
        case OpeningCase() if staff is not None and state.visit.number == visit:
            return opening.told(staff, state, answer)
        case Unlocking() if state.visit.number == visit:
            return unlock.told(state, answer)
        case _:
            return state, ()


def answered(staff: Staff | None, state: CaseState, visit: int, outcome: AnyOutcome) -> HolderTransition:
    """The card's answer to the request that `state` waits for; one of another visit is ignored."""
    match state:
        case UnlockSettling(asked=asked) if asked == visit:
            return lost.answered(state, outcome)
        case ResetConfirming(asked=inside) if inside.visit == visit:
            return lost.confirmed(state, outcome)
        case Unlocking(stage=Unblocking()) if state.visit.number == visit:
            return unlock.carried_out(state, outcome)
        case Unlocking() if staff is not None and state.visit.number == visit:
            return unlock.answered(staff, state, outcome)
        case _:
            return state, ()


def deadline_missed(staff: Staff | None, state: CaseState, event: DeadlineMissed) -> HolderTransition:
    """The holder's card hangs."""
    match state:
        case UnlockSettling(visit, case, asked, place):
            return lost.lost(visit, case, place, asked) if asked == event.visit else (state, ())
        case ResetConfirming(asked=inside):
            return lost.entry_lost(state) if inside.visit == event.visit else (state, ())
        case Unlocking(visit):
            return unlock.deadline_missed(state) if visit.number == event.visit else (state, ())
        case _:
            return aside(staff, state, event)


def aside(staff: Staff | None, state: CaseState, event: Sighting | Beside) -> HolderTransition:
    """What goes on beside the case: the card inside, and what gets known of it."""
    waiting = state.paused if isinstance(state, CaseStillThere) else state
    if not isinstance(waiting, _Waiting):
        return state, ()
    match event:
        case Told() | Reported() | PresenceAged() | Answered():
            visit, effects = learn(waiting.visit, event, inquire=True)
            if isinstance(waiting, OpeningCase):
                return opening.with_visit(staff, waiting, visit, effects)
            known = _with_visit(waiting, visit)
            return (CaseStillThere(known) if isinstance(state, CaseStillThere) else known), effects
        case DeadlineMissed(visit=number):
            return out_of_service(Failure(Fault.CARD_HUNG)) if number == waiting.visit.number else (state, ())
        case _:
            return fresh(waiting.visit.number, event)


def sighted(staff: Staff | None, state: CaseState, seen: Sighting) -> HolderTransition:
    """A card pulled out ends the case, except where its answer is still to come."""
    match state:
        case UnlockUnknown() | UnlockSettling() | ResetConfirm() | ResetConfirming():
            return lost.sighted(state, seen)
        case Unlocking(stage=Unblocking()):
            return replace(state, place=place_of(seen)), ()
        case Unlocking() if place_of(seen) == state.place:
            return state, ()
        case Unlocking() if isinstance(seen, CardOut):
            return unlock.failed(replace(state, place=place_of(seen)), Obstacle.CARD_GONE)
        case Unlocking() if isinstance(seen, ReaderFailed):
            return unlock.failed(replace(state, place=place_of(seen)), Obstacle.CUT_OFF)
        case UnlockTold() | UnlockDone() | UnlockFailed() if leaves_result(seen):
            return replace(state, place=place_of(seen)), ()
        case UnlockTold() | UnlockDone() | UnlockFailed() | Unlocking():
            return fresh(state.visit.number, seen)
        case CaseStillThere(UnlockDone() | UnlockFailed() | UnlockUnknown() | ResetConfirm() as paused):
            after, effects = sighted(staff, paused, seen)
            return (state, ()) if after == paused else (after, effects)
        case _:
            return aside(staff, state, seen)


def _with_visit(state: CaseForm | ResetNew | ResetAgain, visit: Visit) -> CaseForm | ResetNew | ResetAgain:
    return case_form.with_visit(state, visit) if isinstance(state, CaseForm) else replace(state, visit=visit)
