"""The holder's side: the whole self-service session, and cases beside it."""

from __future__ import annotations

from typing import assert_never

from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed, Sighting
from kiosk.roles.service_point import case_answers, case_screens, receipt, verdict
from kiosk.roles.service_point.event import (
    CaseReported,
    ChoseCase,
    ChoseMatter,
    ChoseWho,
    OpenCase,
    ToggledDocument,
    UnblockAnswered,
    VerdictLate,
)
from kiosk.roles.service_point.staff import Staff
from kiosk.roles.service_point.stage import Unblocking
from kiosk.roles.service_point.state import CaseState, CaseStillThere, Finishing, HolderState, Resting, Unlocking
from kiosk.roles.service_point.unlock import HolderTransition
from kiosk.rules.new_pin import PinPolicy
from kiosk.session import event as session
from kiosk.session.event import (
    Answered,
    AskedForSlip,
    ChoseOthers,
    ChosePinChange,
    ChoseStanding,
    ChoseUnlock,
    DeadlineMissed,
    Ended,
    PinEntered,
    PresenceAged,
    Reported,
    ReportLate,
    SlipDone,
    TimedOut,
    Told,
    Touched,
    WentBack,
    WentOn,
)
from kiosk.session.reason import Farewell
from kiosk.session.state import Attract, OutOfService, StillThere, TakeCard
from kiosk.session.step import step as session_step
from kiosk.session.transition import start

CaseEvent = CaseReported | VerdictLate | ChoseCase | ChoseMatter | ChoseWho | ToggledDocument | OpenCase
HolderEvent = session.Event | UnblockAnswered | CaseEvent


def moved(holder: HolderState, event: HolderEvent, staff: Staff | None, policy: PinPolicy) -> HolderTransition:
    """What `event` makes of the holder's side. A case begins only where a member of staff is signed in."""
    match event:
        case ChoseCase():
            return case_screens.chose_case(holder) if staff else (holder, ())
        case ChoseMatter() | ChoseWho() | ToggledDocument():
            return case_screens.filled_in(holder, event) if isinstance(holder, CaseState) else (holder, ())
        case OpenCase():
            return case_screens.opened(staff, holder) if staff and isinstance(holder, CaseState) else (holder, ())
        case UnblockAnswered(visit, outcome):
            return (
                case_answers.answered(staff, holder, visit, outcome) if isinstance(holder, CaseState) else (holder, ())
            )
        case CaseReported():
            return verdict.reported(holder, event) if isinstance(holder, CaseState) else (holder, ())
        case VerdictLate():
            return verdict.late(holder) if isinstance(holder, CaseState) else (holder, ())
        case ReaderFailed() | CardOut() | CardIn() | CardMute() if staff is None and isinstance(holder, Resting):
            return _unread(event)
        case _:
            if isinstance(holder, CaseState):
                return _in_case(holder, event, staff, policy)
            return session_step(holder, event, policy)


def begun(holder: HolderState, seen: Sighting | None) -> HolderTransition:
    """Service begins, with the card that is in the reader, unless somebody's result is still to be read."""
    return start(seen) if isinstance(holder, Resting) and seen is not None else (holder, ())


def left(holder: HolderState) -> HolderTransition:
    """Service ends: the holder may read what became of their PIN, and takes the card."""
    paused = holder.paused if isinstance(holder, StillThere | CaseStillThere) else holder
    if isinstance(paused, Unlocking) and not isinstance(paused.stage, Unblocking):
        return case_screens.ended(paused)
    if isinstance(paused, Finishing | Resting):
        return holder, ()
    return case_screens.ended(holder) if isinstance(holder, CaseState) else session_step(holder, Ended())


def _unread(seen: Sighting) -> HolderTransition:
    """Nobody is signed in: a card is to be taken, and not even read."""
    match seen:
        case CardIn() | CardMute():
            return TakeCard(Farewell.ENDED), ()
        case CardOut():
            return Attract(), ()
        case ReaderFailed(failure):
            return OutOfService(failure), ()
        case _:
            assert_never(seen)


def _in_case(state: CaseState, event: session.Event, staff: Staff | None, policy: PinPolicy) -> HolderTransition:
    match event:
        case ReaderFailed() | CardOut() | CardIn() | CardMute():
            return case_answers.sighted(staff, state, event)
        case Answered(visit, outcome):
            after, effects = case_answers.answered(staff, state, visit, outcome)
            return case_answers.aside(staff, state, event) if after is state and not effects else (after, effects)
        case DeadlineMissed():
            return case_answers.deadline_missed(staff, state, event)
        case Told() | Reported() | PresenceAged():
            return case_answers.aside(staff, state, event)
        case TimedOut():
            return case_screens.timed_out(state)
        case PinEntered(pin):
            return case_screens.pin_entered(staff, state, pin, policy)
        case WentOn():
            return case_screens.went_on(state)
        case WentBack():
            return case_screens.went_back(state)
        case Ended():
            return case_screens.ended(state)
        case Touched():
            return case_screens.touched(state)
        case AskedForSlip(language):
            return receipt.asked_for_slip(state, language)
        case SlipDone():
            return receipt.slip_done(state, event)
        case ChosePinChange() | ChoseStanding() | ChoseOthers() | ChoseUnlock() | ReportLate():
            return state, ()
        case _:
            assert_never(event)
