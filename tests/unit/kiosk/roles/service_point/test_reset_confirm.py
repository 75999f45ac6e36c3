"""The card that was put back is told the new PIN once more: what each of its answers makes of the case."""

from __future__ import annotations

import pytest

from kiosk.card.outcome import Locked, Outcome, Refused, Verified, WrongPin
from kiosk.card.pin import Pin
from kiosk.card.request import Release
from kiosk.issuer.answers import ProofWanted
from kiosk.roles.service_point.effect import Effect, EndCase, Result
from kiosk.roles.service_point.explore import TERMS
from kiosk.roles.service_point.matter import Matter, Who
from kiosk.roles.service_point.staff import Staff, StaffVisit
from kiosk.roles.service_point.state import (
    Case,
    HolderState,
    Lost,
    Obstacle,
    ResetConfirming,
    State,
    UnlockFailed,
    UnlockTold,
    UnlockUnknown,
)
from kiosk.roles.service_point.step import step
from kiosk.session.event import Answered
from kiosk.session.place import Inside
from tests.support.cards import NEW
from tests.support.samples import FACTS, VISIT

SIGNED_IN = Staff(StaffVisit(1, "Staff's Reader", FACTS), b"session", "staff", 1800.0, 43_200.0)
PROVED = bytes(range(8))
WANTED = ProofWanted("9", bytes(8), bytes(8))
CASE = Case("case-1", Matter.RESET, Who.HOLDER)
BACK = Inside(VISIT.number + 1, "Bench Reader")


def keyed_in(wanted: ProofWanted | None) -> ResetConfirming:
    """The card put back is told the new PIN, and what PIK is `wanted` to say of it."""
    return ResetConfirming(VISIT, Lost(CASE, wanted), BACK, Pin(NEW), BACK)


def told_by_card(outcome: Outcome, wanted: ProofWanted | None = WANTED) -> tuple[HolderState, tuple[Effect, ...]]:
    """The card's word on it."""
    after, effects = step(State(SIGNED_IN, keyed_in(wanted), None), Answered(BACK.visit, outcome), TERMS)
    return after.holder, effects


@pytest.mark.parametrize(
    ("outcome", "wanted", "end"),
    [
        (Verified(6, PROVED), WANTED, EndCase("case-1", Result.DONE, "9", PROVED)),
        (Verified(6), None, EndCase("case-1", Result.DONE)),  # no PIK is known: the card's word is all that there is
    ],
    ids=["proved", "no PIK"],
)
def test_a_new_pin_that_the_card_takes_ends_the_case_with_the_proof_that_was_wanted(
    outcome: Outcome, wanted: ProofWanted | None, end: EndCase
) -> None:
    after, effects = told_by_card(outcome, wanted)

    assert isinstance(after, UnlockTold)
    assert effects == (end, Release(BACK.visit))


def test_a_new_pin_that_the_card_takes_and_whose_proof_is_lost_is_not_done_and_costs_no_entry() -> None:
    after, effects = told_by_card(Verified(6))

    assert isinstance(after, UnlockUnknown)
    assert (after.lost, effects) == (Lost(CASE, WANTED), ())


@pytest.mark.parametrize(
    ("outcome", "why", "left"),
    [
        pytest.param(WrongPin(5), Obstacle.NOT_TAKEN, 5, id="it is wrong"),
        pytest.param(Verified(6, denied=True), Obstacle.UNSETTLED, 6, id="it gives no proof of what it says"),
        pytest.param(Locked(), Obstacle.UNSETTLED, 0, id="it is locked"),
        pytest.param(Refused(0x6F00), Obstacle.UNSETTLED, None, id="neither right nor wrong"),
    ],
)
def test_whatever_else_the_card_says_of_the_new_pin_settles_nothing(
    outcome: Outcome, why: Obstacle, left: int | None
) -> None:
    """Its end stays unknown, as the office was told; of the attempts no more is said than is known."""
    after, effects = told_by_card(outcome)

    assert isinstance(after, UnlockFailed)
    assert (after.why, after.visit.card.tries_left, effects) == (why, left, ())
