"""What a service point reports beside what any terminal does: what became of a case."""

from __future__ import annotations

from kiosk.issuer import postman
from kiosk.issuer.answers import Away, Confirmed, Delivered, Denied, Taken
from kiosk.issuer.report import Report
from kiosk.roles.service_point.effect import EndCase, Result
from kiosk.roles.service_point.event import CaseReported
from kiosk.roles.service_point.office import ServicePointOffice
from kiosk.session import reported as session
from kiosk.session.event import Reported

CASE_ENDED = "case-ended"  # about: the case and the result, then, where there is one, number and proof in hex


def told_of(ended: EndCase) -> str:
    """What a report of this end is about."""
    proved = (ended.number, ended.proof.hex()) if ended.proof else ()
    return " ".join((ended.case, ended.result.value, *proved))


def deliver(report: Report, office: ServicePointOffice) -> Delivered | Denied | Away:
    """The office's answer to a report of a service point; may block."""
    if report.kind != CASE_ENDED:
        return postman.deliver(report, office)
    match report.about.split(" "):
        case case, result:
            return office.report_case(case, result, report.key, "", b"")
        case case, result, number, proof if _is_hex(proof):
            return office.report_case(case, result, report.key, number, bytes.fromhex(proof))
        case _:  # not of our writing: the office says that it is malformed, and it is put aside
            return office.report_case(report.about, "", report.key, "", b"")


def reported(report: Report, answer: Delivered | Denied) -> Reported | CaseReported | None:
    """What is to be heard of a report that was delivered: of a case, what the office makes of its being done."""
    if report.kind != CASE_ENDED:
        return session.reported(report, answer)
    case, result, *_ = *report.about.split(" "), ""
    if result == Result.DONE.value and isinstance(answer, Taken | Confirmed | Denied):
        return CaseReported(case, answer)
    return None


def _is_hex(text: str) -> bool:
    return set(text) <= set("0123456789abcdef") and len(text) % 2 == 0
