"""A card that has no PIN yet: its holder is told so, and where it is set; nothing is asked for or sent."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.event import ChosePinChange, WentOn
from kiosk.session.reason import NotChanged
from kiosk.session.state import ChangeFailed, Menu, PinPresent
from kiosk.session.visit import may_list_others
from tests.support.cards import virtual_card
from tests.support.odd_cards import Wrapped
from tests.support.samples import VISIT
from tests.unit.kiosk.session.hall import hall

VERIFY, CHANGE = b"\x00\x20", b"\x80\x5e"


class Heard(Wrapped):
    """A card that keeps what it was sent of VERIFY and CHANGE PIN."""

    def __init__(self) -> None:
        super().__init__(virtual_card("no-pin"))
        self.pins: list[bytes] = []

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response."""
        if apdu[:2] in (VERIFY, CHANGE) and len(apdu) > 5:
            self.pins.append(apdu)
        return super().transmit(apdu)


def test_it_is_told_so_and_nothing_is_sent() -> None:
    with hall() as at:
        card = Heard()
        at.slot.insert(card)
        menu = at.until(Menu)
        at.does(ChosePinChange())
        failed = at.until(ChangeFailed)
        at.does(WentOn())
        again = at.until(Menu)

    assert (menu.visit.card.has_pin, menu.visit.card.tries_left, again.visit.card.has_pin) == (False, None, False)
    assert (failed.why, card.pins) == (NotChanged.NO_PIN, [])


def test_nobody_is_offered_what_takes_a_pin() -> None:
    proved = replace(VISIT, presence=b"proved here")
    without = replace(proved, card=replace(proved.card, has_pin=False, tries_left=None))

    assert (may_list_others(proved), may_list_others(without)) == (True, False)


def test_a_card_that_got_its_pin_elsewhere_is_asked_anew() -> None:
    card = virtual_card("no-pin")
    with hall() as at:
        at.slot.insert(card)
        at.menu()
        card.transmit(bytes.fromhex("00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"))
        card.transmit(bytes.fromhex("805E010004FF246802"))
        at.does(ChosePinChange())

        assert at.until(PinPresent).visit.card.has_pin
