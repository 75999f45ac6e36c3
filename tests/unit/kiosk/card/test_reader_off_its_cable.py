"""The reader's cable pulled and put back, as the terminal in front of it lives through it."""

from __future__ import annotations

import pytest

from emulator.reader.faults import PulledOut
from kiosk.card.port import Failure, Fault
from kiosk.session.state import Attract, ChangeFailed, Menu, OutcomeUnknown, OutOfService, PinChanged, PinPresent
from tests.support.cards import CHANGE_PIN, NEW, PRESENT, holds, tries, virtual_card
from tests.unit.kiosk.session.hall import hall

NO_READER = OutOfService(Failure(Fault.NO_READER))


@pytest.mark.parametrize("with_card", [False, True], ids=["empty", "with a card"])
def test_the_terminal_goes_out_of_service_and_comes_back(with_card: bool) -> None:
    """eid-mw#27: a kiosk stuck on "reader unplugged" until replugged."""
    with hall(virtual_card() if with_card else None) as at:
        serves = Menu if with_card else Attract
        at.until(serves)
        at.slot.unplug()
        out = at.until(OutOfService)
        at.slot.plug()

        assert (out, type(at.until(serves))) == (NO_READER, serves)


def test_a_terminal_that_starts_without_a_reader_serves_once_there_is_one() -> None:
    with hall() as at:
        at.slot.unplug()
        at.until(OutOfService)
        at.slot.insert(virtual_card())
        at.slot.plug()

        at.until(Menu)


def test_a_visit_does_not_go_on_over_the_cable() -> None:
    """vxsuite#1823: the next person inherits the session."""
    with hall(virtual_card()) as at:
        at.to_pin_present()
        at.slot.unplug()
        at.until(OutOfService)
        at.slot.plug()

        assert not isinstance(at.until(Menu), PinPresent)


@pytest.mark.parametrize(
    ("before", "then"), [(True, ChangeFailed), (False, PinChanged)], ids=["before the change", "after it"]
)
def test_pulled_during_a_change_the_outcome_is_unknown_until_the_card_settles_it(
    before: bool, then: type[ChangeFailed | PinChanged]
) -> None:
    """vxsuite#2170: removal during a write leaves an unrecoverable card."""
    card = virtual_card()
    with hall() as at:
        at.slot.insert(PulledOut(card, at.slot.unplug, lambda apdu: apdu[:2] == CHANGE_PIN, before=before))
        at.to_pin_again()
        at.keys(NEW)
        at.until(OutcomeUnknown)
        at.slot.plug()
        at.until(then)

    assert (holds(card, PRESENT if before else NEW), tries(card)) == (True, 6)
