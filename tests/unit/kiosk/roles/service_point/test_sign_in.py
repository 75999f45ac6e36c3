"""A member of staff signs in with the operator card and its PIN; whether it is one, only the office knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal

import pytest

from emulator.reader.faults import PulledOut
from emulator.reader.insertable import Insertable
from kiosk.card.port import Failure, Fault
from kiosk.card.sighting import CardOut, ReaderFailed
from kiosk.issuer.answers import Away, Denied
from kiosk.roles.service_point.event import SignedOut, StaffSeen
from kiosk.roles.service_point.staff import NoStaff, Staff, StaffPin, StaffReading, Why
from kiosk.session.event import Ended, Touched, WentOn
from kiosk.session.place import Inside
from kiosk.session.state import Attract, Menu, TakeCard
from tests.support.cards import WRONG, Listening, card_of, profile, tries, virtual_card, with_pik
from tests.support.hanging import Hanging
from tests.support.odd_cards import Misprinted, Wrapped
from tests.support.staffed_office import STAFF_NAME, StaffedOffice
from tests.unit.kiosk.roles.service_point.point import STAFF_PIN, STAFF_READER, Point, point


class Silent(Wrapped):
    """A card that says nothing of what it is."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """INTERNAL AUTHENTICATE is unknown to it."""
        return b"\x6d\x00" if apdu[:2] == b"\x00\x88" else super().transmit(apdu)


@pytest.fixture
def office() -> StaffedOffice:
    return StaffedOffice(profile())


@pytest.fixture
def at(office: StaffedOffice) -> Iterator[Point]:
    with point(office=office) as ready:
        yield ready


def tries_to_sign_in(at: Point, card: Insertable | None = None, digits: bytes = STAFF_PIN) -> None:
    at.staff_slot.insert(card or virtual_card("operator"))
    at.until_staff(StaffPin)
    at.keys(digits)


def refused(at: Point) -> Why:
    return at.until_staff(NoStaff, lambda state: state.why is not Why.NONE).why


def test_with_card_and_pin_staff_is_signed_in_by_name(at: Point) -> None:
    staff = at.signs_in()
    at.until(Attract)  # each reader has a watcher, and the holder's may be the slower one

    assert staff.name == STAFF_NAME


def test_to_sign_in_takes_three_questions_and_the_card_proves_itself_before_its_pin(
    at: Point, office: StaffedOffice
) -> None:
    at.staff_slot.insert(virtual_card("operator"))
    at.until_staff(StaffPin)
    before = tuple(office.asked)
    at.keys(STAFF_PIN)
    at.until_staff(Staff)

    assert (before, tuple(office.asked[2:3])) == (("operator_challenge", "check_operator"), ("open_session",))


def test_a_wrong_pin_is_told_with_what_is_left(at: Point) -> None:
    tries_to_sign_in(at, digits=WRONG)
    asked = at.until_staff(StaffPin, lambda state: state.wrong)

    assert asked.visit.card.tries_left == 5


def test_after_the_last_wrong_pin_the_operator_card_is_locked(at: Point) -> None:
    card = virtual_card("operator", remaining=1)
    tries_to_sign_in(at, card, WRONG)

    assert (refused(at), tries(card)) == (Why.LOCKED, 0)


def test_a_locked_operator_card_is_told_before_a_pin_is_asked_for(at: Point) -> None:
    at.staff_slot.insert(virtual_card("operator", remaining=0))

    assert refused(at) is Why.LOCKED


def test_an_expired_operator_card_is_told_before_a_pin_is_asked_for(at: Point) -> None:
    at.staff_slot.insert(virtual_card("expired"))

    assert refused(at) is Why.CARD_EXPIRED


def test_an_operator_card_that_can_not_say_how_long_it_is_valid_is_not_staff(at: Point) -> None:
    at.staff_slot.insert(Misprinted(virtual_card("operator"), {6: "0604203413179000"}))

    assert refused(at) is Why.NOT_STAFF


def test_the_card_of_somebody_else_is_not_staff(at: Point) -> None:
    """The registry makes an operator card one, never the card itself."""
    at.staff_slot.insert(virtual_card())

    assert refused(at) is Why.NOT_STAFF


def test_a_copy_without_the_operators_keys_is_not_staff_and_is_told_no_pin(at: Point) -> None:
    at.staff_slot.insert(virtual_card("operator", IRK="00112233445566778899AABBCCDDEEFF"))

    assert refused(at) is Why.NOT_STAFF


def test_a_card_that_does_not_say_what_it_is_is_told_no_pin(at: Point) -> None:
    at.staff_slot.insert(Silent(virtual_card("operator")))

    assert refused(at) is Why.CARD_STOPPED


@pytest.mark.parametrize("key", [False, "00112233445566778899AABBCCDDEEFF"], ids=["none", "another"])
def test_an_operator_card_that_can_not_prove_its_pin_signs_nobody_in(at: Point, key: str | Literal[False]) -> None:
    tries_to_sign_in(at, card_of(with_pik(profile("operator"), key)))

    assert refused(at) is Why.NOT_PROVED


def test_a_pad_that_stood_open_for_too_long_is_filled_in_for_a_card_that_proved_itself_anew(
    at: Point, office: StaffedOffice
) -> None:
    at.staff_slot.insert(virtual_card("operator"))
    first = at.until_staff(StaffPin)
    for _ in range(3):
        at.passes(50)
        at.does(Touched())
    at.passes(20.5)
    second = at.until_staff(StaffPin, lambda state: state.wanted.number != first.wanted.number)
    at.keys(STAFF_PIN)
    at.until_staff(Staff)

    assert first.wanted.number != second.wanted.number


@pytest.mark.parametrize("reason", ["no-presence", "replayed"])
def test_what_came_too_late_is_said_so(at: Point, office: StaffedOffice, reason: str) -> None:
    office.instead["open_session"] = Denied(reason)
    tries_to_sign_in(at)

    assert refused(at) is Why.TOO_LATE


def test_a_limit_says_until_when(at: Point, office: StaffedOffice) -> None:
    until = datetime(2026, 11, 23, tzinfo=UTC)
    office.instead["operator_challenge"] = Denied("too-often", until)
    at.staff_slot.insert(virtual_card("operator"))

    assert refused(at) is Why.TOO_OFTEN
    assert isinstance(at.state.staff, NoStaff)
    assert at.state.staff.until == until


@pytest.mark.parametrize("name", ["operator_challenge", "check_operator"])
@pytest.mark.parametrize(("answer", "why"), [(Away(), Why.AWAY), (Denied("unknown-terminal"), Why.DENIED)])
def test_without_the_office_no_pin_is_asked_for(
    at: Point, office: StaffedOffice, name: str, answer: Away | Denied, why: Why
) -> None:
    office.instead[name] = answer
    card = Listening(virtual_card("operator"))
    at.staff_slot.insert(card)

    assert (refused(at), [apdu for apdu in card.heard if apdu[1] == 0x20 and len(apdu) > 5]) == (why, [])


def test_without_the_offices_last_word_nobody_is_signed_in(at: Point, office: StaffedOffice) -> None:
    office.instead["open_session"] = Away()
    tries_to_sign_in(at)

    assert refused(at) is Why.AWAY


def test_the_same_card_can_be_tried_again_where_it_is(at: Point, office: StaffedOffice) -> None:
    office.instead["open_session"] = Away()
    tries_to_sign_in(at)
    refused(at)
    office.instead.clear()
    at.does(WentOn())
    at.until_staff(StaffPin)
    at.keys(STAFF_PIN)

    assert at.until_staff(Staff).name == STAFF_NAME


@pytest.mark.parametrize("card", ["mute", "bank-only", "blocked-card"])
def test_a_card_that_can_not_be_read_is_told(at: Point, card: str) -> None:
    at.staff_slot.insert(virtual_card(card))

    assert refused(at) is Why.CARD_STOPPED


def test_a_card_that_hangs_is_told(at: Point) -> None:
    card = Hanging(virtual_card("operator"))
    at.staff_slot.insert(card)
    at.until_staff(StaffReading)
    card.wait_until_it_hangs()
    at.passes(5)
    card.wake()

    assert refused(at) is Why.CARD_STOPPED


# --- a PIN whose answer is lost


def is_pin(apdu: bytes) -> bool:
    return apdu[1] == 0x20 and len(apdu) > 5


class Mumbling(Wrapped):
    """A card that judges the PIN and says nothing of it."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response; to a PIN 9001."""
        told = super().transmit(apdu)
        return b"\x90\x01" if is_pin(apdu) else told


class Losing(Wrapped):
    """A card whose answer to a PIN is lost, while it stays in."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response; to a PIN nothing."""
        told = super().transmit(apdu)
        return None if is_pin(apdu) else told


@pytest.mark.parametrize("lossy", [Losing, Mumbling])
def test_a_pin_without_an_answer_may_have_cost_an_attempt_and_the_counter_is_read_when_the_card_is_back(
    at: Point, lossy: type[Wrapped]
) -> None:
    card = virtual_card("operator")
    tries_to_sign_in(at, lossy(card), WRONG)
    said = refused(at)
    at.staff_slot.remove()
    outside = at.until_staff(NoStaff, lambda state: state.inside is None).why
    at.staff_slot.insert(card)

    assert (said, outside, at.until_staff(StaffPin).visit.card.tries_left) == (Why.ATTEMPT_LOST, Why.ATTEMPT_LOST, 5)


def test_so_may_one_whose_card_was_pulled_out(at: Point) -> None:
    card = virtual_card("operator")
    tries_to_sign_in(at, PulledOut(card, at.staff_slot.remove, is_pin), WRONG)

    assert (refused(at), tries(card)) == (Why.ATTEMPT_LOST, 5)


def test_so_may_one_that_hangs(at: Point) -> None:
    card = Hanging(virtual_card("operator"), is_pin)
    tries_to_sign_in(at, card)
    card.wait_until_it_hangs()
    at.passes(5)
    card.wake()

    assert refused(at) is Why.ATTEMPT_LOST


def test_so_may_one_whose_reader_fails_and_that_is_said_after_the_reader_came_back(at: Point) -> None:
    card = Hanging(virtual_card("operator"), is_pin)
    tries_to_sign_in(at, card)
    card.wait_until_it_hangs()
    at.does(StaffSeen(ReaderFailed(Failure(Fault.NO_READER))))
    failed = at.state.staff
    at.does(StaffSeen(CardOut(STAFF_READER)))
    card.wake()

    assert (failed, at.state.staff) == (NoStaff(Why.CUT_OFF_AT_PIN), NoStaff(Why.ATTEMPT_LOST))


def test_readers_that_can_not_be_told_apart_are_told_as_that(at: Point) -> None:
    """It was said that none is connected, to somebody who saw that both are."""
    at.does(StaffSeen(ReaderFailed(Failure(Fault.READERS_ALIKE))))

    assert at.state.staff == NoStaff(Why.READERS_ALIKE)


def test_no_reader_is_told(at: Point) -> None:
    at.does(StaffSeen(ReaderFailed(Failure(Fault.NO_READER))))

    assert at.state.staff == NoStaff(Why.NO_READER)


def test_whoever_stops_keying_is_forgotten_after_a_minute(at: Point) -> None:
    at.staff_slot.insert(virtual_card("operator"))
    at.until_staff(StaffPin)
    at.passes(60)

    assert at.state.staff == NoStaff(Why.NONE, Inside(1, STAFF_READER))


def test_cancel_stops_the_sign_in(at: Point) -> None:
    at.staff_slot.insert(virtual_card("operator"))
    at.until_staff(StaffPin)
    at.does(Ended())

    assert at.state.staff == NoStaff(Why.NONE, Inside(1, STAFF_READER))


def test_before_anybody_is_signed_in_a_holders_card_is_not_read() -> None:
    card = Listening(virtual_card())
    with point(card) as at:
        at.until(TakeCard)

    assert card.heard == []


def test_once_staff_is_signed_in_the_card_that_waits_is_served() -> None:
    with point(virtual_card()) as at:
        at.until(TakeCard)
        at.signs_in()

        assert isinstance(at.to_menu(), Menu)


def test_the_staffs_pin_is_wiped(at: Point) -> None:
    at.staff_slot.insert(virtual_card("operator"))
    at.until_staff(StaffPin)
    pin = at.keys(STAFF_PIN)
    at.until_staff(Staff)

    assert pin.wiped


def test_who_signs_out_is_signed_out_at_the_office(at: Point, office: StaffedOffice) -> None:
    at.signs_in()
    at.does(SignedOut())
    while "sign_out" not in office.asked:
        at.hears()

    assert (at.state.staff, office.sessions) == (NoStaff(Why.SIGNED_OUT, Inside(1, STAFF_READER)), set())
