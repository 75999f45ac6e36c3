"""The session machine: one pure, total function. An event that has no meaning in a state leaves the state as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed
from kiosk.rules.new_pin import PinPolicy
from kiosk.session.by_card import answered, deadline_missed
from kiosk.session.by_person import chosen, ended, pin_entered, touched, went_back, went_on
from kiosk.session.by_printer import asked_for_slip, slip_done
from kiosk.session.by_reader import sighted
from kiosk.session.by_time import timed_out
from kiosk.session.event import (
    Answered,
    AskedForSlip,
    ChosePinChange,
    ChoseStanding,
    ChoseUnlock,
    DeadlineMissed,
    Ended,
    Event,
    PinEntered,
    SlipDone,
    StandingTold,
    TimedOut,
    Touched,
    WentBack,
    WentOn,
)
from kiosk.session.state import State, StillThere, Visited, visit_of
from kiosk.session.transition import Transition, stay

DEFAULT_POLICY = PinPolicy()


def step(state: State, event: Event, policy: PinPolicy = DEFAULT_POLICY) -> Transition:
    """The state after `event`, and the effects to carry out, in order."""
    match event:
        case ReaderFailed() | CardOut() | CardIn() | CardMute():
            return sighted(state, event)
        case Answered():
            return answered(state, event)
        case DeadlineMissed():
            return deadline_missed(state, event)
        case StandingTold():
            return stay(_with_standing(state, event))
        case SlipDone():
            return slip_done(state, event)
        case TimedOut():
            return timed_out(state)
        case ChosePinChange() | ChoseStanding() | ChoseUnlock():
            return chosen(state, event)
        case AskedForSlip(language):
            return asked_for_slip(state, language)
        case PinEntered(pin):
            return pin_entered(state, pin, policy)
        case WentOn():
            return went_on(state)
        case WentBack():
            return went_back(state)
        case Ended():
            return ended(state)
        case Touched():
            return touched(state)
        case _:
            assert_never(event)


def _with_standing(state: State, told: StandingTold) -> State:
    visit = visit_of(state)
    if visit is None or visit.card.identification != told.card:
        return state
    after = replace(visit, standing=told.standing)
    if isinstance(state, StillThere):
        return StillThere(replace(state.paused, visit=after))
    return replace(state, visit=after) if isinstance(state, Visited) else state
