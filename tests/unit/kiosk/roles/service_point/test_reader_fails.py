"""Why an unlock came to nothing: the card that was taken out and the reader that failed are told apart."""

from __future__ import annotations

import pytest

from kiosk.card.outcome import CardGone
from kiosk.card.port import Failure, Fault
from kiosk.card.request import Release
from kiosk.roles.service_point.matter import Matter, Who
from kiosk.roles.service_point.stage import Unblocking
from kiosk.roles.service_point.state import Case, Obstacle, UnlockFailed, Unlocking
from kiosk.roles.service_point.unlock import carried_out
from kiosk.session.place import Broken, Inside, Outside, Place
from tests.support.samples import VISIT

CASE = Case("7", Matter.UNLOCK, Who.HOLDER)
INSIDE = Inside(VISIT.number, VISIT.reader)
WHY: list[tuple[Place, Fault, Obstacle]] = [
    (INSIDE, Fault.CARD_GONE, Obstacle.CARD_GONE),
    (INSIDE, Fault.NO_READER, Obstacle.CUT_OFF),
    (Outside(), Fault.NO_READER, Obstacle.CARD_GONE),
    (Broken(Failure(Fault.NO_SERVICE)), Fault.CARD_GONE, Obstacle.CUT_OFF),
]


@pytest.mark.parametrize(("place", "fault", "why"), WHY, ids=str)
def test_why_nothing_was_unblocked(place: Place, fault: Fault, why: Obstacle) -> None:
    at_work = Unlocking(VISIT, CASE, Unblocking(None), None, place)

    after, effects = carried_out(at_work, CardGone(Failure(fault)))

    assert after == UnlockFailed(VISIT, Matter.UNLOCK, why, place)
    assert Release(VISIT.number) in effects
