"""Readers that lie at a staffed service point: a stolen operator card, a card put back that is not the one, a pull."""

from __future__ import annotations

import pytest

from emulator.reader.faults import PulledOut
from emulator.reader.insertable import Insertable
from kiosk.roles.service_point.effect import Result
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.projection import project
from kiosk.roles.service_point.staff import NoStaff, StaffPin, Why
from kiosk.roles.service_point.state import Obstacle, ResetConfirm, UnlockDone, UnlockFailed, UnlockUnknown, Verdict
from kiosk.session.place import Outside
from tests.support.cards import NEW, TODAY, WRONG, Listening, profile, tries, virtual_card
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


def test_a_reset_whose_proof_is_made_up_is_told_as_carried_out_and_no_more() -> None:
    """The books have it as reported, and so has the screen; there is no receipt of it either."""
    office = StaffedOffice(profile())
    with point(Wedge(virtual_card(remaining=0)), office, made_up=True) as at:
        at.signs_in()
        at.resets()
        done = at.until(UnlockDone)
        view = project(at.state, TODAY)

    assert (office.cases["case-1"].result, office.cases["case-1"].proved) == ("done", False)
    assert (done.verdict, done.borne_out, view.values["result"]) == (Verdict.REPORTED, False, "carried-out")


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


class Answers(Wrapped):
    """A reader that answers some commands, by how they begin, as it likes; with `done` the card hears them."""

    def __init__(self, card: Insertable, answers: dict[str, str], *, done: bool) -> None:
        super().__init__(card)
        self._answers = {bytes.fromhex(begins): bytes.fromhex(answer) for begins, answer in answers.items()}
        self._done = done

    def transmit(self, apdu: bytes) -> bytes | None:
        """Its own answer, or the card's."""
        told = [answer for begins, answer in self._answers.items() if apdu.startswith(begins)]
        said = super().transmit(apdu) if self._done or not told else None
        return told[0] if told else said


@pytest.mark.parametrize("left", [0, 1, 2])
def test_a_reset_that_the_reader_swallowed_costs_no_attempt_below_the_cards_limit(left: int) -> None:
    card = Listening(virtual_card(remaining=left))
    with point(Answers(card, {"8424": "9000"}, done=False)) as at:
        at.signs_in()
        at.resets()
        failed = at.until(UnlockFailed)

        assert (failed.why, [end.result for end in at.ended]) == (Obstacle.NOT_UNBLOCKED, [Result.FAILED])
    assert (tries(card), any(map(is_verify, card.heard))) == (left, False)


@pytest.mark.parametrize("answer", ["6988", "6C00", "6985", "63C2", "6F00"])
@pytest.mark.parametrize("left", [0, 2, 6])
def test_a_reset_that_was_carried_out_and_is_answered_with_an_error_is_unknown_until_the_holder_keys_it(
    left: int, answer: str
) -> None:
    card = virtual_card(remaining=left)
    with point() as at:
        at.slot.insert(Answers(card, {"8424": answer}, done=True))
        at.signs_in()
        at.resets()
        at.until(UnlockUnknown)
        at.slot.remove()
        at.until(UnlockUnknown, lambda state: state.place == Outside())
        at.slot.insert(card)
        at.until(ResetConfirm)
        at.keys(NEW)
        done = at.until(UnlockDone)

        assert (done.verdict, [end.result for end in at.ended]) == (Verdict.DONE, [Result.UNKNOWN, Result.DONE])


@pytest.mark.parametrize("answer", ["6988", "6C00"])
def test_an_unlock_that_was_carried_out_and_is_answered_with_an_error_is_told_by_the_counter(answer: str) -> None:
    with point(Answers(virtual_card(remaining=1), {"8424": answer}, done=True)) as at:
        at.signs_in()
        done = at.unlocks()

        assert (done.visit.card.tries_left, [end.result for end in at.ended]) == (6, [Result.DONE])


def test_a_reset_and_a_verify_that_the_reader_swallowed_are_not_confirmed() -> None:
    """The card's PIK, which the office knows, says nothing: neither screen nor books call it carried out."""
    card = virtual_card(remaining=6)
    with point(Answers(card, {"8424": "9000", "0020000003": "9000"}, done=False)) as at:
        at.signs_in()
        at.resets()
        failed = at.until(UnlockFailed)

        assert (failed.why, [end.result for end in at.ended]) == (Obstacle.UNSETTLED, [Result.UNKNOWN])
