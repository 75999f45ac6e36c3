"""Journal entries, derived from a transition (before, event, after).

A white list: an entry holds only what is named here, which is neither a PIN nor a name, and of a card's number the last
four characters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from kiosk.card.outcome import Refused
from kiosk.issuer.answers import Denied, Taken
from kiosk.issuer.report import Report
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


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal entry: what happened, to which card (masked number, None without one), and details."""

    what: str
    card: str | None
    details: Mapping[str, str | int | None]


def derive(before: State, event: Event, after: State) -> Entry | None:
    """The entry that a transition leaves, None for one that is nobody's business."""
    if before == after:
        return None
    if isinstance(event, Told):
        return _told(before, after)
    visit = visit_of(after) or visit_of(before)
    match before, after:
        case _, OutOfService(failure):
            return _entry("out-of-service", visit, fault=failure.fault.value, code=f"{failure.code:08X}")
        case OutOfService(), _:
            return _entry("in-service", None)
        case Reading(), Menu(read):
            return _entry("card-read", read, tries_left=read.card.tries_left)
        case _, NotRecognised(why):
            return _entry("card-not-recognised", visit, why=why.value)
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
            return _slip(event, visit)
        case _, UnlockExplained(told):
            return _entry("unlock-explained", told)
        case _, CardLeftBehind(Reminder.RECORDED):
            return _entry("card-left-behind", visit)
        case _:
            return None


def of_report(report: Report, answer: Taken | Denied) -> Entry:
    """The entry that a report leaves when the office takes it, or denies it for good."""
    details = {"kind": report.kind, "about": mask.number(report.about)}
    match answer:
        case Taken():
            return Entry("report-taken", None, details)
        case Denied(reason):
            return Entry("report-put-aside", None, {**details, "why": reason})
        case _:
            assert_never(answer)


def _told(before: State, after: State) -> Entry | None:
    was, visit = visit_of(before), visit_of(after)
    if was is None or visit is None or was.genuine is visit.genuine:
        return None
    return _entry("card-not-genuine", visit) if visit.genuine is Genuineness.NOT_GENUINE else None


def _entry(what: str, visit: Visit | None, **details: str | int | None) -> Entry:
    card = mask.number(visit.card.number) if visit else None
    return Entry(what, card, {name: value for name, value in details.items() if value is not None})


def _slip(event: Event, visit: Visit | None) -> Entry | None:
    match event:
        case SlipDone(outcome=Failed(reason)):
            return _entry("slip-failed", visit, why=reason.value)
        case SlipDone(outcome=Printed()):
            return _entry("slip-printed", visit, to="printer")
        case SlipDone(outcome=Saved()):
            return _entry("slip-printed", visit, to="file")
        case _:
            return None


def _status_word(event: Event) -> str | None:
    match event:
        case Answered(outcome=Refused(sw)):
            return f"{sw:04X}"
        case _:
            return None
