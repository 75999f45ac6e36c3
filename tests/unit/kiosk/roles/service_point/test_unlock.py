"""A locked PIN is unlocked: six attempts again, the same PIN; and what stops it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from emulator.reader.insertable import Insertable
from kiosk.issuer.answers import Away, Denied
from kiosk.printer.receipt import Done
from kiosk.roles.service_point.case_form import choices, is_ready, obstacle
from kiosk.roles.service_point.effect import EndCase, Result
from kiosk.roles.service_point.event import ChoseCase, OpenCase, ToggledDocument
from kiosk.roles.service_point.matter import Document, Matter, Who
from kiosk.roles.service_point.staff import NoStaff, Staff, Why
from kiosk.roles.service_point.state import CaseForm, Obstacle, UnlockDone, UnlockFailed, Verdict
from kiosk.rules.advice import advice_to_follow
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing
from kiosk.session.event import AskedForSlip, WentOn
from kiosk.session.known import known
from kiosk.session.place import Outside
from kiosk.session.state import Attract, Menu, Slip, TakeCard
from kiosk.session.timeouts import RESULT_WITHOUT_CARD_S
from tests.support.cards import PRESENT, TODAY, Listening, card_of, holds, profile, tries, virtual_card
from tests.support.odd_cards import Wrapped
from tests.support.staffed_office import OPERATOR, StaffedOffice
from tests.unit.kiosk.roles.service_point.point import Receipts, point, unblocks_in


def test_a_locked_pin_is_unlocked_with_its_holder_and_staff_there() -> None:
    card = virtual_card(remaining=0)
    with point(card) as at:
        at.signs_in()
        done = at.unlocks()

        assert (done.case.matter, done.verdict, done.visit.card.tries_left) == (Matter.UNLOCK, Verdict.REPORTED, 6)
    assert (tries(card), holds(card, PRESENT)) == (6, True)


def test_it_works_with_a_3des_card_as_well() -> None:
    described = profile("v2-3des", remaining=0)
    card = card_of(described)
    with point(card, StaffedOffice(described)) as at:
        at.signs_in()
        at.unlocks()

    assert tries(card) == 6


def test_the_office_hears_that_the_case_is_done() -> None:
    office = StaffedOffice(profile())
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.unlocks()

        assert at.ended == [EndCase("case-1", Result.DONE)]


def test_the_proof_does_not_stay_on_the_card() -> None:
    card = Listening(virtual_card(remaining=0))
    with point(card) as at:
        at.signs_in()
        at.unlocks()
        sw = card.transmit(bytes.fromhex("8424000004E4A319CC"))

    assert sw == bytes.fromhex("6985")  # the card was reset: its application is not even selected


def test_after_it_the_menu_is_back() -> None:
    with point(virtual_card(remaining=0)) as at:
        at.signs_in()
        at.unlocks()
        at.does(WentOn())

        assert isinstance(at.state.holder, Menu)


def test_a_receipt_is_printed_once_with_the_last_four() -> None:
    receipts = Receipts()
    with point(virtual_card(remaining=0), receipts=receipts) as at:
        at.signs_in()
        at.unlocks()
        at.does(AskedForSlip("zh_CN"))
        at.does(AskedForSlip("zh_CN"))
        at.until(UnlockDone, lambda done: done.slip is Slip.PRINTED)

    assert receipts.printed == [("569X", Done.UNLOCK, "zh_CN")]


@pytest.mark.parametrize(
    ("name", "answer", "why"),
    [
        ("presence_challenge", Away(), Obstacle.AWAY),
        ("check_presence", Denied("too-often"), Obstacle.TOO_OFTEN),
        ("puk_proof", Denied("no-presence"), Obstacle.NO_PRESENCE),
        ("puk_proof", Denied("no-case"), Obstacle.NO_CASE),
        ("unblock_command", Denied("too-often"), Obstacle.TOO_OFTEN),
        ("unblock_command", Denied("no-key"), Obstacle.NO_KEY),
        ("unblock_command", Denied("audit-broken"), Obstacle.DENIED),
    ],
)
def test_what_the_office_refuses_is_not_sent_to_the_card(name: str, answer: Denied | Away, why: Obstacle) -> None:
    card, office = Listening(virtual_card(remaining=0)), StaffedOffice(profile())
    with point(card, office) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        office.instead[name] = answer
        at.does(OpenCase())
        failed = at.until(UnlockFailed)

        assert (failed.why, unblocks_in(card), at.ended) == (why, 0, [EndCase("case-1", Result.FAILED)])


def test_an_office_that_knows_the_session_no_more_signs_out() -> None:
    office = StaffedOffice(profile())
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        office.instead["puk_proof"] = Denied("no-session")
        at.does(OpenCase())
        failed = at.until(UnlockFailed)

        assert failed.why is Obstacle.NO_SESSION
        assert isinstance(at.state.staff, NoStaff)
        assert at.state.staff.why is Why.ENDED


def test_a_card_that_refuses_the_issuers_proof_is_told() -> None:
    """The office has other keys than the card."""
    stranger = profile("normal", PUK="00112233445566778899AABBCCDDEEFF")
    card = Listening(virtual_card(remaining=0))
    with point(card, StaffedOffice(stranger)) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.does(OpenCase())
        failed = at.until(UnlockFailed)

        assert (failed.why, unblocks_in(card)) == (Obstacle.CARD_REFUSED, 0)


def test_a_card_whose_key_is_dead_is_to_be_replaced_and_no_further_case_is_opened_for_it() -> None:
    card = virtual_card(remaining=0)
    use_up_puk(card)
    with point(card) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.does(OpenCase())
        failed = at.until(UnlockFailed)
        at.does(ChoseCase())
        form = at.until(CaseForm)

        told = advice_to_follow(known(form.visit, TODAY))[0].id
        assert (failed.why, obstacle(form), told) == (Obstacle.KEY_DEAD, Obstacle.KEY_DEAD, "replace-locked-card")


def use_up_puk(card: Insertable) -> None:
    """Wrong proofs, until it takes none any more."""
    card.reset()
    card.transmit(bytes.fromhex("00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"))
    while card.transmit(bytes.fromhex("0082000610" + "00" * 16)) != bytes.fromhex("6983"):
        card.transmit(bytes.fromhex("0084000008"))


@pytest.mark.parametrize(
    ("record", "why"),
    [(Record(standing), Obstacle.NOT_ALLOWED) for standing in Standing if standing not in (0, 1)],
    ids=lambda value: getattr(getattr(value, "standing", value), "name", str(value)),
)
def test_a_card_that_is_lost_or_ended_gets_no_case(record: Record, why: Obstacle) -> None:
    office = StaffedOffice(profile(), says=record)
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in()
        form = at.to_form(Matter.UNLOCK)
        at.does(OpenCase())

        assert (obstacle(form), at.state.holder, "record_case" in office.asked) == (why, form, False)


def test_a_forged_card_gets_no_case() -> None:
    forged = profile("normal", IRK="00112233445566778899AABBCCDDEEFF")
    with point(virtual_card(remaining=0), StaffedOffice(forged)) as at:
        at.signs_in()
        form = at.to_form(Matter.UNLOCK)
        at.does(OpenCase())

        assert (obstacle(form), at.state.holder) == (Obstacle.NOT_GENUINE, form)


def test_no_case_is_opened_before_every_document_was_seen() -> None:
    office = StaffedOffice(profile())
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.does(ToggledDocument(Document.HOLDER_ID))
        form = at.until(CaseForm)
        at.does(OpenCase())

        assert (is_ready(form), at.state.holder, "record_case" in office.asked) == (False, form, False)


def test_for_a_child_a_guardian_comes() -> None:
    office = StaffedOffice(profile("child"), says=Record(Standing.NORMAL, minor=True))
    with point(virtual_card("child", remaining=0), office) as at:
        at.signs_in()
        form = at.to_form(Matter.UNLOCK)

        assert (choices(form.visit), form.who) == ((Who.GUARDIAN,), Who.GUARDIAN)
        assert form.seen == {Document.GUARDIAN_ID, Document.HOUSEHOLD_REGISTER}


def test_a_refused_form_says_why_and_can_be_sent_again() -> None:
    office = StaffedOffice(profile())
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        office.instead["record_case"] = Away()
        at.does(OpenCase())
        refused = at.until(CaseForm)
        del office.instead["record_case"]
        at.does(OpenCase())
        at.until(UnlockDone)

        assert (refused.refused, len(office.cases)) == (Obstacle.AWAY, 1)


def test_a_second_case_of_the_same_visit_is_another_case() -> None:
    office = StaffedOffice(profile())
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.unlocks()
        at.does(WentOn())
        at.resets()
        at.until(UnlockDone)

        assert [end.case for end in at.ended] == ["case-1", "case-2"]


def test_without_staff_there_is_no_case() -> None:
    with point(virtual_card(remaining=0)) as at:
        at.until(TakeCard)
        at.does(ChoseCase())

        assert isinstance(at.state.holder, TakeCard)


class Swallowing(Wrapped):
    """A reader that answers the unblock in the card's place."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """9000, and the card hears nothing."""
        return b"\x90\x00" if apdu[:2] == b"\x84\x24" else super().transmit(apdu)


def test_an_unlock_that_the_card_never_heard_of_is_shown_by_its_counter() -> None:
    with point(Swallowing(virtual_card(remaining=0))) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.does(OpenCase())
        failed = at.until(UnlockFailed)

        assert (failed.why, at.ended) == (Obstacle.NOT_UNBLOCKED, [EndCase("case-1", Result.FAILED)])


class Refusing(Wrapped):
    """A card that refuses its unblock; `does` where it carries it out all the same."""

    def __init__(self, card: Insertable, *, does: bool) -> None:
        super().__init__(card)
        self._does = does

    def transmit(self, apdu: bytes) -> bytes | None:
        """6985 to it."""
        if apdu[:2] != b"\x84\x24":
            return super().transmit(apdu)
        if self._does:
            super().transmit(apdu)
        return b"\x69\x85"


def test_a_card_that_refuses_its_unlock_is_unlocked_where_its_counter_was_set_back() -> None:
    """Nothing but the unblock sets it back; a screen that says no would have its holder come again."""
    with point(Refusing(virtual_card(remaining=0), does=True)) as at:
        at.signs_in()
        done = at.unlocks()

        assert (done.visit.card.tries_left, at.ended) == (6, [EndCase("case-1", Result.DONE)])


def test_a_card_that_refuses_its_unlock_and_counts_as_before_has_refused_it() -> None:
    """Its limit is not known, so that two attempts may be all that it has."""
    office = StaffedOffice(profile(), says=Record(Standing.NORMAL))
    with point(Refusing(virtual_card(remaining=2), does=False), office) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.does(OpenCase())
        failed = at.until(UnlockFailed)

        assert (failed.why, failed.visit.card.tries_left) == (Obstacle.CARD_REFUSED, 2)
        assert at.ended == [EndCase("case-1", Result.FAILED)]


def test_from_where_a_message_may_have_been_made_a_case_without_an_end_is_unknown() -> None:
    office = StaffedOffice(profile())
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        office.instead["unblock_command"] = Away()
        at.does(OpenCase())
        failed = at.until(UnlockFailed)

        assert (failed.why, at.ended) == (Obstacle.AWAY, [EndCase("case-1", Result.UNKNOWN)])


def test_a_case_takes_six_questions_and_the_operator_card_proves_itself_for_it() -> None:
    office = StaffedOffice(profile())
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.rests()
        before = len(office.asked)
        at.does(OpenCase())
        at.until(UnlockDone)

        assert office.asked[before : before + 6] == [
            *("case_challenge", "record_case", "presence_challenge", "check_presence"),
            *("puk_proof", "unblock_command"),
        ]


def test_a_presence_that_is_too_old_is_proved_anew_without_anybody() -> None:
    office = StaffedOffice(profile())
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.rests()
        office.forget_presences()
        at.does(OpenCase())

        assert at.until(UnlockDone).visit.card.tries_left == 6


def test_a_presence_that_is_refused_twice_is_said() -> None:
    office = StaffedOffice(profile())
    office.instead["record_case"] = Denied("no-presence")
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.does(OpenCase())
        form = at.until(CaseForm)

        assert (form.refused, office.asked.count("record_case")) == (Obstacle.NO_PRESENCE, 2)


class Changed(Wrapped):
    """An operator card that has another behind it, once it is told."""

    other = b""

    def transmit(self, apdu: bytes) -> bytes | None:
        """IRK answers otherwise."""
        told = super().transmit(apdu)
        return self.other or told if apdu[:4] == b"\x00\x88\x00\x00" else told


@pytest.mark.parametrize("answer", [bytes(8) + b"\x90\x00", b"\x6d\x00"], ids=["wrong", "none"])
def test_no_case_is_opened_where_the_operator_card_is_not_there_any_more(answer: bytes) -> None:
    office, operator = StaffedOffice(profile()), Changed(card_of(OPERATOR, "t1"))
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in(operator)
        at.to_form(Matter.UNLOCK)
        at.rests()
        operator.other = answer
        at.does(OpenCase())
        form = at.until(CaseForm)

        assert (form.refused, office.cases) == (Obstacle.OPERATOR_CARD, {})


def test_too_many_cases_of_a_card_are_said_with_until_when() -> None:
    office, until = StaffedOffice(profile()), datetime(2026, 11, 23, tzinfo=UTC)
    office.instead["record_case"] = Denied("too-often", until)
    with point(virtual_card(remaining=0), office) as at:
        at.signs_in()
        at.to_form(Matter.UNLOCK)
        at.does(OpenCase())
        form = at.until(CaseForm)

        assert (form.refused, form.until) == (Obstacle.TOO_OFTEN, until)


def test_what_was_done_is_told_though_the_card_left_and_then_nothing_is_left_of_it() -> None:
    with point(virtual_card(remaining=0)) as at:
        at.signs_in()
        at.unlocks()
        at.slot.remove()
        at.until(UnlockDone, lambda done: done.place == Outside())
        at.passes(RESULT_WITHOUT_CARD_S)

        assert (at.state.holder, isinstance(at.state.staff, Staff)) == (Attract(), True)
