"""How long a state of a service point lasts when nothing happens, in seconds; how long staff stays, the office says."""

from __future__ import annotations

from kiosk.roles.service_point.staff import StaffPin
from kiosk.roles.service_point.state import (
    CaseIdle,
    CaseState,
    CaseStillThere,
    HolderState,
    State,
    UnlockDone,
    UnlockFailed,
    staff_in_front,
)
from kiosk.session import timeouts as session
from kiosk.session.timeouts import IDLE_S, STILL_THERE_S, result_lasts

VERDICT_S = 2.0  # as long as any question to the office is waited for
PIN_PROOF_S = 170.0  # the office takes what proves a PIN for 180 s after it said what it is to be


def timeout_of(state: State) -> float | None:
    """Seconds until TimedOut, for whichever side has the screen; None for a state that waits as long as it takes."""
    if staff_in_front(state):
        return IDLE_S if isinstance(state.staff, StaffPin) else None
    return _of_holder(state.holder)


def _of_holder(holder: HolderState) -> float | None:
    match holder:
        case CaseStillThere():
            return STILL_THERE_S
        case UnlockDone(place=place) | UnlockFailed(place=place):
            return result_lasts(place)
        case _ if isinstance(holder, CaseState):
            return IDLE_S if isinstance(holder, CaseIdle) else None
        case _:
            return session.timeout_of(holder)
