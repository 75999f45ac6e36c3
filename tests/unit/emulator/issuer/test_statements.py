"""What a question costs: how many statements the database carries out for it, so that no change doubles them unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event

from emulator.back_office import BackOffice, back_office
from emulator.cards import bundled_cards
from emulator.issuer.answers import EnabledReport
from emulator.issuer.edge import CALLS
from tests.unit.emulator.issuer.service_point import RIGHT_PIN, CardInReader, got

OPERATORS_PIN = "0020000003246802"
PIK = "0C"

# The most that was counted, and three: how many hashes are read for the end of the log differs from question to
# question.
MOST = {
    "standing": 20,
    "internal_challenge": 25,
    "check_proof": 25,
    "read_proof": 24,
    "pin_challenge": 22,
    "check_pin": 27,
    "other_cards": 18,
    "enabling_challenge": 22,
    "report_enabled_by": 30,
    "operator_challenge": 26,
    "check_operator": 26,
    "open_session": 33,
    "case_challenge": 27,
    "record_case": 39,
    "presence_challenge": 28,
    "check_presence": 35,
    "puk_proof": 39,
    "unblock_command": 36,
    "report_case": 27,
    "sign_out": 24,
    "audit_head": 10,
}
NOT_HERE = {"claim_pin"}  # of a card without PIK; it is a row changed, as check_pin


class Counted:
    """An office whose questions are counted by what they cost: the most of each kind."""

    def __init__(self, there: BackOffice) -> None:
        self.most: dict[str, int] = {}
        self._office = there.office
        self._count = 0
        with there.database.unwatched() as session:
            event.listen(session.get_bind(), "before_cursor_execute", self._carried_out)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._ask, name)

    def _ask(self, name: str, *given: object) -> Any:
        self._count = 0
        answer = got(getattr(self._office, name)(*given))
        self.most[name] = max(self._count, self.most.get(name, 0))
        return answer

    def _carried_out(self, _connection: Connection, *_: Sequence[object]) -> None:
        self._count += 1


@pytest.fixture(scope="module")
def most() -> Iterator[dict[str, int]]:
    """A visit at a self-service terminal's questions, and an unlock, twice: what each question cost at the most."""
    with back_office(None, bundled_cards()) as there:
        counted = Counted(there)
        caller = there.enrol("610100-D001", "service-point")
        for visit in ("first", "second"):
            changes_its_pin(counted, caller, visit)
            has_its_pin_unlocked(counted, caller, visit)
        counted.audit_head(caller, 3)
        yield counted.most


def changes_its_pin(office: Counted, caller: object, visit: str) -> None:
    """All that is asked around a change of PIN."""
    card = CardInReader("normal")
    office.standing(caller, card.identification)
    asked = office.internal_challenge(caller, card.identification)
    here = office.check_proof(caller, asked.number, card.prove_itself(asked)).presence
    office.read_proof(caller, here, card.challenge())
    asked = office.pin_challenge(caller, here)
    assert card.say(RIGHT_PIN) == "9000"
    office.check_pin(caller, asked.number, card.prove_itself(asked, PIK), False)
    office.other_cards(caller, here)
    asked = office.enabling_challenge(caller, here)
    before, after = card.prove_itself(asked.before), card.prove_itself(asked.after, PIK)
    office.report_enabled_by(caller, EnabledReport(here, asked.number, before, after), f"enabled {visit}")


def staff_signs_in(office: Counted, caller: object, staff: CardInReader) -> bytes:
    """With the operator card; the session."""
    asked = office.operator_challenge(caller, staff.identification)
    asked = office.check_operator(caller, asked.number, staff.prove_itself(asked))
    assert staff.say(OPERATORS_PIN) == "9000"
    session: bytes = office.open_session(caller, asked.number, staff.prove_itself(asked, PIK)).session
    return session


def has_its_pin_unlocked(office: Counted, caller: object, visit: str) -> None:
    """All that is asked for an unlock, from the sign-in on."""
    staff, card = CardInReader("operator"), CardInReader("locked")
    session = staff_signs_in(office, caller, staff)
    asked = office.internal_challenge(caller, card.identification)
    here = office.check_proof(caller, asked.number, card.prove_itself(asked)).presence
    asked = office.case_challenge(caller, session)
    shown = (staff.prove_itself(asked), here, "unlock", "holder", frozenset(("holder-id",)), f"case {visit}")
    case = office.record_case(caller, session, asked.number, *shown).case
    asked = office.presence_challenge(caller, session, case)
    here = office.check_presence(caller, session, case, asked.number, card.prove_itself(asked)).presence
    office.puk_proof(caller, session, case, here, card.challenge())
    office.unblock_command(caller, session, case, here, card.challenge(), None)
    office.report_case(caller, case, "done", f"outcome {visit}")
    office.sign_out(caller, session)


def test_each_question_is_counted(most: dict[str, int]) -> None:
    assert set(most) == set(CALLS) - NOT_HERE


@pytest.mark.parametrize("question", sorted(MOST))
def test_a_question_costs_no_more_statements_than_it_did(most: dict[str, int], question: str) -> None:
    assert most[question] <= MOST[question]


def test_a_sign_in_costs_the_same_however_many_there_were() -> None:
    """Sessions are kept for half a day."""
    with back_office(None, bundled_cards()) as there:
        counted = Counted(there)
        caller = there.enrol("610100-D001", "service-point")
        staff = CardInReader("operator")
        for _ in range(8):
            staff_signs_in(counted, caller, staff)

    assert counted.most["open_session"] <= MOST["open_session"]
