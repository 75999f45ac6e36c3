"""From a visit to what advice is drawn from."""

from __future__ import annotations

from datetime import date

from kiosk.rules.advice import Known
from kiosk.rules.standing import Standing
from kiosk.session.visit import NoList, Visit


def known(visit: Visit, today: date) -> Known:
    """All that is known now. Of the person's other cards those count that are in use."""
    others = () if isinstance(visit.others, NoList) else visit.others
    in_use = sum(other.standing is Standing.NORMAL for other in others)
    return Known(visit.card, visit.standing, today, visit.record, visit.genuine, in_use, visit.unblockable)
