"""Journal entries of a service point, derived from a transition (before, event, after).

The same white list as a session's: of a card the last four of its number, of a member of staff no more.
"""

from __future__ import annotations

from kiosk.journal.entry import Detail, Entry, entry
from kiosk.roles.self_service.journal import arrived, entry_left, of_slip
from kiosk.roles.service_point.event import Event
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.staff import (
    NoStaff,
    SigningIn,
    Staff,
    StaffPin,
    StaffProving,
    StaffReading,
    StaffState,
    StaffVerifying,
    Why,
)
from kiosk.roles.service_point.state import (
    CaseForm,
    CaseState,
    HolderState,
    OpeningCase,
    ResetConfirming,
    ResetNew,
    State,
    UnlockDone,
    UnlockFailed,
    Unlocking,
    UnlockSettling,
    UnlockTold,
    UnlockUnknown,
    Verdict,
    visit_of,
)
from kiosk.session import event as session
from kiosk.session.event import SlipDone, Touched

_SIGNING_IN = StaffReading | StaffProving | StaffPin | StaffVerifying | SigningIn
_AT_WORK = Unlocking | UnlockSettling | ResetConfirming
_BY = {Verdict.DONE: "proof", Verdict.REPORTED: "word", Verdict.LATE: "word-unheard", Verdict.DENIED: "word-denied"}
_DONE = {Matter.UNLOCK: "pin-unlocked", Matter.RESET: "pin-reset"}


def derive(before: State, event: Event, after: State) -> tuple[Entry, ...]:
    """The entries that a transition leaves, none for one that is nobody's business."""
    left = (_of_staff(before.staff, after.staff), _of_holder(before.holder, event, after.holder))
    return tuple(one for one in left if one is not None)


def _of_staff(before: StaffState, after: StaffState) -> Entry | None:
    match before, after:
        case Staff(), Staff():
            return None
        case _, Staff():
            return _staff_entry("staff-signed-in", after)
        case Staff(), NoStaff(why):
            return _staff_entry("staff-signed-out", before, why=why.value)
        case Staff(), _:
            return _staff_entry("staff-signed-out", before, why=Why.CARD_LEFT.value)
        case StaffVerifying(), StaffPin(visit):
            return _staff_entry("staff-pin-wrong", before, tries_left=visit.card.tries_left)
        case (_, NoStaff(why)) if isinstance(before, _SIGNING_IN) and why is not Why.NONE:
            return _staff_entry("staff-not-signed-in", before, why=why.value)
        case _:
            return None


def _of_holder(before: HolderState, event: Event, after: HolderState) -> Entry | None:
    if isinstance(event, SlipDone):
        return of_slip(event)
    match before, after:
        case OpeningCase(form), (Unlocking(case=case) | ResetNew(case=case)):
            return _entry("case-opened", form, matter=case.matter.value, who=case.who.value, case=case.id)
        case OpeningCase(form), CaseForm(refused=why) if why is not None:
            return _entry("case-refused", form, matter=form.matter.value, why=why.value)
        case UnlockTold(case=case), UnlockDone(verdict=verdict):
            return _entry(_DONE[case.matter], after, by=_BY[verdict])
        case UnlockTold(case=case), _ if not isinstance(after, UnlockTold):  # nobody waited for the verdict
            return _entry(_DONE[case.matter], before, by=_BY[Verdict.LATE])
        case (_, UnlockFailed(matter=matter, why=why)) if isinstance(before, _AT_WORK):
            return _entry("unlock-refused", after, matter=matter.value, why=why.value)
        case ((Unlocking() | ResetConfirming()), (UnlockUnknown() | UnlockSettling())):
            return _entry("unlock-unknown", after, matter=after.lost.case.matter.value)
        case _:
            return _of_session(before, event, after)


def _of_session(before: HolderState, event: Event, after: HolderState) -> Entry | None:
    if isinstance(after, CaseState):
        return None
    if isinstance(before, CaseState):
        return arrived(visit_of(after) or visit_of(before), after)
    return entry_left(before, event if isinstance(event, session.Event) else Touched(), after)


def _entry(what: str, holder: HolderState, **details: Detail) -> Entry:
    visit = visit_of(holder)
    return entry(what, visit.card.number if visit else None, **details)


def _staff_entry(what: str, staff: StaffState, **details: Detail) -> Entry:
    return entry(what, None if isinstance(staff, NoStaff | StaffReading) else staff.visit.card.number, **details)
