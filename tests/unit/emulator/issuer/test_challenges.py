"""Questions are good for one answer, for a short while, for one terminal, one purpose, one card."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from emulator.issuer.answers import Reason, Refused
from emulator.issuer.challenges import (
    Wanted,
    answer_once,
    is_within,
    take_proof,
    token_digest,
    want_proof,
)
from emulator.issuer.database import Database
from emulator.issuer.presences import card_present, note_presence
from emulator.issuer.schema import Answered, Presence, ProofWanted
from tests.support.workbench import counting
from tests.unit.emulator.issuer.service_point import START

CARD, OTHER = bytes(15) + b"\x01", bytes(15) + b"\x02"
ASKS = bytes(range(1, 9))


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """A database in memory that stays empty."""
    with closing(Database.open(None)) as database:
        yield database


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One transaction, of which nothing is left."""
    with database.reading() as session:
        yield session


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


# --- a card proves itself


def test_a_question_is_answered_with_what_was_asked(session: Session) -> None:
    asked = want_proof(session, counting(), "hall-1", CARD, "genuine", START)

    assert take_proof(session, asked.number, "hall-1", "genuine", START) == Wanted(
        CARD, asked.factor, asked.info, START
    )


def test_no_two_questions_are_alike(session: Session) -> None:
    random = counting()
    asked = [want_proof(session, random, "hall-1", CARD, "genuine", START) for _ in range(3)]

    assert len({each.number for each in asked} | {each.factor.hex() + each.info.hex() for each in asked}) == 6


def test_the_lengths_are_those_of_internal_authenticate(session: Session) -> None:
    asked = want_proof(session, counting(), "hall-1", CARD, "genuine", START)

    assert (len(asked.number), len(asked.factor), len(asked.info)) == (32, 8, 8)


def test_the_second_answer_is_a_replay(session: Session) -> None:
    asked = want_proof(session, counting(), "hall-1", CARD, "genuine", START)
    take_proof(session, asked.number, "hall-1", "genuine", START)

    assert take_proof(session, asked.number, "hall-1", "genuine", START) == Refused(Reason.REPLAYED)


@pytest.mark.parametrize(("after", "good"), [(0, True), (59.9, True), (60, False), (3600, False), (-61, False)])
def test_a_question_is_good_for_a_minute(session: Session, after: float, good: bool) -> None:
    asked = want_proof(session, counting(), "hall-1", CARD, "genuine", START)
    answer = take_proof(session, asked.number, "hall-1", "genuine", START + seconds(after))

    assert isinstance(answer, Wanted) if good else answer == Refused(Reason.NO_PRESENCE)


def test_a_question_that_was_answered_too_late_is_spent(session: Session) -> None:
    asked = want_proof(session, counting(), "hall-1", CARD, "genuine", START)
    take_proof(session, asked.number, "hall-1", "genuine", START + seconds(61))

    assert take_proof(session, asked.number, "hall-1", "genuine", START) == Refused(Reason.REPLAYED)


def test_a_question_is_for_its_terminal_and_its_purpose(session: Session) -> None:
    random = counting()
    here, there = (want_proof(session, random, "hall-1", CARD, "operator", START) for _ in range(2))

    assert take_proof(session, here.number, "hall-1", "genuine", START) == Refused(Reason.NOT_GENUINE)
    assert take_proof(session, there.number, "hall-2", "operator", START) == Refused(Reason.NOT_GENUINE)
    assert isinstance(take_proof(session, there.number, "hall-1", "operator", START), Wanted)


def test_a_number_that_was_tried_for_anything_is_spent(session: Session) -> None:
    asked = want_proof(session, counting(), "point-1", CARD, "operator", START)
    take_proof(session, asked.number, "point-1", "genuine", START)

    assert take_proof(session, asked.number, "point-1", "operator", START) == Refused(Reason.REPLAYED)


@pytest.mark.parametrize("number", ["", "0" * 32, "x" * 1000])
def test_a_question_that_was_never_asked(session: Session, number: str) -> None:
    assert take_proof(session, number, "hall-1", "genuine", START) == Refused(Reason.NOT_GENUINE)


# --- a card is present


@pytest.mark.parametrize(("after", "good"), [(0, True), (179.9, True), (180, False), (86400, False), (-181, False)])
def test_a_card_is_present_for_three_minutes(session: Session, after: float, good: bool) -> None:
    token = note_presence(session, counting(), "hall-1", CARD, START)
    answer = card_present(session, token, "hall-1", START + seconds(after))

    assert answer == (CARD if good else Refused(Reason.NO_PRESENCE))


def test_a_card_is_present_where_it_proved_itself(session: Session) -> None:
    token = note_presence(session, counting(), "hall-1", CARD, START)

    assert card_present(session, token, "hall-2", START) == Refused(Reason.NO_PRESENCE)


def test_the_token_itself_is_nowhere_in_the_database(session: Session) -> None:
    token = note_presence(session, counting(), "hall-1", CARD, START)
    kept = session.scalars(select(Presence.token)).one()

    assert (len(token), kept) == (32, token_digest(token))
    assert card_present(session, bytes.fromhex(kept), "hall-1", START) == Refused(Reason.NO_PRESENCE)


@pytest.mark.parametrize(
    ("later", "left"),
    [(timedelta(minutes=59), [2, 2, 2]), (timedelta(minutes=61), [1, 2, 2]), (timedelta(days=32), [1, 1, 1])],
)
def test_what_is_no_good_any_more_is_forgotten(session: Session, later: timedelta, left: list[int]) -> None:
    """Of a table, when another row comes into it."""
    random = counting()
    for at, asks in ((START, ASKS), (START + later, ASKS[::-1])):
        want_proof(session, random, "hall-1", CARD, "genuine", at)
        note_presence(session, random, "hall-1", CARD, at)
        answer_once(session, CARD, asks, at)

    assert [
        session.scalar(select(func.count()).select_from(table)) for table in (ProofWanted, Presence, Answered)
    ] == left


def test_much_that_is_old_goes_a_little_at_a_time(session: Session) -> None:
    """However long nobody asked: no question waits for the rows of a year."""
    session.add_all(Answered(card=CARD.hex(), challenge=f"{number:032x}", at=START) for number in range(200))
    later, left = START + timedelta(days=31), []
    for number in range(5):
        answer_once(session, CARD, bytes((*range(7), number + 1)), later)
        left.append(session.scalar(select(func.count()).select_from(Answered)))

    assert left == [151, 102, 53, 4, 5]


@pytest.mark.parametrize("table", ["proof_wanted", "presence", "enabling_wanted", "answered", "idempotency"])
def test_what_is_old_is_found_by_an_index(session: Session, table: str) -> None:
    plan = session.execute(text(f"EXPLAIN QUERY PLAN DELETE FROM {table} WHERE at < '2026-01-01'")).all()

    assert f"USING INDEX ix_{table}_at" in str(plan)


# --- a card asks


def test_a_challenge_is_answered_once(session: Session) -> None:
    answers = [answer_once(session, CARD, bytes(range(8)), START + timedelta(days=days)) for days in (0, 0, 29)]

    assert answers == [None, Refused(Reason.REPLAYED), Refused(Reason.REPLAYED)]


def test_two_cards_may_ask_the_same(session: Session) -> None:
    assert [answer_once(session, card, ASKS, START) for card in (CARD, OTHER)] == [None, None]


@pytest.mark.parametrize(
    "challenge",
    [b"", ASKS[:4], ASKS[:7], ASKS + b"\x09", ASKS * 3, ASKS[:4] + bytes(4), ASKS + bytes(8), ASKS * 2 + bytes(4)],
)
def test_a_stock_of_short_challenges_can_not_be_had_in_disguise(session: Session, challenge: bytes) -> None:
    assert answer_once(session, CARD, challenge, START) == Refused(Reason.MALFORMED)


def test_other_bytes_make_another_challenge(session: Session) -> None:
    challenges = [ASKS, ASKS[1:] + b"\x09", bytes(7) + b"\x01", bytes(15) + b"\x01", ASKS * 2]

    assert [answer_once(session, CARD, challenge, START) for challenge in challenges] == [None] * 5


def test_a_clock_that_was_put_back_makes_nothing_last_longer() -> None:
    limit = seconds(60)

    assert [is_within(limit, START, START + seconds(by)) for by in (-61, -60, -59, 0, 59, 60)] == [
        False,
        False,
        True,
        True,
        True,
        False,
    ]
