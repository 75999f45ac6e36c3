"""Which transitions leave an entry, and which are nobody's business."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.card import outcome as out
from kiosk.card.port import Failure, Fault
from kiosk.errand import Errand
from kiosk.issuer.answers import Denied, NotGenuine, Taken
from kiosk.issuer.question import AskRecord, CheckProof
from kiosk.issuer.report import ENABLED, Progress, Report
from kiosk.journal.entry import Entry, of_report
from kiosk.printer.outcome import Failed, Printed, Reason, Saved
from kiosk.roles.self_service.journal import derive
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing
from kiosk.session import event as ev
from kiosk.session import state as st
from kiosk.session.enabling import Enabling
from kiosk.session.event import Event
from kiosk.session.place import Outside
from kiosk.session.reason import Farewell, NotChanged, Unrecognised
from kiosk.session.state import State
from kiosk.session.visit import Visit
from tests.support.samples import (
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
PRINTED = ev.SlipDone(7, "569X", Printed())
REFUSED = ev.Answered(7, out.Refused(0x6985))
TIME = ev.TimedOut()
FORGED = ev.Told(7, NotGenuine(), CheckProof("1", bytes(8)))
NOT_GENUINE = replace(VISIT, genuine=Genuineness.NOT_GENUINE)
TOLD = ev.Told(7, Record(Standing.LOST), AskRecord(CARD))
FAILED, FAILED_LOST = (
    st.ChangeFailed(visit, NotChanged.REFUSED, INSIDE) for visit in (VISIT, replace(VISIT, standing=Standing.LOST))
)
PRINTING = st.UnlockExplained(VISIT, st.Slip.PRINTING)


def with_tries(left: int) -> Visit:
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
        st.NotRecognised(Unrecognised.MUTE),
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
    "a PIN is changed of a sealed card": (
        CHANGING,
        answered(out.Changed(6)),
        st.PinChanged(VISIT, INSIDE, Enabling.ON_ITS_WAY),
        Entry("pin-changed", SHOWN, {"enabling": "on-its-way"}),
    ),
    "a card is enabled by what completed its review": (
        st.PinChanged(VISIT, INSIDE, Enabling.UNDER_REVIEW),
        ev.Told(7, Record(Standing.NORMAL), AskRecord(CARD)),
        st.PinChanged(VISIT, INSIDE, Enabling.DONE),
        Entry("card-enabled", SHOWN, {}),
    ),
    "a card is enabled behind the question whether anybody is there": (
        st.StillThere(st.PinChanged(VISIT, INSIDE, Enabling.UNDER_REVIEW)),
        ev.Told(7, Record(Standing.NORMAL), AskRecord(CARD)),
        st.StillThere(st.PinChanged(VISIT, INSIDE, Enabling.DONE)),
        Entry("card-enabled", SHOWN, {}),
    ),
    "a card is not genuine": (
        st.Menu(VISIT),
        FORGED,
        st.Menu(NOT_GENUINE),
        Entry("card-not-genuine", SHOWN, {}),
    ),
    "a card is not genuine, and its PIN was asked for": (
        st.PinPresent(VISIT),
        FORGED,
        st.StandingShown(NOT_GENUINE),
        Entry("card-not-genuine", SHOWN, {}),
    ),
    "a change is refused by the card": (
        CHANGING,
        REFUSED,
        st.ChangeFailed(VISIT, NotChanged.REFUSED, INSIDE),
        Entry("pin-not-changed", SHOWN, {"why": "refused", "status_word": "6985"}),
    ),
    "a change is not sent": (
        CHANGING,
        answered(out.CardGone(LOST)),
        st.ChangeFailed(VISIT, NotChanged.NOT_SENT, Outside()),
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
    "another errand is explained": (
        st.Menu(VISIT),
        ev.ChoseUnlock(Errand.REPLACE),
        st.UnlockExplained(VISIT, errand=Errand.REPLACE),
        Entry("errand-explained", SHOWN, {"errand": "replace"}),
    ),
    "a slip is printed": (
        PRINTING,
        ev.SlipDone(7, "569X", Printed()),
        st.UnlockExplained(VISIT, st.Slip.PRINTED),
        Entry("slip-printed", SHOWN, {"to": "printer"}),
    ),
    "a slip is saved": (
        PRINTING,
        ev.SlipDone(7, "569X", Saved(Path("slip.pdf"))),
        st.UnlockExplained(VISIT, st.Slip.SAVED),
        Entry("slip-printed", SHOWN, {"to": "file"}),
    ),
    "a slip fails": (
        PRINTING,
        ev.SlipDone(7, "569X", Failed(Reason.STOPPED)),
        st.UnlockExplained(VISIT, st.Slip.FAILED),
        Entry("slip-failed", SHOWN, {"why": "stopped"}),
    ),
    "a slip is printed while nobody seems to be here": (
        st.StillThere(PRINTING),
        ev.SlipDone(7, "569X", Printed()),
        st.StillThere(st.UnlockExplained(VISIT, st.Slip.PRINTED)),
        Entry("slip-printed", SHOWN, {"to": "printer"}),
    ),
    "a slip is done when its person has left": (
        st.Attract(),
        PRINTED,
        st.Attract(),
        Entry("slip-printed", SHOWN, {"to": "printer"}),
    ),
    "a slip fails when the next person is here": (
        st.Menu(replace(VISIT, number=8)),
        ev.SlipDone(7, "569X", Failed(Reason.TOO_LATE)),
        st.Menu(replace(VISIT, number=8)),
        Entry("slip-failed", SHOWN, {"why": "too-late"}),
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
    "who was asked whether they are there sees the result again": (st.StillThere(FAILED), FAILED),
    "a slip is asked for": (st.UnlockExplained(VISIT), PRINTING),
    "an unlock is looked at again": (st.StillThere(PRINTING), PRINTING),
    "a new PIN is refused": (st.PinNew(VISIT, present()), st.PinNew(VISIT, present(), ())),
    "a first reminder": (st.TakeCard(Farewell.ENDED), st.CardLeftBehind(st.Reminder.REMINDED)),
    "the end": (st.Menu(VISIT), st.TakeCard(Farewell.ENDED)),
}


@pytest.mark.parametrize(("before", "event", "after", "entry"), ENTRIES.values(), ids=ENTRIES)
def test_an_entry(before: State, event: Event, after: State, entry: Entry) -> None:
    assert derive(before, event, after) == (entry,)


@pytest.mark.parametrize(("before", "after"), NONE.values(), ids=NONE)
def test_no_entry(before: State, after: State) -> None:
    assert derive(before, TIME, after) == ()


def test_what_the_office_says_beside_a_result_leaves_no_second_entry_of_it() -> None:
    assert derive(FAILED, TOLD, FAILED_LOST) == ()


@pytest.mark.parametrize(
    ("answer", "what", "more"),
    [(Taken(), "report-taken", {}), (Denied("not-allowed"), "report-put-aside", {"why": "not-allowed"})],
    ids=str,
)
def test_a_report_leaves_an_entry_that_names_no_card(answer: Taken | Denied, what: str, more: dict[str, str]) -> None:
    entry = of_report(Report("5f", ENABLED, CARD.hex(), Progress.DUE), answer)

    assert entry == Entry(what, None, {"kind": "card-enabled", "about": "*" * 28 + "4567", **more})


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
        for event in (REFUSED, TIME, PRINTED, FORGED, one_of_every_event()[-5])
        for entry in derive(before, event, after)
    ]
    names = {name for entry in entries for name in entry.details}
    personal = [*(digits.decode() for digits in DIGITS), CARD.hex(), FACTS.number, HOLDER.name, HOLDER.number]

    assert names <= {"fault", "code", "why", "status_word", "tries_left", "to", "enabling"}
    assert [value for value in personal if value in str(entries)] == []
    assert {entry.card for entry in entries} == {SHOWN, None}
