"""The answer to an unblock is lost: nobody knows, until the same card is put back and asked."""

from __future__ import annotations

import pytest

from emulator.reader.faults import PulledOut
from emulator.reader.insertable import Insertable
from kiosk.card.pin import Pin
from kiosk.issuer.answers import Away, Denied
from kiosk.roles.service_point.effect import EndCase, Result
from kiosk.roles.service_point.event import OpenCase, SignedOut
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.staff import NoStaff
from kiosk.roles.service_point.state import Obstacle, ResetConfirm, UnlockDone, UnlockFailed, UnlockUnknown, Verdict
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing
from kiosk.session.event import Ended, WentOn
from kiosk.session.place import Outside
from kiosk.session.state import Attract
from tests.support.cards import NEW, PRESENT, WRONG, Listening, profile, tries, virtual_card
from tests.support.hanging import Hanging
from tests.support.staffed_office import StaffedOffice
from tests.unit.kiosk.roles.service_point.point import Point, point, unblocks_in

UNKNOWN, DONE, FAILED = (EndCase("case-1", result) for result in (Result.UNKNOWN, Result.DONE, Result.FAILED))


def is_unblock(apdu: bytes) -> bool:
    return apdu[:2] == b"\x84\x24"


def is_verify(apdu: bytes) -> bool:
    """A VERIFY with a PIN in it."""
    return apdu[:4] == b"\x00\x20\x00\x00" and len(apdu) > 5


def verifies_in(card: Listening) -> int:
    """How many PINs the card was told."""
    return sum(map(is_verify, card.heard))


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


def test_put_back_the_card_tells_that_it_was_unlocked() -> None:
    card = virtual_card(remaining=0)
    with point() as at:
        to_the_loss(at, card, Matter.UNLOCK, before=False)
        at.slot.insert(card)
        done = at.until(UnlockDone)

        assert (done.visit.card.tries_left, at.ended) == (6, [UNKNOWN, DONE])


@pytest.mark.parametrize("matter", Matter)
@pytest.mark.parametrize("left", [0, 2, 5])
def test_below_its_limit_the_counter_proves_that_nothing_was_carried_out_and_costs_nothing(
    matter: Matter, left: int
) -> None:
    """A reset sets it to the limit. Put back three times, a card has the attempts that it had."""
    card = Listening(virtual_card(remaining=left))
    with point() as at:
        to_the_loss(at, card, matter, before=True)
        at.slot.insert(card)
        failed = at.until(UnlockFailed)

        assert (failed.why, failed.visit.card.tries_left) == (Obstacle.NOT_UNBLOCKED, left)
        assert at.ended == [UNKNOWN, FAILED]
    assert tries(card) == left
    assert verifies_in(card) == 0


@pytest.mark.parametrize(("had", "before"), [(0, False), (2, False), (6, False), (6, True)])
def test_at_its_limit_a_reset_is_shown_by_the_holder_keying_the_new_pin_once_more(had: int, before: bool) -> None:
    card = Listening(virtual_card(remaining=had))
    with point() as at:
        to_the_loss(at, card, Matter.RESET, before=before)
        at.slot.insert(card)
        asked = at.until(ResetConfirm)
        sent = verifies_in(card)
        at.keys(PRESENT if before else NEW)
        done = at.until(UnlockDone)

        assert (asked.left, sent, done.verdict, at.ended) == (6, 0, Verdict.DONE, [UNKNOWN, DONE])
        assert done.visit.card.tries_left == 6


def test_a_new_pin_that_is_not_the_cards_costs_the_attempt_that_was_told_of_and_settles_nothing() -> None:
    card = Listening(virtual_card(remaining=6))
    with point() as at:
        to_the_loss(at, card, Matter.RESET, before=True)
        at.slot.insert(card)
        at.until(ResetConfirm)
        pin = at.keys(NEW)
        failed = at.until(UnlockFailed)

        assert (failed.why, failed.visit.card.tries_left, at.ended) == (Obstacle.NOT_TAKEN, 5, [UNKNOWN])
        assert pin.wiped
    assert verifies_in(card) == 1


def test_what_the_holders_entry_may_have_cost_is_no_proof_that_nothing_was_carried_out() -> None:
    """Reset, and pulled out again in the midst of a wrong entry: the counter is below the limit."""
    card = virtual_card(remaining=0)
    with point() as at:
        to_the_loss(at, card, Matter.RESET, before=False)
        at.slot.insert(PulledOut(card, at.slot.remove, is_verify, before=False))
        at.until(ResetConfirm)
        at.keys(WRONG)
        at.until(UnlockUnknown, lambda state: state.lost.entries == 1 and state.place == Outside())
        at.slot.insert(card)
        asked = at.until(ResetConfirm)
        at.keys(NEW)
        at.until(UnlockDone)

        assert (asked.left, at.ended) == (5, [UNKNOWN, DONE])


def test_where_the_limit_is_not_known_and_the_counter_is_as_it_was_nothing_is_said_to_be_known() -> None:
    office = StaffedOffice(profile(), says=Record(Standing.NORMAL))
    card = virtual_card(remaining=3)
    with point(office=office) as at:
        to_the_loss(at, card, Matter.UNLOCK, before=True)
        at.slot.insert(card)
        failed = at.until(UnlockFailed)

        assert (failed.why, failed.visit.card.tries_left, at.ended) == (Obstacle.UNSETTLED, 3, [UNKNOWN])


def test_a_card_that_was_set_back_and_is_not_asked_further_is_told_as_its_word() -> None:
    card = virtual_card(remaining=2)
    with point() as at:
        to_the_loss(at, card, Matter.RESET, before=False)
        at.slot.insert(card)
        at.until(ResetConfirm)
        at.does(Ended())

        assert at.ended == [UNKNOWN, DONE]


def test_a_card_that_went_out_again_proves_itself_again_before_it_is_told_a_pin() -> None:
    card, stranger = virtual_card(remaining=0), Listening(virtual_card(IRK="00112233445566778899AABBCCDDEEFF"))
    with point() as at:
        to_the_loss(at, card, Matter.RESET, before=False)
        at.slot.insert(card)
        at.until(ResetConfirm)
        at.slot.remove()
        at.until(UnlockUnknown, lambda state: state.place == Outside())
        at.slot.insert(stranger)
        lost = at.until(UnlockUnknown, lambda state: state.why is not None)

        assert (lost.why, verifies_in(stranger)) == (Obstacle.NOT_GENUINE, 0)


@pytest.mark.parametrize(
    ("name", "answer", "why"),
    [
        ("proof_wanted", Away(), Obstacle.AWAY),
        ("check_proof", Away(), Obstacle.AWAY),
        ("proof_wanted", Denied("no-key"), Obstacle.NO_PRESENCE),
    ],
)
def test_where_the_office_can_not_tell_the_card_is_told_nothing(
    name: str, answer: Away | Denied, why: Obstacle
) -> None:
    office, card = StaffedOffice(profile()), Listening(virtual_card(remaining=6))
    with point(office=office) as at:
        to_the_loss(at, card, Matter.RESET, before=False)
        verified = verifies_in(card)
        office.instead[name] = answer
        at.slot.insert(card)
        lost = at.until(UnlockUnknown, lambda state: state.why is not None)

        assert (lost.why, verifies_in(card)) == (why, verified)
        del office.instead[name]
        at.does(WentOn())  # the card stays in
        assert isinstance(at.until(ResetConfirm), ResetConfirm)


def test_another_card_is_not_asked() -> None:
    other = Listening(virtual_card("t1"))
    with point() as at:
        to_the_loss(at, virtual_card(remaining=0), Matter.UNLOCK, before=False)
        at.slot.insert(other)
        lost = at.until(UnlockUnknown, lambda lost: lost.why is not None)

        assert lost.why is Obstacle.OTHER_CARD
        assert [apdu for apdu in other.heard if apdu[1] not in (0xA4, 0xB2, 0xC0)] == []


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
