"""Journal entries, derived from a transition (before, event, after).

A white list: an entry holds only what is named here, which is neither a PIN nor a name, and of a card's number the last
four characters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.card.outcome import Refused
from kiosk.printer.outcome import Failed, Printed, Saved
from kiosk.rules import mask
from kiosk.session.event import Answered, Event, SlipDone
from kiosk.session.state import (
    CardLeftBehind,
    ChangeFailed,
    Changing,
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
    State,
    StillThere,
    UnlockExplained,
    Verifying,
    Visit,
    visit_of,
)


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
    visit = visit_of(after) or visit_of(before)
    match before, after:
        case _, OutOfService(failure) if before != after:
            return _entry("out-of-service", visit, fault=failure.fault.value, code=f"{failure.code:08X}")
        case OutOfService(), _:
            return _entry("in-service", None)
        case Reading(), Menu(read):
            return _entry("card-read", read, tries_left=read.card.tries_left)
        case _, NotRecognised(why):
            return _entry("card-not-recognised", visit, why=why.value)
        case Verifying(), PinNew():
            return _entry("pin-verified", visit)
        case ((Verifying() | Changing()), (PinPresent(tried) | LastAttempt(tried) | PinLocked(tried))):
            return _entry("pin-wrong", tried, tries_left=tried.card.tries_left)
        case ((Changing() | Settling()), PinChanged(changed)):
            return _entry("pin-changed", changed)
        case _, ChangeFailed(failed, why):
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
