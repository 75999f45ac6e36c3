"""A change of PIN enables a sealed card: what is reported, and what the person is told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.card.outcome import Changed, Unchanged
from kiosk.card.request import ChangePin
from kiosk.issuer.answers import Away
from kiosk.issuer.question import AskRecord
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding, Standing, StandingAnswer
from kiosk.session.effect import SendReports
from kiosk.session.enabling import Enabling
from kiosk.session.event import Answered, PinEntered, Told
from kiosk.session.state import Changing, PinAgain, PinChanged, Settling, State, StillThere
from kiosk.session.step import step
from kiosk.session.visit import Visit
from tests.support.samples import CARD, INSIDE, VISIT, new, present

SEALED = replace(VISIT, standing=Standing.SEALED, record=Record(Standing.SEALED))
NOW_NORMAL = Told(7, Record(Standing.NORMAL), AskRecord(CARD))
ON_ITS_WAY = PinChanged(SEALED, INSIDE, Enabling.ON_ITS_WAY)

TABLE: dict[StandingAnswer, Enabling] = {
    Standing.SEALED: Enabling.ON_ITS_WAY,
    Standing.NORMAL: Enabling.NONE,
    NoStanding.ASKED: Enabling.IN_CASE,
    NoStanding.UNREACHABLE: Enabling.IN_CASE,
    NoStanding.NOT_LISTED: Enabling.NONE,
    NoStanding.NOT_CONFIGURED: Enabling.NONE,  # there is nobody to report it to
}


def of(standing: StandingAnswer) -> Visit:
    return replace(VISIT, standing=standing, record=None)


@pytest.mark.parametrize(("standing", "enabling"), TABLE.items(), ids=str)
def test_the_card_is_told_whether_its_change_is_to_be_reported(standing: StandingAnswer, enabling: Enabling) -> None:
    _, effects = step(PinAgain(of(standing), present(), new()), PinEntered(new()))
    (change,) = effects

    assert isinstance(change, ChangePin)
    assert change.enables == (enabling is not Enabling.NONE)


@pytest.mark.parametrize(("standing", "enabling"), TABLE.items(), ids=str)
def test_once_the_pin_is_changed_the_report_may_go(standing: StandingAnswer, enabling: Enabling) -> None:
    changed, effects = step(Changing(of(standing), present(), new(), INSIDE), Answered(7, Changed(6)))

    assert isinstance(changed, PinChanged)
    assert (changed.enabling, effects) == (enabling, () if enabling is Enabling.NONE else (SendReports(),))


def test_a_change_that_is_found_later_is_reported_as_well() -> None:
    settling = Settling(SEALED, present(), new(), 8, INSIDE)
    changed, effects = step(settling, Answered(8, Changed(6)))
    _, nothing = step(settling, Answered(8, Unchanged(6)))

    assert isinstance(changed, PinChanged)
    assert (changed.enabling, effects, nothing) == (Enabling.ON_ITS_WAY, (SendReports(),), ())


@pytest.mark.parametrize("paused", [False, True])
def test_it_is_done_when_the_record_says_so(paused: bool) -> None:
    after, _ = step(StillThere(ON_ITS_WAY) if paused else ON_ITS_WAY, NOW_NORMAL)
    shown = after.paused if isinstance(after, StillThere) else after

    assert isinstance(shown, PinChanged)
    assert (shown.enabling, shown.visit.standing) == (Enabling.DONE, Standing.NORMAL)


@pytest.mark.parametrize("answer", [Record(Standing.SEALED), Away()], ids=str)
def test_until_then_it_is_on_its_way(answer: Record | Away) -> None:
    shown, _ = step(ON_ITS_WAY, Told(7, answer, AskRecord(CARD)))

    assert shown == ON_ITS_WAY


@pytest.mark.parametrize("enabling", [Enabling.NONE, Enabling.IN_CASE])
def test_of_a_card_that_was_not_known_to_be_sealed_nobody_says_that_it_was_enabled(enabling: Enabling) -> None:
    shown, _ = step(PinChanged(of(NoStanding.UNREACHABLE), INSIDE, enabling), NOW_NORMAL)
    state: State = shown

    assert isinstance(state, PinChanged)
    assert state.enabling is enabling
