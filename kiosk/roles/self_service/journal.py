"""Journal entries of a session, derived from a transition (before, event, after): a white list of what they hold."""

from __future__ import annotations

from typing import assert_never

from kiosk.card.outcome import CardGone, Refused
from kiosk.card.port import Failure, Fault
from kiosk.errand import Errand
from kiosk.journal.entry import Detail, Entry, entry
from kiosk.printer.outcome import Failed, Printed, Saved
from kiosk.rules import mask
from kiosk.rules.genuineness import Genuineness
from kiosk.session.enabling import Enabling
from kiosk.session.event import Answered, Event, SlipDone, Told
from kiosk.session.state import (
    CardLeftBehind,
    ChangeFailed,
    Changing,
    Counting,
    LastAttempt,
    Menu,
    NotRecognised,
    OutcomeUnknown,
    OutOfService,
    PinChanged,
    PinLocked,
    PinNew,
    PinPresent,
    Reading,
    Reminder,
    Settling,
    StandingShown,
    State,
    StillThere,
    UnlockExplained,
    Verifying,
    visit_of,
)
from kiosk.session.visit import Visit


def derive(before: State, event: Event, after: State) -> tuple[Entry, ...]:
    """The entry that a transition leaves, none for one that is nobody's business."""
    left = entry_left(before, event, after)
    return () if left is None else (left,)


def entry_left(before: State, event: Event, after: State) -> Entry | None:
    """The one entry of a transition. A slip leaves one whoever is there by the time that it is done."""
    if isinstance(event, SlipDone):
        return of_slip(event)
    if before == after:
        return None
    if isinstance(event, Told):
        return _told(before, after)
    visit = visit_of(after) or visit_of(before)
    match before, after:
        case OutOfService(), _ if not isinstance(after, OutOfService):
            return _entry("in-service", None)
        case Reading(), Menu(read):
            return _entry("card-read", read, tries_left=read.card.tries_left)
        case Verifying(), (PinNew() | StandingShown()):
            return _entry("pin-verified", visit)
        case ((Verifying() | Changing()), (PinPresent(tried) | LastAttempt(tried) | PinLocked(tried))):
            return _entry("pin-wrong", tried, tries_left=tried.card.tries_left)
        case ((Changing() | Settling()), PinChanged(changed)):
            enabling = None if after.enabling is Enabling.NONE else after.enabling.value
            return _entry("pin-changed", changed, enabling=enabling)
        case ((Counting() | Verifying() | Changing() | Settling()), ChangeFailed(failed, why)):
            return _entry("pin-not-changed", failed, why=why.value, status_word=_status_word(event))
        case Changing(), (OutcomeUnknown(lost) | Settling(lost)):
            return _entry("pin-outcome-unknown", lost)
        case UnlockExplained() | StillThere(UnlockExplained()), UnlockExplained() | StillThere(UnlockExplained()):
            return None
        case _:
            return arrived(visit, after)


def arrived(visit: Visit | None, after: State) -> Entry | None:
    """The entry of a state that leaves one wherever the visit came from."""
    match after:
        case OutOfService(failure):
            return _entry("out-of-service", visit, fault=failure.fault.value, code=f"{failure.code:08X}")
        case NotRecognised(why):
            return _entry("card-not-recognised", visit, why=why.value)
        case UnlockExplained(told, errand=Errand.UNLOCK):
            return _entry("unlock-explained", told)
        case UnlockExplained(told, errand=errand):
            return _entry("errand-explained", told, errand=errand.value)
        case CardLeftBehind(Reminder.RECORDED):
            return _entry("card-left-behind", visit)
        case _:
            return None


def of_slip(done: SlipDone) -> Entry:
    """The entry of a slip or receipt."""
    card = mask.ending(done.last_four)
    match done.outcome:
        case Failed(reason):
            return Entry("slip-failed", card, {"why": reason.value})
        case Printed():
            return Entry("slip-printed", card, {"to": "printer"})
        case Saved():
            return Entry("slip-printed", card, {"to": "file"})
        case _:
            assert_never(done.outcome)


def _told(before: State, after: State) -> Entry | None:
    was, visit = visit_of(before), visit_of(after)
    if _enabling(after) is Enabling.DONE and _enabling(before) not in (None, Enabling.DONE):
        return _entry("card-enabled", visit)  # what the report came to was under review, or is not known here yet
    if was is None or visit is None or was.genuine is visit.genuine:
        return None
    return _entry("card-not-genuine", visit) if visit.genuine is Genuineness.NOT_GENUINE else None


def _enabling(state: State) -> Enabling | None:
    match state:
        case PinChanged(enabling=enabling) | StillThere(PinChanged(enabling=enabling)):
            return enabling
        case _:
            return None


def _entry(what: str, visit: Visit | None, **details: Detail) -> Entry:
    return entry(what, visit.card.number if visit else None, **details)


def _status_word(event: Event) -> str | None:
    match event:
        case Answered(outcome=Refused(sw) | CardGone(Failure(Fault.ANSWER_LOST, sw))) if sw:
            return f"{sw:04X}"
        case _:
            return None
