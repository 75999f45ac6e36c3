"""What `kiosk doctor` finds in the outbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kiosk.doctor.finding import Finding
from kiosk.issuer.report import Progress
from kiosk.issuer.report_file import OUTBOX_MEND, ReportsRefused, reports_in
from kiosk.issuer.under_way import under_way

_CLOSE = "kiosk outbox close KEY --reason WHY (kiosk outbox lists them)"


def findings(path: Path) -> Iterator[Finding]:
    """One for each kind of thing that waits, and one where nothing does; no card is named.

    A change that a terminal beside has under way is in order.
    """
    try:
        reports = reports_in(path)
        at_work = under_way(path, (report.key for report in reports if report.progress is Progress.INTENDED))
        found = Counter(report.progress for report in reports if report.key not in at_work)
    except ReportsRefused as refused:
        yield Finding("outbox", True, f"{refused}.", OUTBOX_MEND)
        return
    if found[Progress.DUE] or not found:
        yield Finding("outbox", False, f"Reports that wait for the issuer: {found[Progress.DUE]}.")
    if unsettled := found[Progress.INTENDED]:
        yield Finding(
            "outbox",
            True,
            f"PIN changes that may have enabled a card, outcome unknown: {unsettled}.",
            f"Each is settled when the holder of that card changes the PIN here again, or by: {_CLOSE}.",
        )
    if aside := found[Progress.ASIDE]:
        mend = f"Tell the issuer; the journal says why. Then: {_CLOSE}."
        yield Finding("outbox", True, f"Reports that the issuer does not take: {aside}.", mend)
