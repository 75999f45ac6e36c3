"""The way of a case, as honest terminals go it: each step proved, and the outcome by evidence."""

from __future__ import annotations

import pytest

from emulator.card.profile import Protocol
from emulator.issuer.answers import CaseDone, Done
from emulator.issuer.schema import Case as CaseRow
from tests.unit.emulator.issuer.counter import PIK, Case, Counter, answer_of
from tests.unit.emulator.issuer.service_point import (
    ALL_TRIES,
    LOCKED,
    NEW_PIN,
    RIGHT_PIN,
    TRIES,
    CardInReader,
    Desk,
    new_pin,
)

CARDS = pytest.mark.parametrize(
    ("id", "protocol"), [("locked", "t0"), ("locked", "t1"), ("v2-3des", "t0"), ("v1-3des", "t1")]
)


def state_of(case: Case) -> str:
    """What is put down of it."""
    with case.at.desk.database.reading() as session:
        return session.get_one(CaseRow, case.id).state


@CARDS
def test_an_unlock_keeps_the_pin_and_is_the_terminals_word(desk: Desk, id: str, protocol: Protocol) -> None:
    card = CardInReader(id, protocol=protocol, remaining=0)
    case = Counter(desk).case(card)
    before = card.say(TRIES)
    case.unblock()

    assert (before, card.say(TRIES), card.say(RIGHT_PIN)) == (LOCKED, ALL_TRIES, "9000")
    assert (case.report("done"), state_of(case)) == (Done(), "reported")


@CARDS
def test_a_reset_is_done_once_the_card_proved_the_new_pin(desk: Desk, id: str, protocol: Protocol) -> None:
    card = CardInReader(id, protocol=protocol, remaining=0)
    case = Counter(desk).case(card, "reset")
    evidence = case.unblock(new_pin()).evidence
    assert evidence is not None
    locked, verified = answer_of(card, evidence, PIK), card.say(NEW_PIN)

    assert (locked, verified) == (b"", "9000")
    assert case.report("done", evidence.number, answer_of(card, evidence, PIK)) == CaseDone()
    assert state_of(case) == "done"
