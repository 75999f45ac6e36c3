"""Which transitions leave an entry, and which are nobody's business."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.card import outcome as out
from kiosk.card.port import Failure, Fault
from kiosk.journal.entry import Entry, derive
from kiosk.printer.outcome import Failed, Printed, Reason, Saved
from kiosk.rules.standing import Standing
from kiosk.session import event as ev
from kiosk.session import state as st
from kiosk.session.event import Event
from kiosk.session.state import State
from tests.unit.kiosk.samples import (
    CARD,
    DIGITS,
    FACTS,
    HOLDER,
    INSIDE,
    VISIT,
    new,
    one_of_every_event,
    one_of_every_state,
    present,
)

SHOWN = "*****569X"
LOST = Failure(Fault.ANSWER_LOST)
NO_SERVICE = st.OutOfService(Failure(Fault.NO_SERVICE, 0x8010001D))
VERIFYING, CHANGING = st.Verifying(VISIT, present()), st.Changing(VISIT, present(), new(), INSIDE)
SETTLING = st.Settling(VISIT, present(), new(), 8, INSIDE)
UNKNOWN = st.OutcomeUnknown(VISIT, present(), new(), INSIDE)
PRINTED = ev.SlipDone(7, Printed())
REFUSED = ev.Answered(7, out.Refused(0x6985))
TIME = ev.TimedOut()
PRINTING = st.UnlockExplained(VISIT, st.Slip.PRINTING)


def with_tries(left: int) -> st.Visit:
    return replace(VISIT, card=replace(FACTS, tries_left=left))


def answered(outcome: out.Outcome) -> Event:
    return ev.Answered(7, outcome)


ENTRIES: dict[str, tuple[State, Event, State, Entry]] = {
    "the service stops": (
        st.Attract(),
        TIME,
        NO_SERVICE,
        Entry("out-of-service", None, {"fault": "no-service", "code": "8010001D"}),
    ),
    "the service stops with a card in": (
        st.Menu(VISIT),
        TIME,
        NO_SERVICE,
        Entry("out-of-service", SHOWN, {"fault": "no-service", "code": "8010001D"}),
    ),
    "the service is back": (NO_SERVICE, TIME, st.Attract(), Entry("in-service", None, {})),
    "a card is read": (
        st.Reading(7, "r"),
        answered(out.CardRead(FACTS)),
        st.Menu(VISIT),
        Entry("card-read", SHOWN, {"tries_left": 6}),
    ),
    "a card is not recognised": (
        st.Attract(),
        TIME,
        st.NotRecognised(st.Unrecognised.MUTE),
        Entry("card-not-recognised", None, {"why": "mute"}),
    ),
    "a PIN is right": (
        VERIFYING,
        answered(out.Verified(6)),
        st.PinNew(VISIT, present()),
        Entry("pin-verified", SHOWN, {}),
    ),
    "a PIN is wrong": (
        VERIFYING,
        answered(out.WrongPin(5)),
        st.PinPresent(with_tries(5), wrong=True),
        Entry("pin-wrong", SHOWN, {"tries_left": 5}),
    ),
    "a PIN is wrong, one attempt left": (
        VERIFYING,
        answered(out.WrongPin(1)),
        st.LastAttempt(with_tries(1), wrong=True),
        Entry("pin-wrong", SHOWN, {"tries_left": 1}),
    ),
    "a PIN is wrong and locked": (
        VERIFYING,
        answered(out.WrongPin(0)),
        st.PinLocked(with_tries(0)),
        Entry("pin-wrong", SHOWN, {"tries_left": 0}),
    ),
    "a PIN is changed": (
        CHANGING,
        answered(out.Changed(6)),
        st.PinChanged(VISIT, INSIDE),
        Entry("pin-changed", SHOWN, {}),
    ),
    "a PIN turns out to be changed": (
        SETTLING,
        answered(out.Changed(6)),
        st.PinChanged(VISIT, INSIDE),
        Entry("pin-changed", SHOWN, {}),
    ),
    "a change is refused by the card": (
        CHANGING,
        REFUSED,
        st.ChangeFailed(VISIT, st.NotChanged.REFUSED, INSIDE),
        Entry("pin-not-changed", SHOWN, {"why": "refused", "status_word": "6985"}),
    ),
    "a change is not sent": (
        CHANGING,
        answered(out.CardGone(LOST)),
        st.ChangeFailed(VISIT, st.NotChanged.NOT_SENT, st.Outside()),
        Entry("pin-not-changed", SHOWN, {"why": "not-sent"}),
    ),
    "a change is unknown": (
        CHANGING,
        answered(out.Unknown(LOST)),
        UNKNOWN,
        Entry("pin-outcome-unknown", SHOWN, {}),
    ),
    "a change is unknown and the card back at once": (
        CHANGING,
        answered(out.Unknown(LOST)),
        SETTLING,
        Entry("pin-outcome-unknown", SHOWN, {}),
    ),
    "an unlock is explained": (
        st.Menu(VISIT),
        ev.ChoseUnlock(),
        st.UnlockExplained(VISIT),
        Entry("unlock-explained", SHOWN, {}),
    ),
    "a slip is printed": (
        PRINTING,
        ev.SlipDone(7, Printed()),
        st.UnlockExplained(VISIT, st.Slip.PRINTED),
        Entry("slip-printed", SHOWN, {"to": "printer"}),
    ),
    "a slip is saved": (
        PRINTING,
        ev.SlipDone(7, Saved(Path("slip.pdf"))),
        st.UnlockExplained(VISIT, st.Slip.SAVED),
        Entry("slip-printed", SHOWN, {"to": "file"}),
    ),
    "a slip fails": (
        PRINTING,
        ev.SlipDone(7, Failed(Reason.STOPPED)),
        st.UnlockExplained(VISIT, st.Slip.FAILED),
        Entry("slip-failed", SHOWN, {"why": "stopped"}),
    ),
    "a slip is printed while nobody seems to be here": (
        st.StillThere(PRINTING),
        ev.SlipDone(7, Printed()),
        st.StillThere(st.UnlockExplained(VISIT, st.Slip.PRINTED)),
        Entry("slip-printed", SHOWN, {"to": "printer"}),
    ),
    "a card is left behind": (
        st.CardLeftBehind(st.Reminder.LOUDER),
        TIME,
        st.CardLeftBehind(st.Reminder.RECORDED),
        Entry("card-left-behind", None, {}),
    ),
}
NONE: dict[str, tuple[State, State]] = {
    "nothing changed": (st.Menu(VISIT), st.Menu(VISIT)),
    "still out of service": (NO_SERVICE, NO_SERVICE),
    "a card goes in": (st.Attract(), st.Reading(7, "r")),
    "a choice": (st.Menu(VISIT), st.StandingShown(VISIT)),
    "a standing is told": (st.Menu(VISIT), st.Menu(replace(VISIT, standing=Standing.LOST))),
    "a slip is asked for": (st.UnlockExplained(VISIT), PRINTING),
    "an unlock is looked at again": (st.StillThere(PRINTING), PRINTING),
    "a new PIN is refused": (st.PinNew(VISIT, present()), st.PinNew(VISIT, present(), ())),
    "a first reminder": (st.TakeCard(st.Farewell.ENDED), st.CardLeftBehind(st.Reminder.REMINDED)),
    "the end": (st.Menu(VISIT), st.TakeCard(st.Farewell.ENDED)),
}


@pytest.mark.parametrize(("before", "event", "after", "entry"), ENTRIES.values(), ids=ENTRIES)
def test_an_entry(before: State, event: Event, after: State, entry: Entry) -> None:
    assert derive(before, event, after) == entry


@pytest.mark.parametrize(("before", "after"), NONE.values(), ids=NONE)
def test_no_entry(before: State, after: State) -> None:
    assert derive(before, TIME, after) is None


def test_whatever_happens_an_entry_holds_nothing_but_what_is_on_the_white_list() -> None:
    """OpenSC#877: PIN in a debug log. Between any two states, with any event."""
    card = replace(FACTS, holder=HOLDER)
    states = [
        replace(state, visit=replace(VISIT, card=card)) if isinstance(state, st.Visited) else state
        for state in one_of_every_state()
    ]
    entries = [
        entry
        for before in states
        for after in states
        for event in (REFUSED, TIME, PRINTED, one_of_every_event()[-5])
        if (entry := derive(before, event, after)) is not None
    ]
    names = {name for entry in entries for name in entry.details}
    personal = [*(digits.decode() for digits in DIGITS), CARD.hex(), FACTS.number, HOLDER.name, HOLDER.number]

    assert names <= {"fault", "code", "why", "status_word", "tries_left", "to"}
    assert [value for value in personal if value in str(entries)] == []
    assert {entry.card for entry in entries} == {SHOWN, None}
