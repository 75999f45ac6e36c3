"""Answers of a card that can't all be true: none of them is believed, and the screen says that it isn't known."""

from __future__ import annotations

import pytest

from emulator.issuer.answers import Standing
from kiosk.session.reader import Reader
from kiosk.session.reason import NotChanged
from kiosk.session.state import ChangeFailed, OutcomeUnknown, PinChanged
from tests.attacks.hall import NEW_PIN, OWN_PIN
from tests.attacks.visit import change, self_service
from tests.attacks.wedge import Kind, Way

SWALLOWED = {Kind.CHANGE: Way.YES, Kind.VERIFY: Way.YES}


@pytest.mark.parametrize("pik", [Way.REAL, Way.NO, Way.DENY, Way.YES], ids=str)
@pytest.mark.parametrize("card", ["sealed", "sealed-3des"])
def test_a_new_pin_that_the_card_does_not_prove_is_never_said_to_hold(card: str, pik: Way) -> None:
    """The reader says 9000 to change and VERIFY itself; PIK is refused, or made up."""
    with self_service() as terminal:
        chip = terminal.chips[card]
        shown = change(terminal, card, {**SWALLOWED, Kind.PIK: pik})
        standing = terminal.standings[chip.profile.identification.hex()]

        assert isinstance(shown, ChangeFailed)
        assert (shown.why, standing) == (NotChanged.UNCONFIRMED, Standing.SEALED)
        assert (chip.takes(OWN_PIN), chip.takes(NEW_PIN)) == (True, False)


def test_an_answer_of_pik_that_is_lost_leaves_a_changed_pin_under_review() -> None:
    with self_service() as terminal:
        shown = change(terminal, "sealed", {Kind.PIK: Way.CUT})

        assert isinstance(shown, PinChanged)
        assert (shown.enabling.value, terminal.chips["sealed"].takes(NEW_PIN)) == ("under-review", True)


def test_a_change_that_is_called_a_wrong_pin_right_after_the_pin_was_right_is_unknown_until_the_card_is_back() -> None:
    with self_service() as terminal:
        chip = terminal.chips["normal"]
        lost = change(terminal, "normal", {Kind.CHANGE: Way.NO})
        terminal.take_out(Reader.HOLDER)
        terminal.put_in(Reader.HOLDER, "normal", chip, again=True)
        found = terminal.runner.state

        assert isinstance(lost, OutcomeUnknown)
        assert isinstance(found, ChangeFailed)
        assert (found.why, chip.tries_left) == (NotChanged.OLD_PIN_HOLDS, 6)
