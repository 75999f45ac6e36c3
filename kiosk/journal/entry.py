"""A journal entry, and what a report leaves; what a role's transitions leave is its own, in `kiosk.roles`.

A white list: an entry holds only what is named where it is made, which is neither a PIN nor a name, and of a card's
number the last four characters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from kiosk.issuer.answers import Confirmed, Delivered, Denied, Enabled, Taken, UnderReview
from kiosk.issuer.report import Report
from kiosk.rules import mask

Detail = str | int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal entry: what happened, to which card (masked number, None without one), and details."""

    what: str
    card: str | None
    details: Mapping[str, Detail]


def entry(what: str, card: str | None, **details: Detail) -> Entry:
    """An entry about the card of this number, None without one. What is not known is left out."""
    shown = mask.number(card) if card else None
    return Entry(what, shown, {name: value for name, value in details.items() if value is not None})


def of_report(report: Report, answer: Delivered | Denied) -> Entry:
    """The entry that a report leaves when the office takes it, or denies it for good."""
    details = {"kind": report.kind, "about": mask.number(report.about)}
    match answer:
        case Taken():
            return Entry("report-taken", None, details)
        case Confirmed():
            return Entry("report-taken", None, {**details, "result": "confirmed"})
        case Enabled():
            return Entry("report-taken", None, {**details, "result": "enabled"})
        case UnderReview():
            return Entry("report-taken", None, {**details, "result": "under-review"})
        case Denied(reason):
            return Entry("report-put-aside", None, {**details, "why": reason})
        case _:
            assert_never(answer)
