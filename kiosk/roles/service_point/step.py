"""The machine of a service point: one pure, total function over both its sides.

While a member of staff is signed in, the holder's side is the whole self-service session, and cases beside it. While
nobody is, nothing begins there: what is under way comes to its end, and the card is to be taken.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed
from kiosk.issuer.answers import Denied
from kiosk.roles.service_point import case_answers, holder_side, lost, opening, staff_side
from kiosk.roles.service_point.answers import CaseOpened
from kiosk.roles.service_point.effect import Effect, EndCase, Result, SignOut
from kiosk.roles.service_point.event import (
    CaseTold,
    Event,
    SignedOut,
    StaffAnswered,
    StaffDeadlineMissed,
    StaffEvent,
    StaffProofAged,
    StaffSeen,
    StaffTimedOut,
    StaffTold,
)
from kiosk.roles.service_point.staff import Staff, Why
from kiosk.roles.service_point.staff_side import StaffTransition
from kiosk.roles.service_point.stage import MessageAsked, Unblocking
from kiosk.roles.service_point.state import (
    Case,
    CaseState,
    HolderState,
    State,
    UnlockFailed,
    Unlocking,
    lost_case,
    open_case,
    staff_in_front,
)
from kiosk.roles.service_point.unlock import HolderTransition
from kiosk.session.event import Ended, PinEntered, TimedOut, WentBack, WentOn
from kiosk.session.terms import Terms

Transition = tuple[State, tuple[Effect, ...]]

_AtTheStaffsScreen = PinEntered | WentOn | WentBack | Ended | TimedOut


def step(state: State, event: Event, terms: Terms) -> Transition:
    """The state after `event`, and the effects to carry out, in order."""
    after, effects = _step(state, event, terms)
    if any(isinstance(one, EndCase) for one in effects):
        return after, effects
    return after, (*_ends(state.holder, after.holder), *effects)


def _ends(before: HolderState, after: HolderState) -> tuple[Effect, ...]:
    """The end of a case with which nobody goes on, and whose end was not told."""
    case, lost_before = open_case(before), lost_case(before)
    if case is not None and open_case(after) is None:
        # What was asked for may have been made, and has no end that a counter showed.
        asked = isinstance(before, Unlocking) and isinstance(before.stage, MessageAsked | Unblocking)
        return (EndCase(case.id, Result.UNKNOWN if asked else Result.FAILED),)
    if lost_before is not None and lost_case(after) is None and not isinstance(after, UnlockFailed):
        return lost.given_up(lost_before)
    return ()


def _step(state: State, event: Event, terms: Terms) -> Transition:
    staff = state.staff if isinstance(state.staff, Staff) else None
    match event:
        case StaffAnswered(visit, outcome) if staff is not None and staff.visit.number == visit:
            return _held(state, opening.operator_answered(staff, state.holder, outcome))
        case StaffDeadlineMissed(visit) if staff is not None and staff.visit.number == visit:
            return _held(state, opening.operator_answered(staff, state.holder, None))
        case (
            StaffSeen()
            | StaffAnswered()
            | StaffDeadlineMissed()
            | StaffTold()
            | StaffTimedOut()
            | StaffProofAged()
            | SignedOut()
        ):
            return _staffed(state, _on_staff_side(state, event, terms))
        case PinEntered() | WentOn() | WentBack() | Ended() | TimedOut() if staff_in_front(state):
            return _staffed(state, _at_the_staffs_screen(state, event))
        case CaseTold():
            return _told(state, event)
        case _:
            moved = holder_side.moved(state.holder, event, staff, terms.policy)
            seen = event if isinstance(event, ReaderFailed | CardOut | CardIn | CardMute) else state.seen
            return _held(replace(state, seen=seen), moved)


def _on_staff_side(state: State, event: StaffEvent, terms: Terms) -> StaffTransition:
    match event:
        case StaffSeen(sighting):
            return staff_side.seen(state.staff, sighting)
        case StaffAnswered():
            return staff_side.answered(state.staff, event, terms.today)
        case StaffDeadlineMissed(visit):
            return staff_side.deadline_missed(state.staff, visit)
        case StaffTold():
            return staff_side.told(state.staff, event)
        case StaffTimedOut(why):
            return staff_side.signed_out(state.staff, why)
        case StaffProofAged():
            return staff_side.aged(state.staff)
        case SignedOut():
            return staff_side.signed_out(state.staff, Why.SIGNED_OUT)
        case _:
            assert_never(event)


def _at_the_staffs_screen(state: State, event: _AtTheStaffsScreen) -> StaffTransition:
    match event:
        case PinEntered(pin):
            return staff_side.pin_entered(state.staff, pin)
        case WentOn():
            return staff_side.went_on(state.staff)
        case WentBack() | Ended():
            return staff_side.ended(state.staff, Why.NONE)
        case TimedOut():
            return staff_side.timed_out(state.staff)
        case _:
            assert_never(event)


def _staffed(state: State, moved: StaffTransition) -> Transition:
    """The staff's side moved: perhaps somebody signed in, or is signed in no more."""
    staff, effects = moved
    match state.staff, staff:
        case Staff(), Staff():
            return replace(state, staff=staff), effects
        case _, Staff():
            begun, more = holder_side.begun(state.holder, state.seen)
            return replace(state, staff=staff, holder=begun), (*effects, *more)
        case Staff(session=token), _:
            left, more = holder_side.left(state.holder)
            return replace(state, staff=staff, holder=left), (SignOut(token), *effects, *more)
        case _:
            return replace(state, staff=staff), effects


def _held(state: State, moved: HolderTransition) -> Transition:
    """The holder's side moved; while nobody is signed in it only comes to an end."""
    holder, effects = moved
    if isinstance(state.staff, Staff):
        return replace(state, holder=holder), effects
    left, more = holder_side.left(holder)
    return replace(state, holder=left), (*effects, *more)


def _told(state: State, event: CaseTold) -> Transition:
    """The office's word on a case. A session that it knows no more is over here as well."""
    holder, answer = state.holder, event.answer
    staff = state.staff if isinstance(state.staff, Staff) else None
    moved = case_answers.told(staff, holder, event.visit, answer) if isinstance(holder, CaseState) else (holder, ())
    heard = moved[0] is not holder
    if isinstance(answer, CaseOpened):
        if not heard or staff is None:
            return state, _given_up(answer.case, open_case(holder))
        state = replace(state, staff=replace(staff, cases=staff.cases + 1))
    after, effects = _held(state, moved)
    if not heard or answer != Denied("no-session"):
        return after, effects
    over, more = _staffed(after, staff_side.signed_out(after.staff, Why.ENDED))
    return over, (*effects, *more)


def _given_up(opened: str, at_work: Case | None) -> tuple[Effect, ...]:
    """The end of a case that nobody waits for any more."""
    return () if at_work is not None and at_work.id == opened else (EndCase(opened, Result.FAILED),)
