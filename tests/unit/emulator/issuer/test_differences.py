"""What does not agree is found, and what agrees is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from emulator.issuer.answers import Done, Standing
from emulator.issuer.cases import close
from emulator.issuer.differences import (
    BrokenHistory,
    Difference,
    DoneWithoutMessage,
    FailedAfterMessage,
    ForbiddenChange,
    LeftOpen,
    Note,
    NotEnded,
    NotProved,
    OutcomeUnknown,
    WrongStanding,
    differences,
    notes,
)
from emulator.issuer.schema import AuditRow, CardRow, Case, History
from emulator.issuer.standings import Actor
from tests.unit.emulator.issuer.registry_scenes import CARDS, STAFF, Bench

CASE, DESK, CARD = "c" * 32, "610100-D001", CARDS["locked"].hex()
NORMAL = CARDS["normal"].hex()


def found(bench: Bench) -> tuple[Difference, ...]:
    with bench.database.reading() as session:
        return differences(session)


def noted(bench: Bench) -> tuple[Note, ...]:
    with bench.database.reading() as session:
        return notes(session, bench.clock())


def put_down(bench: Bench, *rows: object) -> None:
    with bench.database.writing() as session:
        session.add_all(rows)


def by_hand(bench: Bench, change: Callable[[Session], object]) -> None:
    with bench.database.writing() as session:
        change(session)


def case(bench: Bench, state: str, *, message: bool = True) -> Case:
    """A case of now, in that state."""
    return Case(
        id=CASE,
        card=CARD,
        matter="unlock",
        who="holder",
        documents="holder-id",
        staff=STAFF,
        terminal=DESK,
        at=bench.clock(),
        state=state,
        message_at=bench.clock() if message else None,
        ended_at=None,
    )


def question(bench: Bench, question: str = "unblock-command", answer: str = "answered") -> AuditRow:
    """What the audit has of a question about the case."""
    return AuditRow(
        seq=1,
        at=bench.clock(),
        question=question,
        terminal=DESK,
        staff=STAFF,
        case=CASE,
        card=CARD,
        challenge="",
        answer=answer,
        digest="",
    )


def history(bench: Bench, before: Standing, after: Standing, actor: Actor) -> History:
    return History(card=NORMAL, at=bench.clock(), before=before, after=after, actor=actor.value, by="", key=bench.key())


def test_a_new_registry_agrees(bench: Bench) -> None:
    assert found(bench) == ()


def test_a_registry_that_was_worked_with_agrees(bench: Bench) -> None:
    for after, actor in (
        (Standing.TEMPORARILY_LOST, Actor.HOLDER),
        (Standing.NORMAL, Actor.SERVICE_POINT),
        (Standing.APPLICATION_LOCKED, Actor.ISSUER),
        (Standing.LOST, Actor.SERVICE_POINT),
        (Standing.CANCELLED, Actor.BANK),
    ):
        bench.change("normal", after, actor)
    bench.change("sealed", Standing.TEMPORARILY_LOST, Actor.HOLDER)
    bench.clock.pass_by(days=30)

    assert len(bench.registry.history(CARDS["normal"])) == 5
    assert found(bench) == ()


# --- cases


@pytest.mark.parametrize(
    ("state", "found_as"), [("message", NotEnded), ("unknown", OutcomeUnknown), ("failed", FailedAfterMessage)]
)
@pytest.mark.parametrize("days", [0, 400])
def test_what_nobody_knows_the_end_of_differs_at_once_and_for_ever(
    bench: Bench, state: str, found_as: type[NotEnded | OutcomeUnknown | FailedAfterMessage], days: int
) -> None:
    put_down(bench, case(bench, state), question(bench))
    since = bench.clock()
    bench.clock.pass_by(days=days)

    assert found(bench) == (found_as(CASE, CARD, DESK, since),)


@pytest.mark.parametrize("state", ["message", "unknown", "failed"])
def test_it_is_on_the_list_until_somebody_closes_it_with_a_reason(bench: Bench, state: str) -> None:
    put_down(bench, case(bench, state), question(bench))
    with bench.database.writing() as session:
        assert close(session, CASE[:8], "the holder came again", "the office", bench.clock()) == Done()
    with bench.database.reading() as session:
        row = session.get_one(Case, CASE)
        kept = (row.state, row.closed_by, row.closed_why, row.closed_at)

    assert kept == (state, "the office", "the holder came again", bench.clock())
    assert found(bench) == ()


@pytest.mark.parametrize("state", ["reported", "done"])
@pytest.mark.parametrize("row", [None, ("unblock-command", "no-case"), ("puk-proof", "answered")])
def test_a_pin_that_was_unlocked_without_a_message(bench: Bench, state: str, row: tuple[str, str] | None) -> None:
    put_down(bench, case(bench, state), *([question(bench, *row)] if row else []))

    assert found(bench) == (DoneWithoutMessage(CASE, CARD, DESK),)


@pytest.mark.parametrize("word", ["unblock-command", "unblock-message"])
def test_a_pin_that_was_unlocked_with_a_message_agrees(bench: Bench, word: str) -> None:
    """The second is what the question was called in older rows."""
    put_down(bench, case(bench, "done"), question(bench, word))

    assert (found(bench), noted(bench)) == ((), ())


@pytest.mark.parametrize("state", ["open", "expired", "failed"])
def test_a_case_without_a_message_agrees(bench: Bench, state: str) -> None:
    put_down(bench, case(bench, state, message=False))
    bench.clock.pass_by(days=1)

    assert (found(bench), noted(bench)) == ((), ())


def test_a_case_that_was_left_open_is_said_as_such_until_it_expires(bench: Bench) -> None:
    put_down(bench, case(bench, "open", message=False))
    until = bench.clock() + timedelta(minutes=30)

    assert noted(bench) == (LeftOpen(CASE, CARD, DESK, until),)
    bench.clock.pass_by(minutes=30)
    assert noted(bench) == ()


def test_what_terminals_report_and_no_card_proved_is_no_fault_and_is_said(bench: Bench) -> None:
    put_down(bench, case(bench, "reported"), question(bench))

    assert (found(bench), noted(bench)) == ((), (NotProved(1),))


# --- standings


def test_a_standing_that_was_changed_by_hand(bench: Bench) -> None:
    bench.change("normal", Standing.LOST, Actor.SERVICE_POINT)
    by_hand(
        bench,
        lambda session: session.execute(update(CardRow).where(CardRow.identification == NORMAL).values(standing=1)),
    )

    assert found(bench) == (WrongStanding(NORMAL, Standing.LOST, Standing.NORMAL),)


def test_a_change_that_is_missing_from_the_middle(bench: Bench) -> None:
    bench.change("normal", Standing.TEMPORARILY_LOST, Actor.HOLDER)
    bench.change("normal", Standing.LOST, Actor.SERVICE_POINT)
    bench.change("normal", Standing.CANCELLED, Actor.BANK)
    by_hand(bench, lambda session: session.execute(text("DROP TRIGGER history_no_delete")))
    by_hand(bench, lambda session: session.execute(text("DELETE FROM history WHERE after = 2")))

    assert found(bench) == (BrokenHistory(NORMAL, Standing.TEMPORARILY_LOST, Standing.LOST),)


def test_a_change_that_nobody_may_make(bench: Bench) -> None:
    put_down(bench, history(bench, Standing.LOST, Standing.NORMAL, Actor.TERMINAL))

    assert found(bench) == (ForbiddenChange(NORMAL, Standing.LOST, Standing.NORMAL, "terminal"),)


def test_a_change_in_words_that_there_are_none_of(bench: Bench) -> None:
    nobodys = History(card=NORMAL, at=bench.clock(), before=1, after=7, actor="somebody", by="", key="")
    put_down(bench, nobodys)

    assert found(bench) == (ForbiddenChange(NORMAL, 1, 7, "somebody"), WrongStanding(NORMAL, 7, 1))
