"""A patched service point that stocks proofs and messages: none is answered that a card could be met with later.

Once 1,200 proofs of PUK and 1,200 messages for invented 4-byte challenges were had in one case. With both in stock, no
office was needed any more: a million GET CHALLENGEs of the real card met one of each.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from emulator.issuer.answers import CaseOpened, ExternalProof, Reason, Refused, UnblockMessage
from tests.unit.emulator.issuer.counter import Case, Counter, answer_of, make_operator, sign_in
from tests.unit.emulator.issuer.service_point import (
    LOCKED,
    NEIGHBOUR,
    POINT,
    TRIES,
    CardInReader,
    Desk,
    got,
    new_pin,
    opened,
    presence,
)

STOCK = 10
CARDS = pytest.mark.parametrize("id", ["locked", "v1-3des"])
MATTERS = pytest.mark.parametrize("matter", ["unlock", "reset"])


def a_locked_card(id: str = "locked") -> CardInReader:
    """Of either algorithm, of the newest version and the oldest."""
    return CardInReader(id, remaining=0)


def refused(answers: list[ExternalProof | Refused] | list[UnblockMessage | Refused]) -> list[Reason]:
    """Why, of those that were not answered."""
    return [answer.reason for answer in answers if isinstance(answer, Refused)]


@CARDS
@MATTERS
def test_a_case_gives_three_proofs_and_three_messages_whatever_is_asked(desk: Desk, id: str, matter: str) -> None:
    case = Counter(desk).case(a_locked_card(id), matter)
    here = case.present()
    proofs = [case.proof(here, os.urandom(8)) for _ in range(STOCK)]
    messages = [case.command(here, new_pin() if matter == "reset" else None, os.urandom(8)) for _ in range(STOCK)]

    assert refused(proofs) == refused(messages) == [Reason.TOO_OFTEN] * (STOCK - 3)


@CARDS
@pytest.mark.parametrize("tail", [0, 4, 12])
def test_there_is_no_answer_to_a_short_challenge_in_any_disguise(desk: Desk, id: str, tail: int) -> None:
    case = Counter(desk).case(a_locked_card(id))
    here, short = case.present(), os.urandom(3) + b"\x01" + bytes(tail)
    proof = case.proof(here, short)
    got(case.proof(here))

    assert [proof, case.command(here, None, short)] == [Refused(Reason.MALFORMED)] * 2


@MATTERS
def test_after_a_minute_the_card_must_prove_itself_again(desk: Desk, matter: str) -> None:
    case = Counter(desk).case(a_locked_card(), matter)
    here = case.present()
    got(case.proof(here))
    desk.clock.pass_by(seconds=60)

    assert [case.proof(here), case.command(here, new_pin() if matter == "reset" else None)] == [
        Refused(Reason.NO_PRESENCE)
    ] * 2


def test_a_message_follows_the_proof_of_its_own_presence(desk: Desk) -> None:
    case = Counter(desk).case(a_locked_card())
    first, second = case.present(), case.present()
    before = case.command(first)
    got(case.proof(first))

    assert [before, case.command(second)] == [Refused(Reason.NO_PRESENCE)] * 2
    got(case.command(first))


def of_outside(case: Case) -> bytes:
    """The card proved itself, for no case."""
    return presence(case.at.desk, POINT, case.card)


def of_another_case(case: Case) -> bytes:
    """Of the same card."""
    return case.at.case(case.card).present()


def of_another_card(case: Case) -> bytes:
    """In its own case."""
    return case.at.case(CardInReader("last-attempt")).present()


def of_another_terminal(case: Case) -> bytes:
    """The same card, there."""
    return presence(case.at.desk, NEIGHBOUR, case.card)


def of_nothing(_: Case) -> bytes:
    """Guessed."""
    return bytes(32)


@pytest.mark.parametrize("other", [of_outside, of_another_case, of_another_card, of_another_terminal, of_nothing])
def test_only_a_presence_of_the_case_counts(desk: Desk, other: Callable[[Case], bytes]) -> None:
    case = Counter(desk).case(a_locked_card())
    elsewhere = other(case)
    got(case.proof(case.present()))

    assert [case.proof(elsewhere), case.command(elsewhere)] == [Refused(Reason.NO_PRESENCE)] * 2
    assert case.card.say(TRIES) == LOCKED


def test_a_proof_given_for_one_case_makes_no_presence_in_another(desk: Desk) -> None:
    counter, card = Counter(desk), a_locked_card()
    one, other = counter.case(card), counter.case(card)
    asked = got(desk.office.presence_challenge(POINT, counter.session, one.id))
    proof = answer_of(card, asked)

    assert desk.office.check_presence(POINT, counter.session, other.id, asked.number, proof) == Refused(
        Reason.NOT_GENUINE
    )
    assert desk.office.check_presence(POINT, counter.session, one.id, asked.number, proof) == Refused(Reason.REPLAYED)


def test_with_staff_gone_nothing_in_hand_goes_on_and_a_new_sign_in_revives_no_case(desk: Desk) -> None:
    case = Counter(desk).case(a_locked_card())
    here = case.present()
    got(case.proof(here))
    got(desk.office.sign_out(POINT, case.at.session))
    gone = case.command(here)
    case.at.session = got(sign_in(desk, case.at.operator)).session

    assert (gone, case.command(here)) == (Refused(Reason.NO_SESSION), Refused(Reason.NO_CASE))


def test_a_case_of_yesterday_is_none(desk: Desk) -> None:
    case = Counter(desk).case(a_locked_card())
    desk.clock.pass_by(days=1)
    case.at.session = got(sign_in(desk, case.at.operator)).session

    assert desk.office.presence_challenge(POINT, case.at.session, case.id) == Refused(Reason.NO_CASE)


@pytest.mark.parametrize(("minutes", "good"), [(29, True), (30, False)])
def test_a_case_is_good_for_half_an_hour(desk: Desk, minutes: int, good: bool) -> None:
    case = Counter(desk).case(a_locked_card())
    for _ in range(minutes // 10):
        desk.clock.pass_by(minutes=10)
        Counter.case(case.at, CardInReader("last-attempt"))  # other work keeps staff signed in
    desk.clock.pass_by(minutes=minutes % 10)
    answer = desk.office.presence_challenge(POINT, case.at.session, case.id)

    assert (not isinstance(answer, Refused)) == good


# --- five cases a card and day


def test_a_card_has_five_cases_a_day_at_all_terminals_together(desk: Desk) -> None:
    here, there = Counter(desk), Counter(desk, NEIGHBOUR, make_operator(desk, "normal"))
    card = a_locked_card()
    opened_ones = [(here, there)[number % 2].record(card) for number in range(6)]
    midnight = datetime(2026, 11, 22, 16, tzinfo=UTC)  # in China

    assert [isinstance(each, CaseOpened) for each in opened_ones] == [True] * 5 + [False]
    assert opened_ones[-1] == Refused(Reason.TOO_OFTEN, midnight)
    assert isinstance(here.record(CardInReader("last-attempt")), CaseOpened)


def test_the_next_day_in_china_is_another(desk: Desk) -> None:
    counter, card = Counter(desk), a_locked_card()
    desk.clock.now = datetime(2026, 11, 22, 15, 59, 58, tzinfo=UTC)
    counter = Counter(desk)
    for _ in range(5):
        counter.case(card)
    before = counter.record(card)
    desk.clock.pass_by(seconds=2)

    assert before == Refused(Reason.TOO_OFTEN, datetime(2026, 11, 22, 16, tzinfo=UTC))
    assert isinstance(counter.record(card), CaseOpened)


# --- a restart forgets nothing


def test_an_office_that_was_started_again_keeps_what_was_spent(tmp_path: Path) -> None:
    card = a_locked_card()
    with opened(tmp_path) as desk:
        counter = Counter(desk)
        for _ in range(4):
            counter.case(card)
        case = counter.case(card)
        here = case.present()
        challenges = [card.challenge() for _ in range(4)]
        for challenge in challenges[:3]:
            got(case.proof(here, challenge))
        got(case.command(here, None, challenges[3]))
        asked = got(desk.office.presence_challenge(POINT, counter.session, case.id))
        proof = answer_of(card, asked)
        got(desk.office.check_presence(POINT, counter.session, case.id, asked.number, proof))
    with opened(tmp_path) as desk:
        counter.desk = desk

        assert [case.proof(here), case.command(here, None, challenges[3]), counter.record(card)] == [
            Refused(Reason.TOO_OFTEN),
            Refused(Reason.REPLAYED),
            Refused(Reason.TOO_OFTEN, datetime(2026, 11, 22, 16, tzinfo=UTC)),
        ]
        assert desk.office.check_presence(POINT, counter.session, case.id, asked.number, proof) == Refused(
            Reason.REPLAYED
        )
        case.report("unknown")
        assert case.command(here) == Refused(Reason.NO_CASE)
