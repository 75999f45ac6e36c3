"""The answer to an unblock is lost: nobody knows, until the same card is put back and asked."""

from __future__ import annotations

import pytest

from emulator.reader.faults import PulledOut
from emulator.reader.insertable import Insertable
from kiosk.card.pin import Pin
from kiosk.roles.service_point.effect import EndCase, Result
from kiosk.roles.service_point.event import OpenCase, SignedOut
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.staff import NoStaff
from kiosk.roles.service_point.state import Obstacle, UnlockDone, UnlockFailed, UnlockUnknown
from kiosk.rules.genuineness import Genuineness
from kiosk.session.event import Ended, WentOn
from kiosk.session.place import Outside
from kiosk.session.state import Attract
from tests.support.cards import NEW, Listening, holds, tries, virtual_card
from tests.support.hanging import Hanging
from tests.unit.kiosk.roles.service_point.point import Point, point, unblocks_in

UNKNOWN, DONE, FAILED = (EndCase("case-1", result) for result in (Result.UNKNOWN, Result.DONE, Result.FAILED))


def is_unblock(apdu: bytes) -> bool:
    return apdu[:2] == b"\x84\x24"


def to_the_loss(at: Point, card: Insertable, matter: Matter, *, before: bool) -> tuple[Pin, ...]:
    """On to where the card is pulled out at its unblock; the PINs that were keyed in."""
    at.slot.insert(PulledOut(card, at.slot.remove, is_unblock, before=before))
    at.signs_in()
    pins: tuple[Pin, ...] = ()
    if matter is Matter.RESET:
        pins = at.resets()
    else:
        at.to_form(matter)
        at.does(OpenCase())
    at.until(UnlockUnknown, lambda lost: lost.place == Outside())
    return pins


@pytest.mark.parametrize("matter", Matter)
def test_put_back_the_card_tells_that_it_was_unblocked(matter: Matter) -> None:
    card = virtual_card(remaining=0)
    with point() as at:
        to_the_loss(at, card, matter, before=False)
        at.slot.insert(card)
        done = at.until(UnlockDone)

        assert (done.visit.card.tries_left, at.ended) == (6, [UNKNOWN, DONE])


@pytest.mark.parametrize("matter", Matter)
def test_put_back_the_card_tells_that_it_was_not(matter: Matter) -> None:
    card = virtual_card(remaining=0)
    with point() as at:
        to_the_loss(at, card, matter, before=True)
        at.slot.insert(card)
        failed = at.until(UnlockFailed)

        assert (failed.why, at.ended) == (Obstacle.NOT_UNBLOCKED, [UNKNOWN, FAILED])
    assert tries(card) == 0


def test_a_reset_is_asked_about_with_the_pin_that_was_keyed_in() -> None:
    card = virtual_card(remaining=0)
    with point() as at:
        first, _ = to_the_loss(at, card, Matter.RESET, before=False)
        kept = first.wiped
        at.slot.insert(card)
        at.until(UnlockDone)

        assert (kept, first.wiped) == (False, True)
    assert holds(card, NEW)


def test_another_card_is_not_asked() -> None:
    other = Listening(virtual_card("t1"))
    with point() as at:
        to_the_loss(at, virtual_card(remaining=0), Matter.UNLOCK, before=False)
        at.slot.insert(other)
        lost = at.until(UnlockUnknown, lambda lost: lost.other_card)

        assert (lost.other_card, [apdu for apdu in other.heard if apdu[1] not in (0xA4, 0xB2, 0xC0)]) == (True, [])


def test_given_up_it_stays_unknown_and_its_pin_is_wiped() -> None:
    with point() as at:
        first, _ = to_the_loss(at, virtual_card(remaining=0), Matter.RESET, before=False)
        at.does(Ended())

        assert (type(at.state.holder), first.wiped, at.ended) == (Attract, True, [UNKNOWN])


def test_nobody_there_gives_it_up() -> None:
    with point() as at:
        first, _ = to_the_loss(at, virtual_card(remaining=0), Matter.RESET, before=False)
        at.passes(60 + 20)

        assert (type(at.state.holder), first.wiped, at.ended) == (Attract, True, [UNKNOWN])


def test_a_card_that_hangs_in_its_unblock_is_unknown() -> None:
    card = Hanging(virtual_card(remaining=0), is_unblock)
    with point(card) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.does(OpenCase())
        at.until_unblocking()
        card.wait_until_it_hangs()
        at.passes(6)

        assert isinstance(at.state.holder, UnlockUnknown)


def test_with_staff_gone_the_card_still_tells_and_no_second_unblock_is_sent() -> None:
    card = Listening(virtual_card(remaining=0))
    with point() as at:
        to_the_loss(at, card, Matter.UNLOCK, before=True)
        at.does(SignedOut())
        at.slot.insert(card)
        failed = at.until(UnlockFailed)

        assert (failed.why, unblocks_in(card), isinstance(at.state.staff, NoStaff)) == (
            Obstacle.NOT_UNBLOCKED,
            0,
            True,
        )


def test_the_card_that_was_put_back_is_served_on() -> None:
    card = virtual_card(remaining=0)
    with point() as at:
        to_the_loss(at, card, Matter.UNLOCK, before=False)
        at.slot.insert(card)
        at.until(UnlockDone)
        at.does(WentOn())
        menu = at.to_menu()

        assert (menu.visit.number, menu.visit.genuine) == (2, Genuineness.GENUINE)
