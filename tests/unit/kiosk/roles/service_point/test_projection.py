"""Which screen a service point shows, and what is on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kiosk.roles.service_point import state as sp
from kiosk.roles.service_point.matter import Document, Matter, Who
from kiosk.roles.service_point.projection import project
from kiosk.roles.service_point.staff import (
    NoStaff,
    SigningIn,
    StaffPin,
    StaffProving,
    StaffReading,
    StaffState,
    Why,
)
from kiosk.roles.service_point.stage import PresenceAsked, PukProving, Recording, Stage, Unblocking
from kiosk.roles.service_point.state import HolderState, Obstacle, State, Verdict
from kiosk.roles.view import Value, View
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.new_pin import Refusal
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding, Standing
from kiosk.session import state as st
from kiosk.session.place import Inside
from tests.support.samples import FACTS, INSIDE, VISIT, new
from tests.ui.counter import NAME, OPERATOR, OUTSIDE, STAFF, STAFF_DIGITS, WANTED, one_of_every_counter

TODAY = date(2026, 11, 22)
CASE = sp.Case("C-1", Matter.RESET, Who.HOLDER)
LOST = sp.Lost(CASE, None)
FORM = sp.CaseForm(replace(VISIT, card=replace(FACTS, tries_left=0)), Matter.UNLOCK, Who.PROXY)
WITHIN = Inside(3, "Staff Reader")


def counter(holder: HolderState, staff: StaffState = STAFF) -> View:
    """The view of that, with somebody signed in."""
    return project(State(staff, holder, None), TODAY)


def form(**known: object) -> dict[str, Value]:
    """What a form is given to show."""
    return counter(replace(FORM, **known)).values  # type: ignore[arg-type]


def test_every_view_tells_who_is_signed_in(subtests: pytest.Subtests) -> None:
    for state in one_of_every_counter():
        with subtests.test(state=state):
            view = project(state, TODAY)
            assert view.values["staff"] == (NAME if state.staff is STAFF else "")
            assert (view.screen == "staff-sign-in") == (state.staff is not STAFF)


@pytest.mark.parametrize(
    ("staff", "shown"),
    [
        (NoStaff(), {"stage": "insert", "why": "none"}),
        (NoStaff(Why.IDLE, None, 1800.0), {"stage": "insert", "why": "idle", "minutes": 30}),
        (NoStaff(Why.SIGNED_OUT, WITHIN), {"stage": "insert", "why": "signed-out"}),
        (NoStaff(Why.NOT_STAFF, WITHIN), {"stage": "refused", "why": "not-staff"}),
        (NoStaff(Why.NOT_STAFF), {"stage": "insert", "why": "not-staff"}),
        (NoStaff(Why.AWAY, WITHIN), {"stage": "refused", "why": "away"}),
        (
            NoStaff(Why.TOO_OFTEN, WITHIN, until=datetime(2026, 11, 22, 16, 0, tzinfo=UTC)),
            {"stage": "refused", "why": "too-often", "until": "2026-11-23T00:00"},  # China's time
        ),
        (NoStaff(Why.LOCKED, WITHIN), {"stage": "refused", "why": "locked"}),
        (StaffReading(3, "Staff Reader"), {"stage": "reading"}),
        (StaffProving(OPERATOR), {"stage": "reading"}),
        (StaffPin(OPERATOR, WANTED), {"stage": "pin", "wrong": False, "triesLeft": 6}),
        (StaffPin(OPERATOR, WANTED, wrong=True), {"stage": "pin", "wrong": True, "triesLeft": 6}),
        (
            StaffPin(replace(OPERATOR, card=replace(FACTS, tries_left=None)), WANTED),
            {"stage": "pin", "wrong": False, "triesLeft": -1},
        ),
        (SigningIn(OPERATOR), {"stage": "checking"}),
    ],
)
def test_the_way_to_sign_in(staff: StaffState, shown: dict[str, Value]) -> None:
    assert counter(st.Attract(), staff) == View("staff-sign-in", {"staff": "", **shown})


@pytest.mark.parametrize(
    ("holder", "screen"),
    [
        (st.Attract(), "attract"),
        (st.Menu(VISIT), "menu"),
        (FORM, "case"),
        (sp.OpeningCase(FORM, Recording()), "reading"),
        (sp.ResetNew(VISIT, CASE), "reset-pin"),
        (sp.ResetAgain(VISIT, CASE, new()), "reset-pin"),
        (sp.Unlocking(VISIT, CASE, Unblocking(None), None, INSIDE), "reading"),
        (sp.UnlockSettling(VISIT, LOST, 9, INSIDE, PresenceAsked()), "reading"),
        (sp.ResetConfirm(VISIT, LOST, INSIDE, 6), "reset-pin"),
        (sp.ResetConfirming(VISIT, LOST, INSIDE, new(), INSIDE), "reading"),
        (sp.UnlockTold(VISIT, CASE, INSIDE), "reading"),
        (sp.UnlockDone(VISIT, CASE, INSIDE, Verdict.REPORTED), "unlock-done"),
        (sp.UnlockFailed(VISIT, Matter.UNLOCK, Obstacle.AWAY, INSIDE), "unlock-done"),
        (sp.UnlockFailed(VISIT, Matter.UNLOCK, Obstacle.UNSETTLED, INSIDE), "outcome-unknown"),
        (sp.UnlockUnknown(VISIT, LOST, OUTSIDE), "outcome-unknown"),
        (sp.CaseStillThere(FORM), "still-there"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else value,
)
def test_the_screen_of(holder: HolderState, screen: str) -> None:
    assert counter(holder).screen == screen


def test_somebody_still_there_sees_nothing_of_the_card() -> None:
    assert counter(sp.CaseStillThere(FORM)).values == {"seconds": 20, "staff": NAME}


def test_a_form_asks_for_the_documents_of_whoever_came() -> None:
    values = form(seen=frozenset((Document.PROXY_ID,)))
    assert (values["documents"], values["seen"], values["ready"]) == (["holder-id", "proxy-id"], ["proxy-id"], False)


def test_it_is_ready_when_all_were_seen() -> None:
    assert form(seen=frozenset((Document.HOLDER_ID, Document.PROXY_ID)))["ready"] is True


def test_for_a_minor_only_the_guardian_may_come() -> None:
    minor = replace(VISIT, record=Record(Standing.NORMAL, minor=True))
    values = form(visit=minor, who=Who.GUARDIAN)
    assert (values["whoChoices"], values["documents"]) == (["guardian"], ["guardian-id", "household-register"])


@pytest.mark.parametrize(
    ("known", "refused"),
    [
        ({}, ""),
        ({"visit": replace(VISIT, genuine=Genuineness.NOT_GENUINE)}, "not-genuine"),
        ({"visit": replace(VISIT, genuine=Genuineness.ASKED)}, "asked"),
        ({"visit": replace(VISIT, standing=NoStanding.UNREACHABLE)}, "away"),
        ({"visit": replace(VISIT, standing=Standing.LOST)}, "not-allowed"),
        ({"refused": Obstacle.TOO_OFTEN}, "too-often"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_what_stands_against_a_case_is_said(known: dict[str, object], refused: str) -> None:
    assert form(**known)["refused"] == refused


def test_what_is_wrong_with_a_new_pin_is_said_and_never_the_pin() -> None:
    view = counter(sp.ResetNew(VISIT, CASE, (Refusal.RUN,)))
    assert (view.values["stage"], view.values["refusals"]) == ("refused", ["run"])
    assert STAFF_DIGITS.decode() not in repr(view)


@pytest.mark.parametrize(("stage", "may_end"), [(PukProving(b"presence"), True), (Unblocking(None), False)])
def test_only_the_write_itself_cannot_be_ended(stage: Stage, may_end: bool) -> None:
    assert counter(sp.Unlocking(VISIT, CASE, stage, None, INSIDE)).values["mayEnd"] is may_end


@pytest.mark.parametrize("why", [why for why in Obstacle if why not in (Obstacle.UNSETTLED, Obstacle.NOT_TAKEN)])
def test_what_came_to_nothing_is_never_told_as_done(why: Obstacle) -> None:
    assert counter(sp.UnlockFailed(VISIT, Matter.RESET, why, OUTSIDE)).values["result"] == why.value


def test_what_is_locked_can_be_dealt_with_right_here() -> None:
    locked = replace(VISIT, card=replace(FACTS, tries_left=0))
    assert counter(st.StandingShown(locked)).values["here"] == "case"


@pytest.mark.parametrize(
    ("matter", "verdict", "left", "result"),
    [
        (Matter.RESET, Verdict.DONE, 6, "done"),
        (Matter.RESET, Verdict.REPORTED, 6, "carried-out"),  # the card's word, no more
        (Matter.RESET, Verdict.LATE, 6, "unheard"),
        (Matter.RESET, Verdict.DENIED, 6, "not-confirmed"),
        (Matter.UNLOCK, Verdict.REPORTED, 6, "reported"),  # its counter was read
        (Matter.UNLOCK, Verdict.REPORTED, None, "carried-out"),
        (Matter.UNLOCK, Verdict.LATE, 6, "unheard"),
        (Matter.UNLOCK, Verdict.DENIED, 6, "not-confirmed"),
    ],
)
def test_only_what_the_office_has_as_done_is_told_as_done(
    matter: Matter, verdict: Verdict, left: int | None, result: str
) -> None:
    visit = replace(VISIT, card=replace(FACTS, tries_left=left))
    done = sp.UnlockDone(visit, replace(CASE, matter=matter), INSIDE, verdict)
    assert counter(done).values["result"] == result


def test_before_a_pin_may_cost_an_attempt_the_number_is_shown() -> None:
    shown = counter(sp.ResetConfirm(VISIT, LOST, INSIDE, 5)).values
    assert (shown["stage"], shown["triesLeft"]) == ("confirm", 5)
