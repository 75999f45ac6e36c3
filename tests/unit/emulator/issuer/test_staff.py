"""Who is staff, and for how long somebody is signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from emulator.issuer import staff
from emulator.issuer.answers import CaseOpened, Credential, Reason, Refused, SignedIn, Standing
from emulator.issuer.challenges import token_digest
from emulator.issuer.schema import CardRow, StaffRow, StaffSession, TerminalRow
from tests.unit.emulator.issuer.service_point import (
    ELSEWHERE,
    NEIGHBOUR,
    POINT,
    SELF_SERVICE,
    STAFF,
    START,
    WEST,
    CardInReader,
    Desk,
    got,
    signed_in,
)

NORMAL = CardInReader("normal").identification
OPERATOR = CardInReader("operator").identification


def case(desk: Desk, session: bytes, caller: Credential = POINT) -> CaseOpened | Refused:
    """Something that needs somebody signed in."""
    key = f"case {desk.clock.now}"
    return desk.office.open_case(caller, session, NORMAL, "unlock", "holder", frozenset(("holder-id",)), key)


def test_who_signed_in_is_told_by_name_and_until_when(desk: Desk) -> None:
    operator = CardInReader("operator")
    asked = got(desk.office.staff_challenge(POINT, operator.identification))
    signed = got(desk.office.sign_in(POINT, asked.number, operator.prove_itself(asked)))

    assert (signed.name, signed.idle, signed.longest) == ("罗建平", timedelta(minutes=30), timedelta(hours=12))


def test_who_signed_in_may_open_a_case(desk: Desk) -> None:
    assert isinstance(case(desk, signed_in(desk)), CaseOpened)


# --- who


@pytest.mark.parametrize(
    ("caller", "reason"),
    [(SELF_SERVICE, Reason.WRONG_ROLE), (ELSEWHERE, Reason.NOT_STAFF)],
    ids=["at a self-service terminal", "at another service point"],
)
def test_nobody_signs_in_elsewhere(desk: Desk, caller: Credential, reason: Reason) -> None:
    assert desk.office.staff_challenge(caller, OPERATOR) == Refused(reason)


@pytest.mark.parametrize("card", [NORMAL, bytes(16)], ids=["a holder's card", "no card of ours"])
def test_another_card_makes_nobody_staff(desk: Desk, card: bytes) -> None:
    assert desk.office.staff_challenge(POINT, card) == Refused(Reason.NOT_STAFF)


def dismiss(desk: Desk) -> None:
    with desk.database.writing() as session:
        session.execute(update(StaffRow).values(active=False))


def transfer(desk: Desk) -> None:
    with desk.database.writing() as session:
        session.execute(update(StaffRow).values(service_point=WEST.id))


def lose_the_card(desk: Desk) -> None:
    with desk.database.writing() as session:
        session.execute(
            update(CardRow).where(CardRow.identification == OPERATOR.hex()).values(standing=Standing.LOST.value)
        )


@pytest.mark.parametrize("change", [dismiss, transfer, lose_the_card])
def test_who_is_no_staff_any_more_is_not_asked(desk: Desk, change: Callable[[Desk], None]) -> None:
    change(desk)

    assert desk.office.staff_challenge(POINT, OPERATOR) == Refused(Reason.NOT_STAFF)


@pytest.mark.parametrize("change", [dismiss, transfer, lose_the_card])
def test_who_is_no_staff_by_the_time_of_the_proof_is_not_signed_in(desk: Desk, change: Callable[[Desk], None]) -> None:
    operator = CardInReader("operator")
    asked = got(desk.office.staff_challenge(POINT, OPERATOR))
    change(desk)

    assert desk.office.sign_in(POINT, asked.number, operator.prove_itself(asked)) == Refused(Reason.NOT_STAFF)


@pytest.mark.parametrize("change", [dismiss, transfer])
def test_a_session_ends_with_being_staff(desk: Desk, change: Callable[[Desk], None]) -> None:
    session = signed_in(desk)
    change(desk)

    assert case(desk, session) == Refused(Reason.NO_SESSION)


# --- how long


@pytest.mark.parametrize(("minutes", "signed"), [(0, True), (29.9, True), (30, False), (90, False), (-31, False)])
def test_a_session_ends_after_half_an_hour_without_work(desk: Desk, minutes: float, signed: bool) -> None:
    session = signed_in(desk)
    desk.clock.pass_by(minutes=minutes)
    answer = case(desk, session)

    assert isinstance(answer, CaseOpened) if signed else answer == Refused(Reason.NO_SESSION)


def test_work_keeps_a_session_open_for_twelve_hours_and_no_longer(desk: Desk) -> None:
    session = signed_in(desk)
    answers = []
    for _ in range(26):
        desk.clock.pass_by(minutes=29)
        answers.append(isinstance(case(desk, session), CaseOpened))

    assert answers == [True] * 24 + [False] * 2  # 24 × 29 minutes are 11 h 36 min


def test_what_is_refused_for_idleness_does_not_begin_anew(desk: Desk) -> None:
    session = signed_in(desk)
    desk.clock.pass_by(minutes=31)
    case(desk, session)
    desk.clock.pass_by(minutes=1)

    assert case(desk, session) == Refused(Reason.NO_SESSION)


def test_signing_out_ends_it(desk: Desk) -> None:
    session = signed_in(desk)
    got(desk.office.sign_out(POINT, session))

    assert case(desk, session) == Refused(Reason.NO_SESSION)


def test_another_terminal_can_not_sign_somebody_out(desk: Desk) -> None:
    session = signed_in(desk)
    desk.office.sign_out(NEIGHBOUR, session)

    assert isinstance(case(desk, session), CaseOpened)


def test_the_next_to_sign_in_at_a_terminal_ends_the_session_there(desk: Desk) -> None:
    first = signed_in(desk)
    second = signed_in(desk)

    assert (case(desk, first), isinstance(case(desk, second), CaseOpened)) == (Refused(Reason.NO_SESSION), True)


def test_a_session_at_the_next_desk_goes_on_beside(desk: Desk) -> None:
    here, there = signed_in(desk), signed_in(desk, NEIGHBOUR)

    assert isinstance(case(desk, here), CaseOpened)
    assert case(desk, there) == Refused(Reason.NO_SESSION)


def test_a_guessed_session_is_none(desk: Desk) -> None:
    signed_in(desk)

    assert case(desk, bytes(32)) == Refused(Reason.NO_SESSION)


def test_signing_out_twice_or_never_having_signed_in_is_no_matter(desk: Desk) -> None:
    session = signed_in(desk)

    for token in (session, session, b"never".ljust(32)):
        got(desk.office.sign_out(POINT, token))


# --- what is kept


def test_the_token_itself_is_nowhere_in_the_database(desk: Desk) -> None:
    token = signed_in(desk)
    with desk.database.reading() as session:
        kept = session.scalars(select(StaffSession.token)).one()

    assert (len(token), kept) == (32, token_digest(token))
    assert case(desk, bytes.fromhex(kept)) == Refused(Reason.NO_SESSION)


def test_whose_card_it_is_is_told_to_a_terminal_of_the_service_point_only(desk: Desk) -> None:
    with desk.database.reading() as session:
        here, there = (session.get_one(TerminalRow, each.terminal) for each in (POINT, ELSEWHERE))
        found = staff.staff_of(session, OPERATOR, here, START)

        assert isinstance(found, StaffRow)
        assert found.id == STAFF
        assert staff.staff_of(session, OPERATOR, there, START) == Refused(Reason.NOT_STAFF)


def test_what_was_handed_out_can_not_be_read_in_a_log() -> None:
    assert "secret" not in repr(SignedIn(b"secret", "name", timedelta(1), timedelta(1)))
