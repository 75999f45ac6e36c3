"""What time alone does beside a state's own time-out: a presence ages, and a report that nobody answers gets late."""

from __future__ import annotations

from typing import Any

from kiosk.session.event import PresenceAged, ReportLate
from kiosk.session.machine import Alarm
from kiosk.session.state import Inquired, PinChanged, StillThere, Verifying

PRESENCE_S = 170.0  # the office takes questions about a card for three minutes after its proof
REPORT_S = 5.0  # as long as anybody looks at "is being enabled"


def alarms(state: object) -> tuple[Alarm[Any], ...]:
    """Those of a session's state; none for any other."""
    waiting = state.paused if isinstance(state, StillThere) else state
    match waiting:
        case PinChanged(enabling=enabling) if enabling.waits:
            return (Alarm(ReportLate(), REPORT_S, by_touch=False),)
        case _ if isinstance(waiting, Inquired | Verifying) and waiting.visit.presence and not waiting.visit.aged:
            return (Alarm(PresenceAged(waiting.visit.presence), PRESENCE_S, by_touch=False),)
        case _:
            return ()
