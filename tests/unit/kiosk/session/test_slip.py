"""The slip for the service point: one at a time, for this visit, in the language of the person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.errand import Errand
from kiosk.printer.outcome import Failed, Printed, Reason, Saved, SlipOutcome
from kiosk.printer.port import NoPrinter, Tell
from kiosk.session.effect import PrintSlip
from kiosk.session.event import AskedForSlip, ChoseUnlock, Event, SlipDone, Touched
from kiosk.session.state import Menu, Slip, State, StillThere, UnlockExplained
from kiosk.session.step import step
from tests.support.cards import virtual_card
from tests.support.samples import VISIT, one_of_every_state
from tests.unit.kiosk.session.hall import Hall, hall

ASKED = AskedForSlip("en")
PRINTING = UnlockExplained(VISIT, Slip.PRINTING)
DONE = [(Printed(), Slip.PRINTED), (Saved(Path("slip.pdf")), Slip.SAVED), (Failed(Reason.TOO_LATE), Slip.FAILED)]


class Tray(NoPrinter):
    """A printer that keeps what it is asked for, and tells when a test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Errand, str]] = []
        self.tells: list[Tell] = []

    def print_slip(self, last_four: str, errand: Errand, language: str, tell: Tell) -> None:
        """Kept."""
        self.asked.append((last_four, errand, language))
        self.tells.append(tell)


def to_unlock(at: Hall) -> None:
    at.menu()
    at.does(ChoseUnlock())


@pytest.mark.parametrize("slip", [slip for slip in Slip if slip is not Slip.PRINTING])
def test_a_slip_is_printed_whatever_became_of_the_one_before(slip: Slip) -> None:
    assert step(UnlockExplained(VISIT, slip), ASKED) == (PRINTING, (PrintSlip(7, "569X", "en"),))


def test_a_slip_is_for_the_errand_that_was_explained() -> None:
    shown, _ = step(Menu(VISIT), ChoseUnlock(Errand.REPLACE))
    assert step(shown, ASKED)[1] == (PrintSlip(7, "569X", "en", Errand.REPLACE),)


def test_a_second_request_is_ignored_while_one_is_being_printed() -> None:
    assert step(PRINTING, ASKED) == (PRINTING, ())


def test_elsewhere_there_is_no_slip_to_ask_for(subtests: pytest.Subtests) -> None:
    for state in one_of_every_state():
        if not isinstance(state, UnlockExplained):
            with subtests.test(state=state):
                assert step(state, ASKED) == (state, ())


@pytest.mark.parametrize(("outcome", "slip"), DONE, ids=str)
def test_what_became_of_it_is_shown(outcome: SlipOutcome, slip: Slip) -> None:
    assert step(PRINTING, SlipDone(7, "569X", outcome)) == (UnlockExplained(VISIT, slip), ())


@pytest.mark.parametrize(("outcome", "slip"), DONE, ids=str)
def test_it_is_shown_as_well_to_who_was_asked_whether_they_are_there(outcome: SlipOutcome, slip: Slip) -> None:
    asked, _ = step(StillThere(PRINTING), SlipDone(7, "569X", outcome))

    assert step(asked, Touched())[0] == UnlockExplained(VISIT, slip)


@pytest.mark.parametrize(
    ("state", "event"),
    [
        pytest.param(PRINTING, SlipDone(8, "569X", Printed()), id="another visit's"),
        pytest.param(
            StillThere(PRINTING), SlipDone(8, "569X", Printed()), id="another visit's, while nobody seems here"
        ),
        pytest.param(UnlockExplained(VISIT), SlipDone(7, "569X", Printed()), id="one that was gone back from"),
        pytest.param(Menu(replace(VISIT, number=8)), SlipDone(7, "569X", Printed()), id="the last person's"),
    ],
)
def test_a_slip_that_is_not_waited_for_is_ignored(state: State, event: Event) -> None:
    assert step(state, event) == (state, ())


def test_the_printer_is_told_the_last_four_and_the_language() -> None:
    tray = Tray()
    with hall(virtual_card(), printer=tray) as at:
        to_unlock(at)
        at.does(ASKED)

    assert tray.asked == [("569X", Errand.UNLOCK, "en")]


def test_its_outcome_reaches_the_screen() -> None:
    tray = Tray()
    with hall(virtual_card(), printer=tray) as at:
        to_unlock(at)
        at.does(ASKED)
        tray.tells[0](Printed())

        assert at.until(UnlockExplained, lambda shown: shown.slip is not Slip.PRINTING).slip is Slip.PRINTED


def test_the_printer_is_no_sign_of_life() -> None:
    tray = Tray()
    with hall(virtual_card(), printer=tray) as at:
        to_unlock(at)
        at.does(ASKED)
        at.passes(59)
        tray.tells[0](Printed())
        at.until(UnlockExplained, lambda shown: shown.slip is Slip.PRINTED)

        assert isinstance(at.passes(1), StillThere)
