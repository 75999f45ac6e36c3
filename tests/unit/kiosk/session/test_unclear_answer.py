"""A VERIFY whose answer is neither right nor wrong: nothing is told of the attempts until the card was asked."""

from __future__ import annotations

from kiosk.session.event import ChosePinChange, WentOn
from kiosk.session.reason import NotChanged
from kiosk.session.state import Attract, ChangeFailed, Menu, PinPresent
from tests.support.cards import PRESENT, WRONG, virtual_card
from tests.support.odd_cards import Wrapped
from tests.unit.kiosk.session.hall import hall


class Mumbling(Wrapped):
    """A card that judges the PIN and says nothing of it."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response; 9001 to a PIN."""
        told = super().transmit(apdu)
        return b"\x90\x01" if apdu[1] == 0x20 and len(apdu) > 5 else told


def test_the_attempts_are_not_known_until_they_are_asked_again() -> None:
    card = Mumbling(virtual_card())
    with hall() as at:
        at.slot.insert(card)
        at.until(Menu)
        at.does(ChosePinChange())
        at.until(PinPresent)
        at.keys(WRONG)
        failed = at.until(ChangeFailed)
        at.does(WentOn())
        at.slot.remove()
        at.until(Attract)
        at.slot.insert(card)
        menu = at.until(Menu)

    assert (failed.why, failed.visit.card.tries_left) == (NotChanged.ATTEMPT_LOST, None)
    assert menu.visit.card.tries_left == 5


def test_a_right_pin_whose_answer_is_unclear_is_not_taken_for_right() -> None:
    with hall() as at:
        at.slot.insert(Mumbling(virtual_card()))
        at.until(Menu)
        at.does(ChosePinChange())
        at.until(PinPresent)
        at.keys(PRESENT)

        assert at.until(ChangeFailed).visit.pin_verified is False
