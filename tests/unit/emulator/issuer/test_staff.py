"""Who is staff, and for how long somebody is signed in. What liars try is among the attacks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from emulator.issuer import staff
from emulator.issuer.answers import CaseOpened, Reason, Refused, SignedIn
from emulator.issuer.challenges import token_digest
from emulator.issuer.schema import StaffRow, StaffSession, TerminalRow
from tests.unit.emulator.issuer.counter import Counter, sign_in
from tests.unit.emulator.issuer.service_point import (
    ELSEWHERE,
    NEIGHBOUR,
    POINT,
    STAFF,
    START,
    CardInReader,
    Desk,
    got,
)

OPERATOR = CardInReader("operator").identification
NO_SESSION = Refused(Reason.NO_SESSION)


def case(counter: Counter) -> CaseOpened | Refused:
    """Something that needs somebody signed in."""
    return counter.record(CardInReader("normal"))


def test_who_signed_in_is_told_by_name_and_until_when(desk: Desk) -> None:
    signed = got(sign_in(desk, CardInReader("operator")))

    assert (signed.name, signed.idle, signed.longest) == ("罗建平", timedelta(minutes=30), timedelta(hours=12))


@pytest.mark.parametrize("card", [CardInReader("normal").identification, bytes(16)], ids=["a holder's", "none of ours"])
def test_another_card_makes_nobody_staff(desk: Desk, card: bytes) -> None:
    assert desk.office.operator_challenge(POINT, card) == Refused(Reason.NOT_STAFF)


def test_whose_card_it_is_is_told_to_a_terminal_of_the_service_point_only(desk: Desk) -> None:
    with desk.database.reading() as session:
        here, there = (session.get_one(TerminalRow, each.terminal) for each in (POINT, ELSEWHERE))
        found = staff.staff_of(session, OPERATOR, here, START)

        assert isinstance(found, StaffRow)
        assert found.id == STAFF
        assert staff.staff_of(session, OPERATOR, there, START) == Refused(Reason.NOT_STAFF)


# --- how long


@pytest.mark.parametrize(("minutes", "signed"), [(0, True), (29.9, True), (30, False), (90, False), (-31, False)])
def test_a_session_ends_after_half_an_hour_without_work(desk: Desk, minutes: float, signed: bool) -> None:
    counter = Counter(desk)
    desk.clock.pass_by(minutes=minutes)

    assert isinstance(case(counter), CaseOpened) if signed else case(counter) == NO_SESSION


def test_a_clock_put_back_revives_no_session_that_had_ended(desk: Desk) -> None:
    counter = Counter(desk)
    desk.clock.pass_by(minutes=31)
    ended = case(counter)
    desk.clock.pass_by(minutes=-31)

    assert [ended, case(counter)] == [NO_SESSION] * 2


def test_signing_out_ends_it_and_signing_out_twice_or_never_having_signed_in_is_no_matter(desk: Desk) -> None:
    counter = Counter(desk)
    for token in (counter.session, counter.session, bytes(32)):
        got(desk.office.sign_out(POINT, token))

    assert case(counter) == NO_SESSION


def test_another_terminal_can_not_sign_somebody_out(desk: Desk) -> None:
    counter = Counter(desk)
    desk.office.sign_out(NEIGHBOUR, counter.session)

    assert isinstance(case(counter), CaseOpened)


# --- what is kept


def test_the_token_itself_is_nowhere_in_the_database(desk: Desk) -> None:
    counter = Counter(desk)
    with desk.database.reading() as session:
        kept = session.scalars(select(StaffSession.token)).one()
    token, counter.session = counter.session, bytes.fromhex(kept)

    assert (len(token), kept) == (32, token_digest(token))
    assert case(counter) == NO_SESSION


def test_old_sessions_are_forgotten(desk: Desk) -> None:
    Counter(desk)
    desk.clock.pass_by(days=2)
    Counter(desk)
    with desk.database.reading() as session:
        assert len(session.scalars(select(StaffSession.token)).all()) == 1


def test_what_was_handed_out_can_not_be_read_in_a_log() -> None:
    assert "secret" not in repr(SignedIn(b"secret", "name", timedelta(1), timedelta(1)))
