"""A forgotten PIN is reset: the holder keys the new one in twice, and nobody else sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from emulator.reader.faults import PulledOut
from kiosk.card.outcome import HolderRead
from kiosk.card.pin import Pin
from kiosk.issuer.answers import Denied
from kiosk.roles.service_point.effect import EndCase, Result
from kiosk.roles.service_point.explore import TERMS
from kiosk.roles.service_point.matter import Matter, Who
from kiosk.roles.service_point.staff import Staff, StaffVisit
from kiosk.roles.service_point.state import (
    Case,
    Obstacle,
    ResetAgain,
    ResetConfirm,
    ResetNew,
    State,
    UnlockDone,
    UnlockFailed,
    UnlockUnknown,
    Verdict,
)
from kiosk.roles.service_point.step import step
from kiosk.rules.new_pin import Refusal
from kiosk.session.event import Answered, Ended, PinEntered, Touched, WentBack
from kiosk.session.place import Outside
from kiosk.session.state import Attract, CardLeftBehind, Menu, TakeCard
from kiosk.session.visit import HolderReading
from tests.support.cards import NEW, PRESENT, WRONG, Listening, card_of, holds, profile, tries, virtual_card, with_pik
from tests.support.odd_cards import Wrapped
from tests.support.samples import FACTS, HOLDER, VISIT
from tests.support.staffed_office import StaffedOffice
from tests.unit.kiosk.roles.service_point.point import Point, point

SIGNED_IN = Staff(StaffVisit(1, "Staff's Reader", FACTS), b"session", "staff", 1800.0, 43_200.0)


@pytest.mark.parametrize("left", [0, 1, 6])
def test_the_new_pin_holds_with_six_attempts(left: int) -> None:
    card = virtual_card(remaining=left)
    with point(card) as at:
        at.signs_in()
        at.resets()
        done = at.until(UnlockDone)

        assert (done.case.matter, done.visit.card.tries_left, at.ended) == (
            Matter.RESET,
            6,
            [EndCase("case-1", Result.DONE)],
        )
    assert (tries(card), holds(card, NEW)) == (6, True)


def test_a_card_without_a_pin_gets_its_first_one_so() -> None:
    described = profile("no-pin")
    card = card_of(described)
    with point(card, StaffedOffice(described)) as at:
        at.signs_in()
        at.resets()
        done = at.until(UnlockDone)

    assert (done.visit.card.tries_left, tries(card), holds(card, NEW)) == (6, 6, True)


def test_it_works_with_a_3des_card_as_well() -> None:
    described = profile("v2-3des", remaining=0)
    card = card_of(described)
    with point(card, StaffedOffice(described)) as at:
        at.signs_in()
        at.resets()
        at.until(UnlockDone)

    assert holds(card, NEW)


@pytest.mark.parametrize(
    ("digits", "refusal"),
    [(b"123456", Refusal.INITIAL), (b"777777", Refusal.ONE_DIGIT), (b"188503", Refusal.HOLDER_NUMBER)],
)
def test_a_new_pin_is_held_to_the_same_rules(digits: bytes, refusal: Refusal) -> None:
    """The holder's number is known by now, though a version 3 card shows it to the issuer alone."""
    with point(virtual_card(remaining=0)) as at:
        at.signs_in()
        at.to_menu()
        at.until(Menu, lambda menu: menu.visit.card.holder is not None)
        at.to_reset()
        at.keys(digits)

        assert isinstance(at.state.holder, ResetNew)
        assert refusal in at.state.holder.refused


def test_what_gets_known_of_the_holder_between_the_two_entries_counts_as_well() -> None:
    """The card shows its holder to the issuer alone, and the issuer's word may come late."""
    visit = replace(VISIT, reading=HolderReading.UNDER_WAY)
    again = State(SIGNED_IN, ResetAgain(visit, Case("case-1", Matter.RESET, Who.HOLDER), Pin(b"188503")), None)
    known, _ = step(again, Answered(visit.number, HolderRead(HOLDER)), TERMS)
    after, effects = step(known, PinEntered(Pin(b"188503")), TERMS)

    assert isinstance(after.holder, ResetNew)
    assert (after.holder.refused, effects) == ((Refusal.HOLDER_NUMBER, Refusal.BIRTH_DATE), ())


def test_the_present_pin_is_no_bar_for_it_is_forgotten() -> None:
    card = virtual_card(remaining=0)
    with point(card) as at:
        at.signs_in()
        at.resets(PRESENT)
        at.until(UnlockDone)

    assert holds(card, PRESENT)


def test_where_the_two_differ_it_is_asked_for_again() -> None:
    with point(virtual_card(remaining=0)) as at:
        at.signs_in()
        at.to_reset()
        first = at.keys(NEW)
        second = at.keys(WRONG)

        assert isinstance(at.state.holder, ResetNew)
        assert at.state.holder.refused == (Refusal.DIFFERENT,)
        assert (first.wiped, second.wiped) == (True, True)


def test_both_entries_are_wiped_once_it_is_done() -> None:
    with point(virtual_card(remaining=0)) as at:
        at.signs_in()
        first, second = at.resets()
        at.until(UnlockDone)

        assert (first.wiped, second.wiped) == (True, True)


def test_what_the_office_was_given_is_wiped_as_well() -> None:
    office = StaffedOffice(profile())
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.resets()
        at.until(UnlockDone)

        assert [pin.wiped for pin in office.pins] == [True]


def test_the_new_pin_is_verified_once_after_the_reset_and_proves_it_in_the_same_hold() -> None:
    """It is the holder's own second entry; until then it goes to the card enciphered by the issuer alone."""
    card, office = Listening(virtual_card(remaining=0)), StaffedOffice(profile())
    with point(card, office) as at:
        at.signs_in()
        at.resets()
        done = at.until(UnlockDone)

    told = [apdu[:2] for apdu in card.heard if bytes.fromhex(NEW.decode()) in apdu]
    assert (told, done.verdict, office.cases["case-1"].proved) == ([b"\x00\x20"], Verdict.DONE, True)
    assert [apdu[1] for apdu in card.heard if apdu[1] in (0x24, 0x20, 0x88)][-4:] == [0x20, 0x20, 0x88, 0x20]


def test_a_card_that_can_not_prove_its_pin_is_told_as_carried_out_and_no_more() -> None:
    described = with_pik(profile("normal", remaining=0), False)
    office = StaffedOffice(described)
    with point(card_of(described), office) as at:
        at.signs_in()
        at.resets()
        done = at.until(UnlockDone)

        assert (done.verdict, done.borne_out, office.cases["case-1"].proved) == (Verdict.REPORTED, False, False)
        assert at.ended == [EndCase("case-1", Result.DONE)]


@pytest.mark.parametrize("lost", [b"\x00\x20\x00\x00\x03", b"\x00\x88\x00\x0c"], ids=["VERIFY", "PIK"])
def test_an_answer_lost_after_the_card_said_that_it_is_reset_is_asked_for_again(lost: bytes) -> None:
    card, office = virtual_card(remaining=0), StaffedOffice(profile())
    with point(office=office) as at:
        at.slot.insert(PulledOut(card, at.slot.remove, lambda apdu: apdu.startswith(lost), before=True))
        at.signs_in()
        at.resets()
        at.until(UnlockUnknown, lambda state: state.place == Outside())
        at.slot.insert(card)
        at.until(ResetConfirm)
        at.keys(NEW)
        done = at.until(UnlockDone)

        assert (done.verdict, at.ended) == (
            Verdict.DONE,
            [EndCase("case-1", Result.UNKNOWN), EndCase("case-1", Result.DONE)],
        )
    assert holds(card, NEW)


class Swallowing(Wrapped):
    """A reader that answers the unblock in the card's place."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """9000, and the card hears nothing."""
        return b"\x90\x00" if apdu[:2] == b"\x84\x24" else super().transmit(apdu)


@pytest.mark.parametrize(
    ("left", "why", "now", "result"),
    [
        *((left, Obstacle.NOT_UNBLOCKED, left, Result.FAILED) for left in (0, 1, 2, 5)),
        (6, Obstacle.NOT_TAKEN, 5, Result.UNKNOWN),
    ],
)
def test_a_reset_that_the_card_never_heard_of_is_not_done(left: int, why: Obstacle, now: int, result: Result) -> None:
    """Below its limit the counter shows that and costs nothing; at the limit the new PIN is wrong, which costs one."""
    card, office = virtual_card(remaining=left), StaffedOffice(profile())
    with point(Swallowing(card), office) as at:
        at.signs_in()
        at.resets()
        failed = at.until(UnlockFailed)

        assert (failed.why, failed.visit.card.tries_left, tries(card)) == (why, now, now)
        assert at.ended == [EndCase("case-1", result)]


def test_a_refused_reset_leaves_the_card_as_it_was() -> None:
    card, office = virtual_card(remaining=0), StaffedOffice(profile())
    office.instead["unblock_command"] = Denied("no-case")
    with point(card, office) as at:
        at.signs_in()
        first, second = at.resets()
        at.until(UnlockFailed)

        assert (first.wiped, second.wiped, at.ended) == (True, True, [EndCase("case-1", Result.FAILED)])
    assert tries(card) == 0


def back(at: Point) -> type:
    at.does(WentBack())
    at.does(WentBack())
    return Menu


def take_card(at: Point) -> type:
    at.does(Ended())
    return TakeCard


def pull_the_card(at: Point) -> type:
    at.slot.remove()
    return type(at.until(Attract))


def walk_away(at: Point) -> type:
    at.passes(60 + 20)
    return CardLeftBehind


@pytest.mark.parametrize("leave", [back, take_card, pull_the_card, walk_away])
def test_a_reset_that_is_left_has_failed_and_its_pin_is_wiped(leave: object) -> None:
    with point(virtual_card(remaining=0)) as at:
        at.signs_in()
        at.to_reset()
        first = at.keys(NEW)
        assert isinstance(at.state.holder, ResetAgain)
        assert callable(leave)
        end = leave(at)

        assert (type(at.state.holder), first.wiped, at.ended) == (end, True, [EndCase("case-1", Result.FAILED)])


def test_whoever_comes_back_in_time_goes_on() -> None:
    with point(virtual_card(remaining=0)) as at:
        at.signs_in()
        at.to_reset()
        first = at.keys(NEW)
        at.passes(60)
        at.does(Touched())

        assert (type(at.state.holder), first.wiped, at.ended) == (ResetAgain, False, [])
