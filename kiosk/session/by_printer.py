"""The slip for the service point: asked for by the person, told about by the printer."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.printer.outcome import Failed, Printed, Saved
from kiosk.session.effect import PrintSlip
from kiosk.session.event import SlipDone
from kiosk.session.state import Slip, State, StillThere, UnlockExplained
from kiosk.session.transition import Transition, stay


def asked_for_slip(state: State, language: str) -> Transition:
    """One slip at a time; after it, whatever became of it, another may be asked for."""
    match state:
        case UnlockExplained(visit, slip, errand) if slip is not Slip.PRINTING:
            effect = PrintSlip(visit.number, visit.card.number[-4:], language, errand)
            return UnlockExplained(visit, Slip.PRINTING, errand), (effect,)
        case _:
            return stay(state)


def slip_done(state: State, done: SlipDone) -> Transition:
    """What became of the slip that `state` waits for; that of another visit is ignored."""
    match state:
        case StillThere(UnlockExplained() as paused):
            after = _with_slip(paused, done)
            return stay(state if after == paused else StillThere(after))
        case UnlockExplained():
            return stay(_with_slip(state, done))
        case _:
            return stay(state)


def slip_after(slip: Slip, visit: int, done: SlipDone) -> Slip:
    """How far the slip of this visit has got, once one is done; another's changes nothing."""
    if slip is not Slip.PRINTING or visit != done.visit:
        return slip
    outcome = done.outcome
    match outcome:
        case Printed():
            return Slip.PRINTED
        case Saved():
            return Slip.SAVED
        case Failed():
            return Slip.FAILED
        case _:
            assert_never(outcome)


def _with_slip(state: UnlockExplained, done: SlipDone) -> UnlockExplained:
    return replace(state, slip=slip_after(state.slip, state.visit.number, done))
