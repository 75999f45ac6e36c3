"""What a session hears of a report that was delivered: what the office makes of a change of PIN, and no more."""

from __future__ import annotations

import pytest

from kiosk.issuer.answers import Confirmed, Delivered, Denied, Enabled, Taken, UnderReview
from kiosk.issuer.report import ENABLED, Progress, Report
from kiosk.session.event import Reported
from kiosk.session.reported import reported
from tests.support.samples import CARD


@pytest.mark.parametrize("answer", [Enabled(), UnderReview(), Denied("not-genuine")], ids=str)
def test_whoever_waits_for_their_change_hears_of_which_card_the_office_says_what(
    answer: Enabled | UnderReview | Denied,
) -> None:
    assert reported(Report("k1", ENABLED, CARD.hex(), Progress.DUE), answer) == Reported(CARD.hex(), answer)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (ENABLED, Taken()),  # it says nothing of the card
        (ENABLED, Confirmed()),
        ("case-ended", Denied("conflict")),  # it is of no change, whatever it names
        ("case-ended", Taken()),
    ],
    ids=str,
)
def test_what_says_nothing_of_a_change_is_not_heard(kind: str, answer: Delivered | Denied) -> None:
    assert reported(Report("k1", kind, CARD.hex(), Progress.DUE), answer) is None
