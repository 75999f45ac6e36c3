"""What a service point reports beside what any terminal does: what became of a case."""

from __future__ import annotations

from kiosk.issuer import postman
from kiosk.issuer.answers import Away, Denied, Taken
from kiosk.issuer.report import Report
from kiosk.roles.service_point.effect import EndCase
from kiosk.roles.service_point.office import ServicePointOffice

CASE_ENDED = "case-ended"  # about: the case, a space, and the result


def told_of(ended: EndCase) -> str:
    """What a report of this end is about."""
    return f"{ended.case} {ended.result.value}"


def deliver(report: Report, office: ServicePointOffice) -> Taken | Denied | Away:
    """The office's answer to a report of a service point; may block."""
    if report.kind == CASE_ENDED:
        case, _, result = report.about.partition(" ")
        return office.end_case(case, result, report.key)
    return postman.deliver(report, office)
