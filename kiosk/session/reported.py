"""What a session hears of a report that was delivered."""

from __future__ import annotations

from kiosk.issuer.answers import Delivered, Denied, Enabled, UnderReview
from kiosk.issuer.report import ENABLED, Report
from kiosk.session.event import Reported


def reported(report: Report, answer: Delivered | Denied) -> Reported | None:
    """What the office makes of a change of PIN; None of anything else."""
    if report.kind == ENABLED and isinstance(answer, Enabled | UnderReview | Denied):
        return Reported(report.about, answer)
    return None
