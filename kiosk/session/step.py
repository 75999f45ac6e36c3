"""The session machine: one pure, total function. An event that has no meaning in a state leaves the state as it is."""

from __future__ import annotations

from typing import assert_never

from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed
from kiosk.rules.new_pin import PinPolicy
from kiosk.session.by_card import answered, deadline_missed
from kiosk.session.by_issuer import learned, report_late, settled
from kiosk.session.by_person import chosen, ended, pin_entered, touched, went_back, went_on
from kiosk.session.by_printer import asked_for_slip, slip_done
from kiosk.session.by_reader import sighted
from kiosk.session.by_time import timed_out
from kiosk.session.event import (
    Answered,
    AskedForSlip,
    ChoseOthers,
    ChosePinChange,
    ChoseStanding,
    ChoseUnlock,
    DeadlineMissed,
    Ended,
    Event,
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
from kiosk.session.state import State
from kiosk.session.transition import Transition

DEFAULT_POLICY = PinPolicy()


def step(state: State, event: Event, policy: PinPolicy = DEFAULT_POLICY) -> Transition:
    """The state after `event`, and the effects to carry out, in order."""
    return settled(state, *_step(state, event, policy))


def _step(state: State, event: Event, policy: PinPolicy) -> Transition:
    match event:
        case ReaderFailed() | CardOut() | CardIn() | CardMute():
            return sighted(state, event)
        case Answered():
            return answered(state, event)
        case DeadlineMissed():
            return deadline_missed(state, event)
        case Told() | Reported() | PresenceAged():
            return learned(state, event)
        case ReportLate():
            return report_late(state)
        case SlipDone():
            return slip_done(state, event)
        case TimedOut():
            return timed_out(state)
        case ChosePinChange() | ChoseStanding() | ChoseOthers() | ChoseUnlock():
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
