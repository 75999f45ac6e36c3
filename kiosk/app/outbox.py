"""The reports that wait, for whoever looks after the terminal: listed, and closed where nothing else settles them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from emulator.issuer.reason import NO_REASON, is_reason
from kiosk import china
from kiosk.issuer.report import Progress, Report
from kiosk.issuer.report_file import ReportFile, ReportsRefused, reports_in
from kiosk.issuer.under_way import under_way
from kiosk.journal.entry import Entry
from kiosk.journal.file import JournalFile
from kiosk.rules import mask
from kiosk.settings import Settings

LEAST = 6  # characters of a key that tell one
_TOLD = {
    Progress.INTENDED: "outcome unknown",
    Progress.DUE: "waits for the issuer",
    Progress.ASIDE: "the issuer does not take it",
}
_UNDER_WAY = "the PIN is being changed right now"


class NotClosed(Exception):
    """The report stays; the message says why, and what to do."""


def listed(settings: Settings) -> list[str]:
    """A line for each report that waits. Raises ReportsRefused."""
    found = reports_in(settings.outbox)
    return lines(found, _under_way(settings, found))


def lines(reports: Sequence[Report], at_work: Collection[str] = ()) -> list[str]:
    """One for each report: the beginning of its key, what it is about, how far it has got. No card is named in full.

    `at_work` are the keys of those whose card is being changed at this moment.
    """
    return [
        f"{each.key[:12]:<12} {each.kind} {mask.number(each.about)}:"
        f" {_UNDER_WAY if each.key in at_work else _TOLD[each.progress]}"
        for each in reports
    ]


def _under_way(settings: Settings, reports: Sequence[Report]) -> frozenset[str]:
    return under_way(settings.outbox, (each.key for each in reports if each.progress is Progress.INTENDED))


def close(settings: Settings, key: str, reason: str) -> Report:
    """Remove the one report whose key begins so, once the reason is in the journal.

    One that waits for the issuer is not closed, but delivered. A terminal may run beside it: what that is at work on,
    or moves on meanwhile, stays. Raises NotClosed, ReportsRefused.
    """
    if not is_reason(reason):
        raise NotClosed(NO_REASON.removesuffix("."))
    found = [each for each in reports_in(settings.outbox) if len(key) >= LEAST and each.key.startswith(key)]
    if len(found) != 1:
        raise NotClosed(
            f"{key!r} tells no one report: give {LEAST} or more characters of it, as kiosk outbox lists them"
        )
    (report,) = found
    if report.progress is Progress.DUE:
        raise NotClosed("it waits for the issuer, and is delivered once that can be reached")
    if _under_way(settings, found):
        raise NotClosed(f"{_UNDER_WAY}: look at kiosk outbox again once a terminal is done with that")
    about = {"kind": report.kind, "about": mask.number(report.about), "reason": reason.strip()}
    try:
        journal = JournalFile(settings.journal, settings.terminal)
        try:
            journal.append(china.now(), Entry("report-closed", None, about))
        finally:
            journal.close()
    except OSError as error:
        why = f"{settings.journal} can't be written: {error.strerror}; the reason has to be there"
        raise NotClosed(why) from error
    file = ReportFile(settings.outbox)
    try:
        removed = file.remove_unchanged(report)
    finally:
        file.close()
    if report in reports_in(settings.outbox):
        raise ReportsRefused(f"{settings.outbox}: the report can't be told from others; move the file aside")
    if not removed:
        raise NotClosed("the running terminal has just got further with it: look at kiosk outbox again")
    return report
