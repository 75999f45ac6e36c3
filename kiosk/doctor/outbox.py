"""What `kiosk doctor` finds in the outbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kiosk.doctor.finding import Finding
from kiosk.issuer.report import Progress
from kiosk.issuer.report_file import OUTBOX_MEND, ReportsRefused, reports_in

_CLOSE = "kiosk outbox close KEY --reason WHY (kiosk outbox lists them)"


def findings(path: Path) -> Iterator[Finding]:
    """One for each kind of thing that waits, and one where nothing does; no card is named."""
    try:
        found = Counter(report.progress for report in reports_in(path))
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
