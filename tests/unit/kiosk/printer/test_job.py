"""What goes to the printing process and comes back arrives as it was sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errand import Errand
from kiosk.printer.job import Destination, Job, outcome_from_json, outcome_to_json
from kiosk.printer.outcome import Failed, Printed, Reason, Saved, SlipOutcome
from kiosk.printer.receipt import Done
from tests.unit.kiosk.printer.paper import AT, POINTS_FILE


@pytest.mark.parametrize("done", [None, *Done], ids=["slip", *Done])
def test_a_job_arrives_as_it_was_sent(done: Done | None) -> None:
    job = Job(
        "569X", "en", Destination("610100-0007", "大厅打印机", Path("/var/slips")), AT, POINTS_FILE, Errand.LIFT, done
    )

    assert Job.from_json(job.to_json()) == job


def test_a_job_is_one_line() -> None:
    assert "\n" not in Job("569X", "en", Destination("t", "a\nb", Path("/")), AT, POINTS_FILE).to_json()


@pytest.mark.parametrize("outcome", [Printed(), Saved(Path("/s/办理单.pdf")), *map(Failed, Reason)], ids=str)
def test_an_outcome_arrives_as_it_was_sent(outcome: SlipOutcome) -> None:
    assert outcome_from_json(outcome_to_json(outcome)) == outcome


@pytest.mark.parametrize("said", ["", "Traceback", "{}", "null", '{"became": "lost"}'])
def test_anything_else_comes_from_a_process_that_died(said: str) -> None:
    assert outcome_from_json(said) == Failed(Reason.DIED)
