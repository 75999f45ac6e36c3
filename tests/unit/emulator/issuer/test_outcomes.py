"""What became of a case: proved by the card, or as the terminal says; told by the terminal that opened it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from emulator.issuer import cases
from emulator.issuer.answers import CaseDone, Done, InternalChallenge, Reason, Refused
from emulator.issuer.differences import FailedAfterMessage, NotEnded, OutcomeUnknown, differences
from emulator.issuer.schema import Case as CaseRow
from tests.unit.emulator.issuer.counter import PIK, Case, Counter, answer_of
from tests.unit.emulator.issuer.service_point import (
    NEIGHBOUR,
    NEW_PIN,
    POINT,
    RIGHT_PIN,
    SELF_SERVICE,
    CardInReader,
    Desk,
    got,
    new_pin,
    opened,
    presence,
)

CONFLICT = Refused(Reason.CONFLICT)
RESULTS = ("done", "failed", "unknown")


@pytest.fixture(scope="module")
def counter() -> Iterator[Counter]:
    """One for all cases: what is told of one changes no other, and nobody waits here."""
    with TemporaryDirectory() as folder, opened(Path(folder), limits=()) as desk:
        yield Counter(desk)


def state_of(case: Case) -> str:
    """What is put down of it."""
    with case.at.desk.database.reading() as session:
        return session.get_one(CaseRow, case.id).state


def listed(case: Case) -> list[str]:
    """As what a check lists it; other cases at this counter are their own tests'."""
    with case.at.desk.database.reading() as session:
        found = differences(session)
    return [type(each).__name__ for each in found if getattr(each, "case", case.id) == case.id]


def reset(counter: Counter) -> tuple[Case, InternalChallenge]:
    """A reset that the card carried out, and what PIK is to answer."""
    case = counter.case(CardInReader("locked"), "reset")
    evidence = case.unblock(new_pin()).evidence
    assert evidence is not None
    return case, evidence


def proof_of(case: Case, evidence: InternalChallenge, pin: str = NEW_PIN) -> bytes:
    """What PIK says once the PIN was keyed in."""
    case.card.say(pin)
    return answer_of(case.card, evidence, PIK)


# --- every state, and what may be told of it

TOLD_AFTER_A_MESSAGE = {  # one after the other → what the last gets, and the state then
    ("done",): (Done(), "reported"),
    ("failed",): (Done(), "failed"),
    ("unknown",): (Done(), "unknown"),
    ("done", "done"): (Done(), "reported"),
    ("done", "failed"): (CONFLICT, "reported"),
    ("done", "unknown"): (Done(), "reported"),
    ("failed", "done"): (CONFLICT, "failed"),
    ("failed", "failed"): (Done(), "failed"),
    ("failed", "unknown"): (Done(), "failed"),
    ("unknown", "done"): (Done(), "reported"),
    ("unknown", "failed"): (Done(), "failed"),
    ("unknown", "unknown"): (Done(), "unknown"),
}
SHOWN = {"reported": [], "failed": [FailedAfterMessage.__name__], "unknown": [OutcomeUnknown.__name__]}


@pytest.mark.parametrize("told", TOLD_AFTER_A_MESSAGE)
def test_what_a_terminal_says_after_a_message(counter: Counter, told: tuple[str, ...]) -> None:
    answer, state = TOLD_AFTER_A_MESSAGE[told]
    case = counter.case(CardInReader("locked"))
    case.unblock()
    before = listed(case)
    answers = [case.report(result) for result in told]

    assert before == [NotEnded.__name__]
    assert (answers[-1], state_of(case), listed(case)) == (answer, state, SHOWN[state])


def test_the_table_has_every_two_that_may_follow_one_another() -> None:
    assert TOLD_AFTER_A_MESSAGE.keys() == {(each,) for each in RESULTS} | set(product(RESULTS, repeat=2))


@pytest.mark.parametrize(("result", "state"), [("failed", "failed"), ("unknown", "failed")])
def test_a_case_that_got_no_message_changed_no_pin(counter: Counter, result: str, state: str) -> None:
    case = counter.case(CardInReader("locked"))

    assert (case.report(result), state_of(case), listed(case)) == (Done(), state, [])


def test_an_unlock_without_a_message_is_a_lie_that_is_listed(counter: Counter) -> None:
    case = counter.case(CardInReader("locked"))

    assert (case.report("done"), listed(case)) == (Done(), ["DoneWithoutMessage"])


@pytest.mark.parametrize("told", [(), ("unknown",), ("done",), ("failed",)], ids=str)
def test_what_the_card_proves_outweighs_what_was_told_before(counter: Counter, told: tuple[str, ...]) -> None:
    case, evidence = reset(counter)
    for result in told:
        case.report(result)
    answer = case.report("done", evidence.number, proof_of(case, evidence))

    assert (answer, state_of(case), listed(case)) == (CaseDone(), "done", [])
    assert (case.report("unknown"), case.report("failed"), state_of(case)) == (CaseDone(), CONFLICT, "done")


# --- what proves nothing


def nothing(_case: Case, _evidence: InternalChallenge) -> tuple[str, bytes]:
    """The terminal's word alone."""
    return "", b""


def bytes_of_its_own(_case: Case, evidence: InternalChallenge) -> tuple[str, bytes]:
    """No card said them."""
    return evidence.number, bytes(8)


def irk_for_it(case: Case, evidence: InternalChallenge) -> tuple[str, bytes]:
    """The key that answers without a PIN."""
    return evidence.number, answer_of(case.card, evidence)


def a_pin_that_was_not_verified(case: Case, evidence: InternalChallenge) -> tuple[str, bytes]:
    """The card never got the message, or the holder keyed in another."""
    return evidence.number, proof_of(case, evidence, "0020000003111111")


def another_card(case: Case, evidence: InternalChallenge) -> tuple[str, bytes]:
    """One without the card's keys, put back in its place."""
    other = CardInReader("normal")
    other.say(RIGHT_PIN)
    return evidence.number, answer_of(other, evidence, PIK)


def a_number_of_another_purpose(case: Case, _evidence: InternalChallenge) -> tuple[str, bytes]:
    """Of the card's presence."""
    asked = got(case.at.desk.office.internal_challenge(POINT, case.card.identification))
    return asked.number, answer_of(case.card, asked)


@pytest.mark.parametrize(
    "brought",
    [
        nothing,
        bytes_of_its_own,
        irk_for_it,
        a_pin_that_was_not_verified,
        another_card,
        a_number_of_another_purpose,
    ],
)
def test_without_the_cards_evidence_a_reset_is_reported_and_no_more(
    counter: Counter, brought: Callable[[Case, InternalChallenge], tuple[str, bytes]]
) -> None:
    case, evidence = reset(counter)

    assert (case.report("done", *brought(case, evidence)), state_of(case)) == (Done(), "reported")


def test_nor_with_evidence_that_comes_when_the_cases_half_hour_is_over(desk: Desk) -> None:
    case, evidence = reset(Counter(desk))
    proof = proof_of(case, evidence)
    desk.clock.pass_by(minutes=30)

    assert (case.report("done", evidence.number, proof), state_of(case)) == (Done(), "reported")


def test_a_number_is_spent_by_a_wrong_proof(counter: Counter) -> None:
    case, evidence = reset(counter)
    case.report("done", evidence.number, bytes(8))

    assert (case.report("done", evidence.number, proof_of(case, evidence)), state_of(case)) == (Done(), "reported")


def test_evidence_proves_its_own_case_alone(counter: Counter) -> None:
    case, evidence = reset(counter)
    other = case.at.case(case.card, "reset")
    other.unblock(new_pin())

    assert (other.report("done", evidence.number, proof_of(case, evidence)), state_of(other)) == (Done(), "reported")


def test_an_unlock_asks_for_no_evidence(counter: Counter) -> None:
    """Its PIN is the old one, which nobody keys in here."""
    assert counter.case(CardInReader("locked")).unblock().evidence is None


def test_a_card_without_pik_is_asked_for_none_and_its_reset_is_reported(counter: Counter) -> None:
    case = counter.case(CardInReader("no-evidence", remaining=0), "reset")

    assert case.unblock(new_pin()).evidence is None
    assert (case.report("done"), state_of(case)) == (Done(), "reported")


def test_a_lost_message_takes_no_evidence_from_the_next(counter: Counter) -> None:
    case = counter.case(CardInReader("locked"), "reset")
    here = case.present()
    got(case.proof(here))
    lost = got(case.command(here, new_pin())).evidence
    evidence = case.unblock(new_pin()).evidence

    assert lost is not None
    assert evidence is not None
    assert lost != evidence
    assert (case.report("done", evidence.number, proof_of(case, evidence)), state_of(case)) == (CaseDone(), "done")


# --- an unlock is done once the card shows PIK


def test_an_unlock_that_was_reported_is_done_once_the_card_proved_its_pin(counter: Counter) -> None:
    case = counter.case(CardInReader("locked"))
    case.unblock()
    case.report("done")
    before = state_of(case)
    prove_pin(counter.desk, case.card)

    assert (before, state_of(case)) == ("reported", "done")


@pytest.mark.parametrize("told", [(), ("failed",), ("unknown",)], ids=str)
def test_what_is_undecided_or_was_no_unlock_stays_so_when_the_pin_is_proved(
    counter: Counter, told: tuple[str, ...]
) -> None:
    unlock = counter.case(CardInReader("locked"))
    unlock.unblock()
    for result in told:
        unlock.report(result)
    before = listed(unlock)
    prove_pin(counter.desk, unlock.card)

    assert (len(before), listed(unlock)) == (1, before)


def test_a_reset_is_not_done_by_any_other_proof_of_the_pin(counter: Counter) -> None:
    case, _evidence = reset(counter)
    case.report("done")
    prove_pin(counter.desk, case.card, NEW_PIN)

    assert state_of(case) == "reported"


def prove_pin(desk: Desk, card: CardInReader, pin: str = RIGHT_PIN) -> None:
    """The holder keys the PIN in somewhere else."""
    asked = got(desk.office.pin_challenge(SELF_SERVICE, presence(desk, SELF_SERVICE, card)))
    card.say(pin)
    got(desk.office.check_pin(SELF_SERVICE, asked.number, answer_of(card, asked, PIK), False))


# --- a case is one unlock


@pytest.mark.parametrize("told", RESULTS)
def test_after_its_outcome_was_told_nothing_more_is_answered_in_a_case(counter: Counter, told: str) -> None:
    case = counter.case(CardInReader("locked"))
    here = case.present()
    got(case.proof(here))
    got(case.command(here))
    case.report(told)

    assert [case.proof(here), case.command(here)] == [Refused(Reason.NO_CASE)] * 2
    assert counter.desk.office.presence_challenge(POINT, case.at.session, case.id) == Refused(Reason.NO_CASE)


def test_a_case_that_was_closed_gets_nothing_more(counter: Counter) -> None:
    case = counter.case(CardInReader("locked"))
    close(case)

    assert counter.desk.office.presence_challenge(POINT, case.at.session, case.id) == Refused(Reason.NO_CASE)


# --- who tells, how often


@pytest.mark.parametrize("caller", [NEIGHBOUR, SELF_SERVICE])
def test_only_the_terminal_that_opened_a_case_tells_its_end(counter: Counter, caller: object) -> None:
    case = counter.case(CardInReader("locked"))
    case.unblock()

    assert counter.desk.office.report_case(caller, case.id, "done", "key") == Refused(Reason.NO_CASE)  # type: ignore[arg-type]
    assert state_of(case) == "message"


def test_an_end_told_twice_under_one_key_is_told_once(counter: Counter) -> None:
    case, evidence = reset(counter)
    proof = proof_of(case, evidence)
    first = [case.report("unknown", key="first") for _ in range(2)]
    second = [case.report("done", evidence.number, proof, key="second") for _ in range(2)]

    assert (first, second, state_of(case)) == ([Done()] * 2, [CaseDone()] * 2, "done")
    assert (case.report("unknown", key="first"), case.report("failed", key="first")) == (CaseDone(), CONFLICT)


def test_an_end_may_be_told_long_after_the_session_and_the_case(desk: Desk) -> None:
    case = Counter(desk).case(CardInReader("locked"))
    case.unblock()
    desk.clock.pass_by(days=20)

    assert (case.report("done"), state_of(case)) == (Done(), "reported")


# --- closed by somebody


def close(case: Case, reason: str = "looked into", id: str = "") -> Done | Refused:
    desk = case.at.desk
    with desk.database.writing() as session:
        return cases.close(session, id or case.id, reason, "the office", desk.clock())


@pytest.mark.parametrize("told", [(), ("failed",), ("unknown",)], ids=str)
def test_an_undecided_case_is_closed_once_and_what_was_told_stays(counter: Counter, told: tuple[str, ...]) -> None:
    case = counter.case(CardInReader("locked"))
    case.unblock()
    for result in told:
        case.report(result)
    before = state_of(case)

    assert [close(case), close(case)] == [Done(), Refused(Reason.NOT_ALLOWED)]
    assert (state_of(case), listed(case)) == (before, [])


def test_evidence_that_comes_after_a_case_was_closed_is_believed(counter: Counter) -> None:
    case, evidence = reset(counter)
    close(case)

    assert (case.report("done", evidence.number, proof_of(case, evidence)), state_of(case)) == (CaseDone(), "done")


def test_what_is_decided_can_not_be_closed(counter: Counter) -> None:
    case, evidence = reset(counter)
    case.report("done", evidence.number, proof_of(case, evidence))
    nothing_out = case.at.case(case.card)
    nothing_out.report("failed")

    assert {close(case), close(nothing_out)} == {Refused(Reason.NOT_ALLOWED)}


@pytest.mark.parametrize(
    ("id", "reason", "why"),
    [
        ("", "", Reason.MALFORMED),
        ("", "   ", Reason.MALFORMED),
        ("", "x" * 201, Reason.MALFORMED),
        ("", "two\nlines", Reason.MALFORMED),
        ("0" * 32, "a reason", Reason.NO_CASE),
        ("0123456", "too short to tell", Reason.NO_CASE),
        ("%%%%%%%%", "a pattern", Reason.NO_CASE),
    ],
)
def test_a_case_is_closed_by_its_name_and_with_a_reason(counter: Counter, id: str, reason: str, why: Reason) -> None:
    case = counter.case(CardInReader("locked"))
    case.unblock()

    assert (close(case, reason, id), listed(case)) == (Refused(why), [NotEnded.__name__])
