"""Readers that lie at a staffed service point: a stolen operator card, a card put back that is not the one, a pull."""

from __future__ import annotations

import pytest

from emulator.reader.faults import PulledOut
from emulator.reader.insertable import Insertable
from kiosk.roles.service_point.effect import Result
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.staff import NoStaff, StaffPin, Why
from kiosk.roles.service_point.state import Obstacle, UnlockFailed, UnlockUnknown
from kiosk.session.place import Outside
from tests.support.cards import WRONG, Listening, profile, tries, virtual_card
from tests.support.odd_cards import Wrapped
from tests.support.staffed_office import StaffedOffice
from tests.unit.kiosk.roles.service_point.point import Point, point


class SaysRight(Wrapped):
    """A reader that answers every VERIFY with 9000 itself; the card behind it hears none."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's, but for a VERIFY with a PIN in it."""
        return b"\x90\x00" if is_verify(apdu) else super().transmit(apdu)


class Wedge(SaysRight):
    """It makes PIK's answer up as well."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """Eight bytes of its own."""
        return bytes(8) + b"\x90\x00" if apdu[:4] == b"\x00\x88\x00\x0c" else super().transmit(apdu)


def is_verify(apdu: bytes) -> bool:
    """With a PIN in it."""
    return apdu[:2] == b"\x00\x20" and len(apdu) > 5


def is_unblock(apdu: bytes) -> bool:
    """PIN UNBLOCK."""
    return apdu[:2] == b"\x84\x24"


@pytest.mark.parametrize("reader", [SaysRight, Wedge])
def test_a_stolen_operator_card_signs_nobody_in_whatever_its_reader_says_of_its_pin(reader: type[Wrapped]) -> None:
    card, office = virtual_card("operator"), StaffedOffice(profile())
    with point(office=office) as at:
        at.staff_slot.insert(reader(card))
        at.until_staff(StaffPin)
        at.keys(WRONG)
        refused = at.until_staff(NoStaff, lambda state: state.why is not Why.NONE)

        assert (refused.why, office.sessions, office.cases) == (Why.NOT_PROVED, set(), {})
    assert tries(card) == 6


def lost(at: Point, card: Insertable) -> None:
    """On to a reset at which the card is pulled out before it carries it out."""
    at.slot.insert(PulledOut(card, at.slot.remove, is_unblock, before=True))
    at.signs_in()
    at.resets()
    at.until(UnlockUnknown, lambda state: state.place == Outside())


def test_a_card_with_the_same_data_and_no_keys_is_told_no_pin_after_a_lost_reset() -> None:
    """It says 9000 to everything: neither screen nor books say that the card is reset."""
    copy = Listening(SaysRight(virtual_card(IRK="00112233445566778899AABBCCDDEEFF", remaining=6)))
    with point() as at:
        lost(at, virtual_card(remaining=0))
        at.slot.insert(copy)
        state = at.until(UnlockUnknown, lambda state: state.why is not None)

        assert (state.why, any(map(is_verify, copy.heard))) == (Obstacle.NOT_GENUINE, False)
        assert [end.result for end in at.ended] == [Result.UNKNOWN]


@pytest.mark.parametrize("left", [2, 3, 5])
def test_a_card_pulled_and_put_back_at_every_reset_keeps_the_attempts_that_it_had(left: int) -> None:
    card = Listening(virtual_card(remaining=left))
    for _ in range(3):
        with point() as at:
            lost(at, card)
            at.slot.insert(card)
            failed = at.until(UnlockFailed)

            assert (failed.matter, failed.visit.card.tries_left) == (Matter.RESET, left)
            assert [end.result for end in at.ended] == [Result.UNKNOWN, Result.FAILED]
    assert (tries(card), any(map(is_verify, card.heard))) == (left, False)
