"""The holder's side of a case: what holder and staff do, from choosing it to taking the card."""

from __future__ import annotations

from dataclasses import replace

from kiosk.card.pin import Pin
from kiosk.roles.service_point import case_form, lost, opening, unlock
from kiosk.roles.service_point.event import ChoseMatter, ChoseWho, ToggledDocument
from kiosk.roles.service_point.staff import Staff
from kiosk.roles.service_point.stage import Unblocking
from kiosk.roles.service_point.state import (
    CaseForm,
    CaseIdle,
    CaseState,
    CaseStillThere,
    HolderState,
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
from kiosk.rules.new_pin import PinPolicy, refusals, refusals_again
from kiosk.session.by_issuer import at_menu
from kiosk.session.learn import further
from kiosk.session.place import Inside, Place
from kiosk.session.state import (
    ChangeFailed,
    LastAttempt,
    Menu,
    PinLocked,
    PinPresent,
    StandingShown,
    UnlockExplained,
)
from kiosk.session.transition import abandoned, leave


def chose_case(state: HolderState) -> HolderTransition:
    """From wherever the holder's card is known and nothing is under way."""
    match state:
        case (
            Menu(visit)
            | StandingShown(visit)
            | PinPresent(visit)
            | LastAttempt(visit)
            | PinLocked(visit)
            | UnlockExplained(visit)
            | ChangeFailed(visit=visit, place=Inside())
            | UnlockFailed(visit=visit, place=Inside())
        ):
            known, asks = further(visit, inquire=True, again=True)
            return case_form.new_form(known), asks
        case _:
            return state, ()


def filled_in(state: CaseState, event: ChoseMatter | ChoseWho | ToggledDocument) -> HolderTransition:
    """Something else in the form; what the office said of it before is said no more."""
    match state, event:
        case CaseForm(), ChoseMatter(matter):
            return replace(state, matter=matter, refused=None, until=None), ()
        case CaseForm(), ChoseWho(who):
            return case_form.with_who(replace(state, refused=None, until=None), who), ()
        case CaseForm(), ToggledDocument(document):
            return case_form.toggled(replace(state, refused=None, until=None), document), ()
        case _:
            return state, ()


def opened(staff: Staff, state: CaseState) -> HolderTransition:
    """The form goes to the office, once nothing stands against it."""
    match state:
        case CaseForm() if case_form.is_ready(state):
            return opening.begin(staff, replace(state, refused=None, until=None))
        case _:
            return state, ()


def pin_entered(staff: Staff | None, state: CaseState, pin: Pin, policy: PinPolicy) -> HolderTransition:
    """Six digits for the holder's new PIN."""
    match state:
        case ResetConfirm():
            return lost.pin_entered(state, pin)
        case ResetNew(visit, case):
            refused = refusals(pin, present=None, card=visit.card, policy=policy)
            return (ResetNew(visit, case, refused) if refused else ResetAgain(visit, case, pin)), ()
        case ResetAgain(visit, case, new) if staff is not None:
            refused = refusals_again(new, pin, present=None, card=visit.card, policy=policy)
            return (ResetNew(visit, case, refused), ()) if refused else unlock.begin(staff, visit, case, new)
        case _:
            return state, ()


def went_on(state: CaseState) -> HolderTransition:
    """On from a screen that tells something."""
    match state:
        case UnlockUnknown(place=Inside() as inside, why=Obstacle.AWAY | Obstacle.NO_PRESENCE):  # perhaps it is back
            return lost.ask(state, inside)
        case UnlockDone(visit=visit, place=place) | UnlockFailed(visit=visit, place=place):
            return at_menu(visit) if isinstance(place, Inside) else leave(place, visit.number)
        case _:
            return touched(state)


def went_back(state: CaseState) -> HolderTransition:
    """One step back; from the first step, to the menu."""
    match state:
        case ResetAgain(visit, case):
            return ResetNew(visit, case), ()
        case CaseForm(visit) | ResetNew(visit):
            return at_menu(visit)
        case _:
            return state, ()


def ended(state: CaseState) -> HolderTransition:
    """Take the card: possible everywhere but while the card is being written."""
    match state:
        case CaseStillThere(paused):
            return ended(paused)
        case OpeningCase():
            return leave(state.visit.inside, state.visit.number)
        case UnlockSettling() | ResetConfirming() | Unlocking(stage=Unblocking()):
            return state, ()
        case Unlocking(visit=visit, place=place) | UnlockTold(visit=visit, place=place):
            return leave(place, visit.number)
        case _:
            return leave(_place_in(state), state.visit.number)


def timed_out(state: CaseState) -> HolderTransition:
    """Idle asks "still there?"; no answer to that means a card left behind."""
    match state:
        case CaseStillThere(paused):
            return abandoned(_place_in(paused), paused.visit.number)
        case UnlockDone(visit=visit, place=place) | UnlockFailed(visit=visit, place=place) if not isinstance(
            place, Inside
        ):
            return leave(place, visit.number)
        case _:
            return (CaseStillThere(state) if isinstance(state, CaseIdle) else state), ()


def touched(state: CaseState) -> HolderTransition:
    """A sign of life."""
    return (state.paused if isinstance(state, CaseStillThere) else state), ()


def _place_in(state: CaseIdle) -> Place:
    if isinstance(state, UnlockDone | UnlockFailed | UnlockUnknown):
        return state.place
    if isinstance(state, ResetConfirm):
        return state.asked
    return state.visit.inside
