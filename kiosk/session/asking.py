"""The screen on which the present PIN is asked for."""

from __future__ import annotations

from kiosk.session.reason import NotChanged
from kiosk.session.state import ChangeFailed, LastAttempt, PinLocked, PinPresent, Purpose, State
from kiosk.session.visit import Visit


def asking(visit: Visit, purpose: Purpose, *, wrong: bool) -> State:
    """The screen that fits the attempts left."""
    match visit.card.tries_left:
        case 0:
            return PinLocked(visit)
        case 1:
            return LastAttempt(visit, wrong, purpose)
        case None:  # none to change; the first is not set here, where nobody has shown whose card it is
            return ChangeFailed(visit, NotChanged.NO_COUNT if visit.card.has_pin else NotChanged.NO_PIN, visit.inside)
        case _:
            return PinPresent(visit, wrong, purpose)
