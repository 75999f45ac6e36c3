"""Cases: who may come with what, for which card they are good, and what became of them."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from emulator.issuer.answers import CaseOpened, Done, Reason, Refused
from emulator.issuer.cases import (
    DOCUMENTS,
    REQUIRED,
    Result,
    end_case,
    mark_message,
    open_case,
    open_case_for,
    required,
)
from emulator.issuer.schema import Case
from tests.unit.emulator.issuer.registry_scenes import CARDS, STAFF, Bench

DESK = "610100-D001"
HOLDERS_ID = frozenset(("holder-id",))
# The service's table "Who may come, with what", by hand.
BRING = {
    "holder": {"holder-id"},
    "proxy": {"holder-id", "proxy-id"},
    "guardian": {"guardian-id", "household-register"},
}
BOTH = ("unlock", "reset")


class Desk:
    """A service point's terminal with a member of staff, who asks the registry."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench

    def open(
        self,
        card: str = "locked",
        matter: str = "unlock",
        who: str = "holder",
        documents: frozenset[str] = HOLDERS_ID,
        key: str = "",
        staff: str = STAFF,
    ) -> CaseOpened | Refused:
        """A case for a bundled card, under a new key where none is given."""
        with self.bench.database.writing() as session:
            return open_case(
                session,
                card=CARDS.get(card, bytes(16)),
                matter=matter,
                who=who,
                documents=documents,
                staff=staff,
                terminal=DESK,
                key=key or self.bench.key(),
                now=self.bench.clock(),
            )

    def opened(self) -> str:
        """The id of a case for the card `locked`."""
        answer = self.open()
        assert isinstance(answer, CaseOpened)
        return answer.case

    def serves(
        self,
        case: str,
        card: str = "locked",
        matter: str = "unlock",
        staff: str = STAFF,
        terminal: str = DESK,
    ) -> bool:
        """Whether a message may be handed out for it."""
        with self.bench.database.writing() as session:
            found = open_case_for(
                session,
                case,
                card=CARDS[card],
                matter=matter,
                staff=staff,
                terminal=terminal,
                now=self.bench.clock(),
            )
            assert isinstance(found, Case) or found == Refused(Reason.NO_CASE)
            return isinstance(found, Case)

    def hand_out(self, case: str) -> None:
        """A message."""
        with self.bench.database.writing() as session:
            mark_message(session.get_one(Case, case), self.bench.clock())

    def end(self, case: str, result: Result, key: str = "", terminal: str = DESK) -> Done | Refused:
        """Tell what became of it."""
        with self.bench.database.writing() as session:
            return end_case(session, case, terminal, result, key or self.bench.key(), self.bench.clock())

    def state(self, case: str) -> str:
        """What is put down of it."""
        with self.bench.database.reading() as session:
            return session.get_one(Case, case).state


@pytest.fixture
def desk(bench: Bench) -> Desk:
    return Desk(bench)


# --- who may come, with what


def test_the_documents_are_those_of_the_services_rules() -> None:
    assert {each: set(documents) for each, documents in REQUIRED.items()} == {
        (matter, who): documents for matter in BOTH for who, documents in BRING.items()
    }


@pytest.mark.parametrize("who", BRING)
@pytest.mark.parametrize("matter", BOTH)
def test_a_case_is_opened_with_all_that_it_needs_and_with_nothing_less(desk: Desk, matter: str, who: str) -> None:
    card = "child" if who == "guardian" else "locked"
    sets = [frozenset(each) for count in range(5) for each in combinations(sorted(DOCUMENTS), count)]
    enough = [each for each in sets if isinstance(desk.open(card, matter, who, each), CaseOpened)]

    assert enough == [each for each in sets if each >= required(matter, who)]


def test_a_missing_document_is_the_reason(desk: Desk) -> None:
    assert desk.open(who="proxy", documents=HOLDERS_ID) == Refused(Reason.DOCUMENTS)


@pytest.mark.parametrize(
    ("card", "who"), [("child", "holder"), ("child", "proxy"), ("locked", "guardian"), ("normal", "guardian")]
)
def test_a_guardian_comes_for_a_minor_and_nobody_else_does(desk: Desk, card: str, who: str) -> None:
    assert desk.open(card, who=who, documents=DOCUMENTS) == Refused(Reason.WHO)


def test_from_the_eighteenth_birthday_on_nobody_needs_a_guardian(desk: Desk) -> None:
    """The child of the card `child` was born on 3 May 2019."""
    desk.bench.clock.now = desk.bench.clock.now.replace(2037, 5, 3)

    assert desk.open("child", who="guardian", documents=DOCUMENTS) == Refused(Reason.WHO)
    assert isinstance(desk.open("child", who="holder"), CaseOpened)


@pytest.mark.parametrize(
    "wrong",
    [
        {"matter": "replace"},
        {"matter": ""},
        {"who": "neighbour"},
        {"documents": HOLDERS_ID | {"library-card"}},
        {"key": "k" * 65},
    ],
    ids=" ".join,
)
def test_what_there_is_none_of_is_malformed(desk: Desk, wrong: dict[str, Any]) -> None:
    assert desk.open(**wrong) == Refused(Reason.MALFORMED)


def test_a_card_that_nobody_knows_has_no_case(desk: Desk) -> None:
    assert desk.open("nobody's") == Refused(Reason.UNKNOWN_CARD)


def test_a_case_says_what_was_shown_and_to_whom(desk: Desk) -> None:
    answer = desk.open(who="proxy", documents=frozenset(("proxy-id", "holder-id")))

    assert isinstance(answer, CaseOpened)
    with desk.bench.database.reading() as session:
        case = session.get_one(Case, answer.case)
        assert (case.documents, case.who, case.staff, case.at) == (
            "holder-id proxy-id",
            "proxy",
            STAFF,
            desk.bench.clock(),
        )


# --- opened once


def test_the_same_request_twice_opens_one_case(desk: Desk) -> None:
    assert desk.open(key="once") == desk.open(key="once")


def test_two_requests_open_two_cases(desk: Desk) -> None:
    assert desk.open() != desk.open()


@pytest.mark.parametrize(
    "other",
    [
        {"card": "last-attempt"},
        {"matter": "reset"},
        {"who": "proxy"},
        {"documents": HOLDERS_ID | {"proxy-id"}},
        {"staff": "another"},
    ],
    ids=" ".join,
)
def test_a_key_belongs_to_one_request(desk: Desk, other: dict[str, Any]) -> None:
    desk.open(key="once")

    assert desk.open(key="once", **other) == Refused(Reason.CONFLICT)


# --- what it is good for


def test_a_case_serves_its_card_matter_staff_and_terminal(desk: Desk) -> None:
    assert desk.serves(desk.opened())


@pytest.mark.parametrize(
    "other",
    [{"card": "normal"}, {"matter": "reset"}, {"staff": "another"}, {"terminal": "610100-D002"}],
    ids=str,
)
def test_a_case_serves_no_other(desk: Desk, other: dict[str, Any]) -> None:
    assert not desk.serves(desk.opened(), **other)


def test_there_is_no_case_but_those_that_were_opened(desk: Desk) -> None:
    assert not desk.serves("0" * 32)


def test_a_case_serves_on_after_a_message_since_the_first_may_be_lost(desk: Desk) -> None:
    case = desk.opened()
    desk.hand_out(case)

    assert (desk.serves(case), desk.state(case)) == (True, "message")


@pytest.mark.parametrize(("handed_out", "state"), [(False, "expired"), (True, "message")])
def test_a_case_serves_for_half_an_hour(desk: Desk, handed_out: bool, state: str) -> None:
    """One with a message does not expire: what became of it is still to be told."""
    case = desk.opened()
    if handed_out:
        desk.hand_out(case)
    desk.bench.clock.pass_by(minutes=30)
    in_time = desk.serves(case)
    desk.bench.clock.pass_by(microseconds=1)

    assert (in_time, desk.serves(case), desk.state(case)) == (True, False, state)


@pytest.mark.parametrize("result", ["done", "failed", "unknown"])
def test_a_case_that_ended_serves_no_more(desk: Desk, result: Result) -> None:
    case = desk.opened()
    desk.end(case, result)

    assert not desk.serves(case)


# --- what became of it


@pytest.mark.parametrize("result", ["done", "failed", "unknown"])
def test_an_end_is_put_down(desk: Desk, result: Result) -> None:
    case = desk.opened()
    desk.hand_out(case)

    assert (desk.end(case, result), desk.state(case)) == (Done(), result)


def test_an_end_may_be_told_a_day_later(desk: Desk) -> None:
    case = desk.opened()
    desk.hand_out(case)
    desk.bench.clock.pass_by(days=1)
    desk.serves(case)

    assert (desk.end(case, "done"), desk.state(case)) == (Done(), "done")


@pytest.mark.parametrize(
    ("first", "second", "answer", "state"),
    [
        ("unknown", "done", Done(), "done"),
        ("unknown", "failed", Done(), "failed"),
        ("unknown", "unknown", Done(), "unknown"),
        ("done", "unknown", Done(), "done"),
        ("failed", "unknown", Done(), "failed"),
        ("done", "done", Done(), "done"),
        ("done", "failed", Refused(Reason.CONFLICT), "done"),
        ("failed", "done", Refused(Reason.CONFLICT), "failed"),
    ],
)
def test_what_is_known_stays(desk: Desk, first: Result, second: Result, answer: Done | Refused, state: str) -> None:
    case = desk.opened()
    desk.hand_out(case)
    desk.end(case, first)

    assert (desk.end(case, second), desk.state(case)) == (answer, state)


def test_an_end_told_twice_under_one_key_is_told_once(desk: Desk) -> None:
    case = desk.opened()
    desk.end(case, "unknown", key="first")
    desk.end(case, "done", key="second")

    assert (desk.end(case, "unknown", key="first"), desk.state(case)) == (Done(), "done")


def test_only_the_terminal_that_opened_a_case_ends_it(desk: Desk) -> None:
    case = desk.opened()

    assert desk.end(case, "done", terminal="610100-D002") == Refused(Reason.NO_CASE)
    assert desk.state(case) == "open"


def test_a_case_that_there_is_none_of_does_not_end(desk: Desk) -> None:
    assert desk.end("0" * 32, "failed") == Refused(Reason.NO_CASE)


@pytest.mark.parametrize("result", ["open", "message", "expired", ""])
def test_what_is_no_result_ends_nothing_and_reopens_nothing(desk: Desk, result: Any) -> None:
    case = desk.opened()
    desk.end(case, "failed")

    assert (desk.end(case, result), desk.state(case)) == (Refused(Reason.MALFORMED), "failed")


def test_a_clock_put_back_makes_no_case_live_longer(desk: Desk) -> None:
    case = desk.opened()
    desk.bench.clock.pass_by(hours=-1)

    assert not desk.serves(case)


def test_when_a_case_ended_is_when_its_result_was_known(desk: Desk) -> None:
    case = desk.opened()
    desk.end(case, "unknown")
    desk.bench.clock.pass_by(hours=2)
    desk.end(case, "done")
    with desk.bench.database.reading() as session:
        ended = session.get_one(Case, case).ended_at

    assert ended == desk.bench.clock() > desk.bench.clock() - timedelta(hours=2)
