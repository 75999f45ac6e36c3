"""What became of a case is what the office's books say: waited for, followed, and never told for more."""

from __future__ import annotations

import pytest

from kiosk.issuer.answers import Away, Confirmed, Denied, Taken
from kiosk.roles.service_point.event import CaseReported, OpenCase, SignedOut
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.projection import project
from kiosk.roles.service_point.state import CaseStillThere, UnlockDone, UnlockTold, Verdict
from kiosk.roles.service_point.timeouts import VERDICT_S
from kiosk.session.event import AskedForSlip, Ended, Touched, WentOn
from kiosk.session.place import Outside
from kiosk.session.state import Slip, TakeCard
from kiosk.session.timeouts import IDLE_S, STILL_THERE_S
from tests.support.cards import TODAY, profile, virtual_card
from tests.support.staffed_office import StaffedOffice
from tests.unit.kiosk.roles.service_point.point import Point, Receipts, point

HEARD = pytest.mark.parametrize(
    ("answer", "verdict"),
    [(Confirmed(), Verdict.DONE), (Taken(), Verdict.REPORTED), (Denied("conflict"), Verdict.DENIED)],
    ids=["done", "reported", "denied"],
)


def office(answer: Taken | Confirmed | Denied | Away) -> StaffedOffice:
    """An office that makes this of every report on a case."""
    office = StaffedOffice(profile())
    if isinstance(answer, Denied | Away):
        office.instead["report_case"] = answer
    else:
        office.verdict = answer
    return office


def told(at: Point) -> UnlockTold:
    """A reset that the card says it carried out."""
    at.signs_in()
    at.resets()
    return at.until(UnlockTold)


def result(at: Point) -> object:
    """What the screen says of it."""
    return project(at.state, TODAY).values["result"]


@HEARD
def test_a_reset_is_shown_as_what_the_office_made_of_it(answer: Taken | Confirmed | Denied, verdict: Verdict) -> None:
    """With a proof that the office does not take, such as a made-up one, it is no more than the terminal's word."""
    with point(virtual_card(remaining=0), office(answer)) as at:
        told(at)

        assert at.until(UnlockDone).verdict is verdict


def test_until_the_office_is_heard_the_screen_says_nothing_of_what_became_of_it() -> None:
    with point(virtual_card(remaining=0), office(Away())) as at:
        told(at)
        view = project(at.state, TODAY)

    assert (view.screen, "result" in view.values) == ("reading", False)


def test_an_office_that_does_not_answer_is_waited_for_two_seconds_and_no_longer() -> None:
    with point(virtual_card(remaining=0), office(Away())) as at:
        told(at)
        before = type(at.passes(VERDICT_S - 0.1).holder)
        at.passes(0.2)

        assert (before, VERDICT_S, result(at)) == (UnlockTold, 2.0, "unheard")


@HEARD
def test_a_verdict_that_comes_late_is_followed(answer: Taken | Confirmed | Denied, verdict: Verdict) -> None:
    with point(virtual_card(remaining=0), office(Away())) as at:
        told(at)
        at.passes(VERDICT_S + 1)
        at.does(CaseReported("case-1", answer))

        assert at.until(UnlockDone).verdict is verdict


def test_it_is_followed_while_somebody_is_asked_whether_they_are_there() -> None:
    with point(virtual_card(remaining=0), office(Away())) as at:
        told(at)
        at.passes(VERDICT_S + IDLE_S + 1)
        asked = at.state.holder
        at.does(CaseReported("case-1", Confirmed()))
        at.does(Touched())

        assert (type(asked), at.until(UnlockDone).verdict) == (CaseStillThere, Verdict.DONE)


def test_a_screen_that_came_without_a_verdict_does_not_stay_for_ever() -> None:
    with point(virtual_card(remaining=0), office(Away())) as at:
        told(at)
        at.passes(VERDICT_S + IDLE_S + STILL_THERE_S + 2)

        assert not isinstance(at.state.holder, UnlockTold | UnlockDone | CaseStillThere)


@pytest.mark.parametrize("shown", [False, True], ids=["waited for", "shown"])
def test_the_verdict_on_another_case_is_none_on_this_one(shown: bool) -> None:
    with point(virtual_card(remaining=0), office(Away())) as at:
        told(at)
        at.passes(VERDICT_S + 1 if shown else 0)
        before = at.state
        at.does(CaseReported("case-2", Confirmed()))

        assert at.state == before


def test_an_unlock_is_reported_and_no_more() -> None:
    with point(virtual_card(remaining=0)) as at:
        at.signs_in()
        done = at.unlocks()

        assert (done.case.matter, done.verdict, result(at)) == (Matter.UNLOCK, Verdict.REPORTED, "reported")


def test_a_card_taken_out_before_the_verdict_keeps_it_on_the_screen() -> None:
    with point(virtual_card(remaining=0), office(Away())) as at:
        told(at)
        at.slot.remove()
        at.until(UnlockTold, lambda state: state.place == Outside())
        at.does(CaseReported("case-1", Confirmed()))

        assert at.until(UnlockDone).place == Outside()


def test_staff_who_leave_leave_the_verdict_to_be_read() -> None:
    with point(virtual_card(remaining=0), office(Away())) as at:
        told(at)
        at.does(SignedOut())
        at.does(CaseReported("case-1", Confirmed()))

        assert at.until(UnlockDone).verdict is Verdict.DONE


def test_nothing_but_taking_the_card_is_done_while_it_is_waited_for() -> None:
    with point(virtual_card(remaining=0), office(Away())) as at:
        before = told(at)
        for touch in (WentOn(), AskedForSlip("zh_CN"), OpenCase()):
            at.does(touch)
        waits = at.state.holder
        at.does(Ended())

        assert (waits, type(at.state.holder)) == (before, TakeCard)


@pytest.mark.parametrize("answer", [Taken(), Denied("conflict")], ids=["reported", "denied"])
def test_of_a_reset_that_is_not_done_there_is_no_receipt(answer: Taken | Denied) -> None:
    receipts = Receipts()
    with point(virtual_card(remaining=0), office(answer), receipts=receipts) as at:
        told(at)
        at.until(UnlockDone)
        at.does(AskedForSlip("zh_CN"))

        assert (receipts.printed, at.until(UnlockDone).slip) == ([], Slip.NONE)
