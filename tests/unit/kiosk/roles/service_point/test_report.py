"""What the office is told of a case, how it is told, and what is heard of that."""

from __future__ import annotations

import pytest

from kiosk.issuer.answers import Confirmed, Denied, Enabled, Taken, UnderReview
from kiosk.issuer.report import ENABLED, Progress, Report
from kiosk.roles.service_point.effect import EndCase, Result
from kiosk.roles.service_point.event import CaseReported
from kiosk.roles.service_point.report import CASE_ENDED, deliver, reported, told_of
from kiosk.session.event import Reported
from tests.support.cards import profile
from tests.support.samples import CARD
from tests.support.staffed_office import StaffedOffice

PROOF = bytes(range(8))


class Clerk(StaffedOffice):
    """Notes every report on a case, and refuses what names no result."""

    def __init__(self) -> None:
        super().__init__(profile())
        self.heard: list[tuple[str, str, str, str, bytes]] = []

    def report_case(self, case: str, result: str, key: str, number: str, proof: bytes) -> Taken | Denied:
        self.heard.append((case, result, key, number, proof))
        return Taken() if result else Denied("malformed")


def report(about: str, kind: str = CASE_ENDED) -> Report:
    """One that is due."""
    return Report("k1", kind, about, Progress.DUE)


@pytest.mark.parametrize(
    ("end", "heard"),
    [
        (EndCase("case-1", Result.DONE, "9", PROOF), ("case-1", "done", "k1", "9", PROOF)),
        (EndCase("case-1", Result.DONE), ("case-1", "done", "k1", "", b"")),
        (EndCase("case-1", Result.FAILED), ("case-1", "failed", "k1", "", b"")),
        (EndCase("case-1", Result.UNKNOWN), ("case-1", "unknown", "k1", "", b"")),
    ],
    ids=str,
)
def test_the_office_hears_of_an_end_what_the_counter_put_down(
    end: EndCase, heard: tuple[str, str, str, str, bytes]
) -> None:
    clerk = Clerk()

    assert (deliver(report(told_of(end)), clerk), clerk.heard) == (Taken(), [heard])


@pytest.mark.parametrize(
    "about",
    [
        "",
        "case-1",
        "case-1 done 9",  # a number without a proof
        "case-1 done 9 00 00",
        "case-1 done 9 0",  # half a byte
        "case-1 done 9 0G",
        "case-1 done 9 0A",  # this terminal writes small letters
    ],
)
def test_what_no_counter_put_down_is_told_as_it_stands_and_the_office_refuses_it(about: str) -> None:
    """So it is put aside for somebody to look at; a part of it that could be read is no end of a case."""
    clerk = Clerk()

    assert (deliver(report(about), clerk), clerk.heard) == (Denied("malformed"), [(about, "", "k1", "", b"")])


@pytest.mark.parametrize("answer", [Taken(), Confirmed(), Denied("conflict")], ids=str)
def test_whoever_waits_for_a_case_hears_what_the_office_makes_of_its_being_done(
    answer: Taken | Confirmed | Denied,
) -> None:
    assert reported(report("case-1 done 9 00"), answer) == CaseReported("case-1", answer)


@pytest.mark.parametrize("about", ["case-1 failed", "case-1 unknown", "case-1", ""])
def test_nobody_waits_for_what_it_makes_of_any_other_end(about: str) -> None:
    assert reported(report(about), Taken()) is None


@pytest.mark.parametrize("answer", [Enabled(), UnderReview()], ids=str)
def test_a_change_of_pin_at_a_service_point_is_heard_of_as_at_any_terminal(answer: Enabled | UnderReview) -> None:
    assert reported(report(CARD.hex(), ENABLED), answer) == Reported(CARD.hex(), answer)
