"""What a service point writes down: who signed in by their card's last four, what was done; no PIN, no name."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from emulator.reader.insertable import Insertable
from kiosk.issuer.answers import Away, Denied
from kiosk.journal.entry import Entry
from kiosk.printer.outcome import Printed
from kiosk.roles.service_point.event import Event, OpenCase, SignedOut
from kiosk.roles.service_point.journal import derive
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.staff import NoStaff, StaffPin, Why
from kiosk.roles.service_point.state import CaseForm, State, UnlockDone, UnlockFailed, UnlockUnknown
from kiosk.session.event import SlipDone
from tests.support.cards import NEW, WRONG, profile, virtual_card
from tests.support.hanging import Hanging
from tests.support.staffed_office import STAFF_NAME, StaffedOffice
from tests.unit.kiosk.roles.service_point.point import STAFF_PIN, Point, point

STAFF, HOLDER = "*****9412", "*****569X"


class Book:
    """What was written."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def observe(self, before: State, event: Event, after: State) -> None:
        self.entries.extend(derive(before, event, after))

    def said(self) -> list[tuple[str, str | None, dict[str, str | int | None]]]:
        return [(entry.what, entry.card, dict(entry.details)) for entry in self.entries]

    def whats(self) -> list[str]:
        return [entry.what for entry in self.entries]


@pytest.fixture
def book() -> Book:
    return Book()


def at_work(book: Book, card: Insertable, office: StaffedOffice | None = None) -> AbstractContextManager[Point]:
    return point(card, office, observe=book.observe)


def test_a_receipt_that_is_done_when_its_person_has_left_is_written_down(book: Book) -> None:
    with at_work(book, virtual_card(remaining=0)) as at:
        at.signs_in()
        at.does(SlipDone(7, "569X", Printed()))

    assert book.said()[1:] == [("slip-printed", HOLDER, {"to": "printer"})]


def test_an_unlock_from_sign_in_to_sign_out(book: Book) -> None:
    with at_work(book, virtual_card(remaining=0)) as at:
        at.signs_in()
        at.unlocks()
        at.does(SignedOut())

    assert book.said() == [
        ("staff-signed-in", STAFF, {}),
        ("card-read", HOLDER, {"tries_left": 0}),
        ("case-opened", HOLDER, {"matter": "unlock", "who": "holder", "case": "case-1"}),
        ("pin-unlocked", HOLDER, {"by": "word"}),
        ("staff-signed-out", STAFF, {"why": "signed-out"}),
    ]


def test_a_reset(book: Book) -> None:
    with at_work(book, virtual_card(remaining=0)) as at:
        at.signs_in()
        at.resets()
        at.until(UnlockDone)

    assert book.whats() == ["staff-signed-in", "card-read", "case-opened", "pin-reset"]


def test_what_the_office_refused(book: Book) -> None:
    office = StaffedOffice(profile())
    with at_work(book, virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        office.instead["puk_proof"] = Denied("no-case")
        at.does(OpenCase())
        at.until(UnlockFailed)

    assert book.said()[-1] == ("unlock-refused", HOLDER, {"matter": "unlock", "why": "no-case"})


def test_a_case_that_was_not_opened(book: Book) -> None:
    office = StaffedOffice(profile())
    office.instead["record_case"] = Away()
    with at_work(book, virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.does(OpenCase())
        at.until(CaseForm)

    assert book.said()[-1] == ("case-refused", HOLDER, {"matter": "unlock", "why": "away"})


def test_a_lost_answer(book: Book) -> None:
    card = Hanging(virtual_card(remaining=0), lambda apdu: apdu[:2] == b"\x84\x24")
    with at_work(book, card) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.does(OpenCase())
        at.until_unblocking()
        card.wait_until_it_hangs()
        at.passes(6)
        assert isinstance(at.state.holder, UnlockUnknown)

    assert book.said()[-1] == ("unlock-unknown", HOLDER, {"matter": "unlock"})


def wrong_pin(at: Point) -> None:
    at.keys(WRONG)
    at.until_staff(StaffPin, lambda state: state.wrong)


def no_staff(at: Point) -> None:
    at.keys(STAFF_PIN)
    at.until_staff(NoStaff, lambda state: state.why is not Why.NONE)


@pytest.mark.parametrize(
    ("does", "entry"),
    [
        (wrong_pin, ("staff-pin-wrong", STAFF, {"tries_left": 5})),
        (no_staff, ("staff-not-signed-in", STAFF, {"why": "away"})),
    ],
)
def test_a_sign_in_that_came_to_nothing(book: Book, does: Callable[[Point], None], entry: object) -> None:
    office = StaffedOffice()
    office.instead["open_session"] = Away()
    with point(office=office, observe=book.observe) as at:
        at.staff_slot.insert(virtual_card("operator"))
        at.until_staff(StaffPin)
        does(at)

    assert book.said() == [entry]


def test_neither_a_pin_nor_a_name_nor_a_session_is_written(book: Book) -> None:
    with at_work(book, virtual_card(remaining=0)) as at:
        staff = at.signs_in()
        at.resets()
        at.until(UnlockDone)
        at.does(SignedOut())

    written = repr(book.entries)
    for secret in (NEW.decode(), STAFF_PIN.decode(), STAFF_NAME, "李明轩", staff.session.decode(), staff.session.hex()):
        assert secret not in written
