"""The receipt of a case: asked for by the person, told about by the printer."""

from __future__ import annotations

from dataclasses import replace

from kiosk.roles.service_point.effect import PrintReceipt
from kiosk.roles.service_point.state import CaseState, CaseStillThere, UnlockDone
from kiosk.roles.service_point.unlock import HolderTransition
from kiosk.session.by_printer import slip_after
from kiosk.session.event import SlipDone
from kiosk.session.state import Slip


def asked_for_slip(state: CaseState, language: str) -> HolderTransition:
    """A receipt that the case was done, where more than the card's own word says so; one at a time."""
    match state:
        case UnlockDone(visit=visit, slip=slip) if state.borne_out and slip is not Slip.PRINTING:
            receipt = PrintReceipt(visit.number, visit.card.number[-4:], state.case.matter, language)
            return replace(state, slip=Slip.PRINTING), (receipt,)
        case _:
            return state, ()


def slip_done(state: CaseState, done: SlipDone) -> HolderTransition:
    """What became of the receipt that `state` waits for; that of another visit is ignored."""
    match state:
        case CaseStillThere(UnlockDone() as paused):
            return CaseStillThere(_with_slip(paused, done)), ()
        case UnlockDone():
            return _with_slip(state, done), ()
        case _:
            return state, ()


def _with_slip(state: UnlockDone, done: SlipDone) -> UnlockDone:
    return replace(state, slip=slip_after(state.slip, state.visit.number, done))
