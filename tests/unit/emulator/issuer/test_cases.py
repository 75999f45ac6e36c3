"""Cases: who may come with what, for which card they are good, and for how long."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from emulator.issuer.answers import CaseOpened, Reason, Refused
from emulator.issuer.cases import (
    DOCUMENTS,
    REQUIRED,
    Form,
    in_hand,
    mark_message,
    record,
    recorded,
    required,
    stage,
)
from emulator.issuer.schema import Case
from emulator.issuer.staff import OnDuty
from tests.unit.emulator.issuer.registry_scenes import CARDS, STAFF, Bench

DESK = "610100-D001"
ON_DUTY = OnDuty(STAFF, "王", CARDS["operator"], "a session")
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
    ) -> CaseOpened | Refused:
        """A case for a bundled card, under a new key where none is given."""
        identification, form, key = CARDS.get(card, bytes(16)), Form(matter, who, documents), key or self.bench.key()
        with self.bench.database.writing() as session:
            return recorded(session, identification, form, ON_DUTY, DESK, key) or record(
                session, identification, form, ON_DUTY, DESK, key, self.bench.clock()
            )

    def opened(self) -> str:
        """The id of a case for the card `locked`."""
        answer = self.open()
        assert isinstance(answer, CaseOpened)
        return answer.case

    def serves(self, case: str, session: str = ON_DUTY.session, terminal: str = DESK) -> bool:
        """Whether anything is answered in it."""
        with self.bench.database.writing() as database:
            who = OnDuty(STAFF, "王", CARDS["operator"], session)
            found = in_hand(database, case, who, terminal, self.bench.clock())
            assert isinstance(found, Case) or found == Refused(Reason.NO_CASE)
            return isinstance(found, Case)

    def hand_out(self, case: str) -> None:
        """A message."""
        with self.bench.database.writing() as session:
            mark_message(session.get_one(Case, case), self.bench.clock())

    def stage(self, case: str) -> str:
        """Where it stands for people."""
        with self.bench.database.reading() as session:
            return stage(session.get_one(Case, case), self.bench.clock())


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
    enough = []
    for shown in sets:
        desk.bench.clock.pass_by(days=1)  # a card has so many cases a day
        enough += [shown] if isinstance(desk.open(card, matter, who, shown), CaseOpened) else []

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
    [{"card": "last-attempt"}, {"matter": "reset"}, {"who": "proxy"}, {"documents": HOLDERS_ID | {"proxy-id"}}],
    ids=" ".join,
)
def test_a_key_belongs_to_one_request(desk: Desk, other: dict[str, Any]) -> None:
    desk.open(key="once")

    assert desk.open(key="once", **other) == Refused(Reason.CONFLICT)


def test_a_request_that_was_refused_may_come_again_as_it_should(desk: Desk) -> None:
    refused = desk.open(who="proxy", key="once")

    assert refused == Refused(Reason.DOCUMENTS)
    assert isinstance(desk.open(who="proxy", documents=HOLDERS_ID | {"proxy-id"}, key="once"), CaseOpened)


# --- what it is good for


def test_a_case_serves_the_session_that_opened_it_at_its_terminal_and_no_other(desk: Desk) -> None:
    case = desk.opened()

    assert desk.serves(case)
    assert not desk.serves(case, session="another")
    assert not desk.serves(case, terminal="610100-D002")


def test_there_is_no_case_but_those_that_were_opened(desk: Desk) -> None:
    assert not desk.serves("0" * 32)


def test_a_case_serves_on_after_a_message_since_the_first_may_be_lost(desk: Desk) -> None:
    case = desk.opened()
    desk.hand_out(case)

    assert (desk.serves(case), desk.stage(case)) == (True, "message")


@pytest.mark.parametrize(("handed_out", "stage"), [(False, "expired"), (True, "message")])
def test_a_case_serves_for_half_an_hour(desk: Desk, handed_out: bool, stage: str) -> None:
    """One with a message does not expire: what became of it is still to be told."""
    case = desk.opened()
    if handed_out:
        desk.hand_out(case)
    desk.bench.clock.pass_by(minutes=29, seconds=59)
    in_time = desk.serves(case)
    desk.bench.clock.pass_by(seconds=1)

    assert (in_time, desk.serves(case), desk.stage(case)) == (True, False, stage)


def test_a_clock_put_back_makes_no_case_live_longer(desk: Desk) -> None:
    case = desk.opened()
    desk.bench.clock.pass_by(hours=-1)

    assert not desk.serves(case)
