"""What a service point brings to the terminal: its tables, beside what the machine does at its readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from kiosk.card.outcome import CardGone, NoInquiry, Unknown
from kiosk.card.port import Failure, Fault
from kiosk.card.request import ChangePin, Evidence, ProveCard
from kiosk.card.sighting import CardIn, CardOut
from kiosk.issuer.answers import Denied, Taken
from kiosk.issuer.proved import Proved
from kiosk.issuer.report import ENABLED, Progress, Report
from kiosk.journal.entry import Entry
from kiosk.roles.service_point.answers import CaseOpened
from kiosk.roles.service_point.effect import EndCase, Result
from kiosk.roles.service_point.event import CasePersonEvent, CaseTold, Event, StaffEvent, StaffSeen, VerdictLate
from kiosk.roles.service_point.explore import samples
from kiosk.roles.service_point.journal import derive
from kiosk.roles.service_point.matter import Matter, Who
from kiosk.roles.service_point.outcome import AnyOutcome, UnblockUnknown
from kiosk.roles.service_point.parts import PARTS
from kiosk.roles.service_point.report import CASE_ENDED
from kiosk.roles.service_point.request import AskReturnedCard, BeginUnblock, ProveUnblock, Unblock
from kiosk.roles.service_point.staff import NoStaff, SigningIn, StaffReading
from kiosk.roles.service_point.stage import Recording
from kiosk.roles.service_point.state import (
    Case,
    CaseForm,
    CaseStillThere,
    OpeningCase,
    State,
    UnlockDone,
    UnlockTold,
    Verdict,
)
from kiosk.roles.service_point.step import step
from kiosk.rules.new_pin import PinPolicy
from kiosk.session import state as session
from kiosk.session.event import TimedOut, Touched
from kiosk.session.place import Inside, Outside
from kiosk.session.reader import Reader
from kiosk.session.terms import Terms
from kiosk.session.timeouts import RESULT_WITHOUT_CARD_S
from tests.support.cards import READER, pin, profile
from tests.support.samples import CARD, VISIT
from tests.support.staffed_office import BenchCase, StaffedOffice
from tests.ui.counter import OPERATOR, STAFF

DEFECT = Failure(Fault.DEFECT)
TERMS = Terms(PinPolicy(), date(2026, 11, 22))
CASE = Case("case-1", Matter.UNLOCK, Who.HOLDER)
FORM = CaseForm(VISIT, Matter.UNLOCK, Who.HOLDER)
GONE = CardOut("Staff's Reader")


def with_staff(holder: object) -> State:
    return State(STAFF, holder, None)  # type: ignore[arg-type]


def test_whoever_wants_to_leave_waits_for_the_office_s_word_on_what_a_card_did() -> None:
    states = (
        with_staff(UnlockTold(VISIT, CASE, Outside())),
        State(SigningIn(OPERATOR), session.Attract(), None),
        with_staff(UnlockDone(VISIT, CASE, Outside(), Verdict.DONE)),
        State(NoStaff(), session.Attract(), None),
    )

    assert [PARTS.machine.is_settling(state) for state in states] == [True, True, False, False]


def test_what_a_reader_shows_is_an_event_of_its_own_side() -> None:
    seen = PARTS.machine.seen

    assert (seen(Reader.HOLDER, GONE), seen(Reader.STAFF, GONE)) == (GONE, StaffSeen(GONE))


@pytest.mark.parametrize(
    ("request_", "known"),
    [
        (Unblock(1, READER, CARD, b"", None, None), UnblockUnknown(DEFECT)),
        (BeginUnblock(1, READER, CARD), CardGone(DEFECT)),
        (ProveUnblock(1, READER, CARD, b""), CardGone(DEFECT)),
        (AskReturnedCard(1, READER, CARD, Evidence(b"", b"")), CardGone(DEFECT)),
        (ChangePin(1, READER, CARD, pin(), pin()), Unknown(DEFECT)),
        (ProveCard(1, READER, CARD, b"", b""), NoInquiry()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_after_a_defect_only_a_pin_that_was_being_written_is_unknown(request_: object, known: AnyOutcome) -> None:
    assert PARTS.trades[Reader.HOLDER].broken(request_) == known


def test_the_end_of_a_case_is_reported_to_the_office_beside_what_any_terminal_reports() -> None:
    office = StaffedOffice(profile())
    office.cases["case-1"] = BenchCase(CARD, Matter.UNLOCK)
    ended = Report("k1", CASE_ENDED, "case-1 done", Progress.DUE)
    enabled = Report("k2", ENABLED, CARD.hex(), Progress.DUE, Proved(b"nobody's presence").text())

    assert (PARTS.deliver(ended, office), PARTS.deliver(enabled, office)) == (Taken(), Denied("not-genuine"))
    assert (office.cases["case-1"].result, office.enabled) == ("done", {})


def test_an_operator_cards_visit_is_never_in_front_and_a_holders_is_while_staff_is_signed_in() -> None:
    states = [with_staff(session.Menu(VISIT)), State(StaffReading(3, "r"), session.Attract(), None)]

    assert [PARTS.visit_in_front(state) for state in states] == [VISIT, None]


def test_a_holders_card_left_behind_is_reminded_of() -> None:
    left = session.CardLeftBehind(session.Reminder.LOUDER)

    assert PARTS.call_of(with_staff(left)) is session.Call.CARD_LOUDER
    assert PARTS.call_of(with_staff(session.Menu(VISIT))) is None


@pytest.mark.parametrize(
    ("holder", "seconds"),
    [
        (UnlockDone(VISIT, CASE, Outside(), Verdict.REPORTED), RESULT_WITHOUT_CARD_S),
        (UnlockDone(VISIT, CASE, Inside(7, READER), Verdict.REPORTED), 60.0),
        (FORM, 60.0),
        (CaseStillThere(FORM), 20.0),
        (session.Menu(VISIT), 60.0),
    ],
    ids=lambda value: type(value).__name__,
)
def test_how_long_a_state_lasts(holder: object, seconds: float) -> None:
    assert PARTS.machine.timeout_of(with_staff(holder)) == seconds


def test_a_case_that_is_opened_when_nobody_is_signed_in_any_more_is_ended() -> None:
    state = State(NoStaff(), OpeningCase(FORM, Recording()), None)
    _, effects = step(state, CaseTold(VISIT.number, CaseOpened("case-1")), TERMS)

    assert effects == (EndCase("case-1", Result.FAILED),)


def test_the_samples_are_of_every_event_that_a_session_has_not() -> None:
    assert {type(event) for event in samples()} >= {*get_args(StaffEvent), *get_args(CasePersonEvent), CaseTold}


@pytest.mark.parametrize(
    ("before", "event", "after", "left"),
    [
        (
            State(STAFF, session.Attract(), None),
            StaffSeen(CardIn("Staff's Reader", b"", 9)),
            State(StaffReading(9, "Staff's Reader"), session.Attract(), None),
            [("staff-signed-out", {"why": "card-left"})],
        ),
        (
            State(NoStaff(), session.Attract(), None),
            Touched(),
            State(NoStaff(), session.Attract(), None),
            [],
        ),
        (
            with_staff(CaseStillThere(FORM)),
            Touched(),
            with_staff(FORM),
            [],
        ),
        *(
            (
                with_staff(UnlockTold(VISIT, CASE, Outside())),
                VerdictLate(),
                with_staff(UnlockDone(VISIT, CASE, Outside(), verdict)),
                [("pin-unlocked", {"by": by})],
            )
            for verdict, by in zip(Verdict, ("proof", "word", "word-unheard", "word-denied"), strict=True)
        ),
        (
            with_staff(UnlockTold(VISIT, CASE, Outside())),
            CardIn(READER, b"", 9),
            with_staff(session.Reading(9, READER)),
            [("pin-unlocked", {"by": "word-unheard"})],
        ),
        (
            with_staff(CaseStillThere(FORM)),
            TimedOut(),
            with_staff(session.CardLeftBehind(session.Reminder.RECORDED)),
            [("card-left-behind", {})],
        ),
    ],
    ids=[
        "another card beside the one signed in",
        "nothing",
        "somebody is still there",
        *(f"the verdict is {verdict.value}" for verdict in Verdict),
        "nobody waited for the verdict",
        "a card that stays while nobody does",
    ],
)
def test_what_a_transition_leaves_in_the_journal(
    before: State, event: Event, after: State, left: list[tuple[str, dict[str, object]]]
) -> None:
    entries: tuple[Entry, ...] = derive(before, event, after)

    assert [(entry.what, dict(entry.details)) for entry in entries] == left


def test_of_an_operator_card_the_journal_has_no_more_than_its_last_four() -> None:
    after = replace(with_staff(session.Attract()), staff=NoStaff())
    (entry,) = derive(with_staff(session.Attract()), StaffSeen(GONE), after)

    assert entry.card == f"*****{OPERATOR.card.number[-4:]}"
