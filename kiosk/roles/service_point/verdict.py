"""What the office makes of an unblock that the card says it carried out: waited for, and followed while it is shown.

The books are the office's: a reset is done where it says so, and an unlock is reported. Nothing here says more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.issuer.answers import Confirmed, Denied, Taken
from kiosk.roles.service_point.event import CaseReported
from kiosk.roles.service_point.state import CaseState, CaseStillThere, UnlockDone, UnlockTold, Verdict
from kiosk.roles.service_point.unlock import HolderTransition


def reported(state: CaseState, event: CaseReported) -> HolderTransition:
    """The office has the report of this case, or does not take it; one of another case is ignored."""
    match state:
        case UnlockTold(case=case) if case.id == event.case:
            return _done(state, _verdict(event.answer)), ()
        case UnlockDone(case=case) if case.id == event.case:
            return replace(state, verdict=_verdict(event.answer)), ()
        case CaseStillThere(UnlockDone(case=case) as paused) if case.id == event.case:
            return CaseStillThere(replace(paused, verdict=_verdict(event.answer))), ()
        case _:
            return state, ()


def late(state: CaseState) -> HolderTransition:
    """It has not answered while a person waits."""
    return (_done(state, Verdict.LATE) if isinstance(state, UnlockTold) else state), ()


def _done(state: UnlockTold, verdict: Verdict) -> UnlockDone:
    return UnlockDone(state.visit, state.case, state.place, verdict)


def _verdict(answer: Taken | Confirmed | Denied) -> Verdict:
    match answer:
        case Confirmed():
            return Verdict.DONE
        case Taken():
            return Verdict.REPORTED
        case Denied():
            return Verdict.DENIED
        case _:
            assert_never(answer)
