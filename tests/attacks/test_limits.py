"""A terminal that asks on and on, one that is none, and reports that come to nothing: told until when, and no more."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from emulator.back_office import BackOffice, back_office
from emulator.cards import find_card
from emulator.issuer.answers import (
    AuditHead,
    CaseOpened,
    Credential,
    EnabledReport,
    ExternalProof,
    Genuine,
    InternalChallenge,
    Reason,
    Record,
    Refused,
    SignedIn,
    UnderReview,
)
from emulator.issuer.limits import DESK_LIMITS, KINDS, LIMITS, Limit, lift, listed
from emulator.issuer.rate import A_MINUTE, Rate
from emulator.issuer.schema import AuditRow, Decision, Idempotency, RefusedCount
from kiosk.app.near_self_service import NearOffice, refusal_of
from kiosk.issuer.answers import Denied
from tests.support.clock import WallClock
from tests.unit.emulator.issuer import service_point
from tests.unit.emulator.issuer.counter import Counter, answer_of, ready, sign_in
from tests.unit.emulator.issuer.service_point import (
    NEIGHBOUR,
    POINT,
    SELF_SERVICE,
    CardInReader,
    Desk,
    got,
    presence,
)

START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)  # in China
CARD, OTHER = find_card("normal").identification, find_card("sealed").identification
STRANGER = Credential("610100-0001", bytes(32))
NOBODYS = EnabledReport(bytes(32))
MOST_A_MINUTE, MOST_A_DAY = 60, 6_000


@dataclass(slots=True)
class Hall:
    """An office on files, with the terminal that asks it."""

    issuer: BackOffice
    caller: Credential
    clock: WallClock

    def guess(self, number: int) -> Record | Refused:
        """The standing of a card that may be anybody's."""
        return self.issuer.office.standing(self.caller, number.to_bytes(16))

    def audited(self) -> int:
        with self.issuer.database.reading() as session:
            return session.scalar(select(func.count()).select_from(AuditRow)) or 0

    def refused(self) -> dict[tuple[str, str], int]:
        """How often which question was refused for what."""
        with self.issuer.database.reading() as session:
            return {(row.question, row.reason): row.count for row in session.scalars(select(RefusedCount))}


@contextmanager
def opened(folder: Path) -> Iterator[Hall]:
    clock = WallClock(START)
    with back_office(folder, [find_card("normal"), find_card("sealed")], clock) as issuer:
        yield Hall(issuer, issuer.enrol("610100-0001", "self-service"), clock)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A terminal whose issuer is a folder."""
    with opened(tmp_path) as ready:
        yield ready


# --- guessing


def test_who_guesses_cards_is_stopped_for_the_rest_of_the_minute(hall: Hall) -> None:
    answers = [hall.guess(number) for number in range(MOST_A_MINUTE + 20)]
    hall.clock.pass_by(seconds=60)

    assert answers[:MOST_A_MINUTE] == [Refused(Reason.UNKNOWN_CARD)] * MOST_A_MINUTE
    assert answers[MOST_A_MINUTE:] == [Refused(Reason.TOO_OFTEN, START + timedelta(minutes=1))] * 20
    assert hall.guess(1) == Refused(Reason.UNKNOWN_CARD)


def test_a_patient_guesser_is_stopped_for_the_rest_of_the_day(tmp_path: Path) -> None:
    limits = [Limit("standing", "terminal", "minute", 2), Limit("standing", "terminal", "day", 5)]
    with opened(tmp_path) as hall:
        hall.issuer.office._limits = limits
        answers = []
        for number in range(7):
            answers.append(hall.guess(number))
            hall.clock.pass_by(minutes=1)

    assert answers == [Refused(Reason.UNKNOWN_CARD)] * 5 + [Refused(Reason.TOO_OFTEN, MIDNIGHT)] * 2


def test_what_is_refused_for_coming_too_often_is_put_down_once_a_window(hall: Hall) -> None:
    before = hall.audited()
    for _ in range(70):
        hall.issuer.office.internal_challenge(hall.caller, OTHER)
    rows = hall.audited() - before
    for _ in range(30):
        hall.issuer.office.internal_challenge(hall.caller, OTHER)

    assert (rows, hall.audited() - before) == (61, 61)
    assert hall.refused() == {("internal-challenge", "too-often"): 1}


def test_a_limit_of_one_card_leaves_the_others_alone(hall: Hall) -> None:
    for _ in range(61):
        hall.issuer.office.internal_challenge(hall.caller, OTHER)

    assert hall.issuer.office.internal_challenge(hall.caller, OTHER) == Refused(
        Reason.TOO_OFTEN, START + timedelta(minutes=1)
    )
    assert isinstance(hall.issuer.office.internal_challenge(hall.caller, CARD), InternalChallenge)


def test_what_was_counted_is_known_after_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        with opened(tmp_path) as hall:
            answers = [hall.guess(number) for number in range(40)]

    assert [answer.reason for answer in answers if isinstance(answer, Refused)].count(Reason.TOO_OFTEN) == 20


def test_a_clock_that_was_put_back_blocks_nobody_for_long(hall: Hall) -> None:
    for number in range(MOST_A_MINUTE + 1):
        hall.guess(number)
    hall.clock.pass_by(days=-30)

    assert hall.guess(1) == Refused(Reason.UNKNOWN_CARD)


def test_a_limit_that_is_reached_holds_by_a_clock_that_was_put_back_for_one_window_at_the_most(hall: Hall) -> None:
    for number in range(MOST_A_MINUTE + 1):
        hall.guess(number)
    hall.clock.pass_by(minutes=-30)
    refused = hall.guess(1)
    hall.clock.pass_by(minutes=1)

    assert refused == Refused(Reason.TOO_OFTEN, START - timedelta(minutes=29))
    assert hall.guess(1) == Refused(Reason.UNKNOWN_CARD)


def test_a_desk_is_limited_as_well_but_widely() -> None:
    assert [limit.most for limit in DESK_LIMITS] == [limit.most * 1_000 for limit in LIMITS]


def test_every_kind_of_question_is_limited_for_its_terminal() -> None:
    limited = {limit.what for limit in LIMITS if limit.subject == "terminal"}

    assert set(KINDS.values()) - limited == set()


def test_the_terminal_hears_when_a_limit_ends(hall: Hall) -> None:
    asking = NearOffice(hall.issuer.office, hall.caller)
    for number in range(MOST_A_MINUTE):
        hall.guess(number)

    told = asking.record(CARD)
    assert isinstance(told, Denied)
    assert (told.reason, told.until is not None) == ("too-often", True)
    assert refusal_of(Refused(Reason.TOO_OFTEN, MIDNIGHT)) == Denied("too-often", MIDNIGHT)


# --- who is not registered


def written(folder: Path) -> dict[str, bytes]:
    """What is in its files, but for the one in which SQLite keeps who reads just now."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".sqlite-shm"}


def test_of_a_stranger_nothing_is_written(hall: Hall, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = written(tmp_path)
    with caplog.at_level(logging.INFO):
        answers: set[object] = {hall.issuer.office.internal_challenge(STRANGER, CARD) for _ in range(200)}
        answers |= {hall.issuer.office.standing(STRANGER, CARD)}
        answers |= {hall.issuer.office.report_enabled_by(STRANGER, NOBODYS, "1")}
        answers |= {hall.issuer.office.check_proof(STRANGER, "0" * 32, "no proof")}  # type: ignore[arg-type]

    assert answers == {Refused(Reason.UNKNOWN_TERMINAL), Refused(Reason.MALFORMED)}
    assert written(tmp_path) == before
    assert len(caplog.records) == 3  # 1, 10, 100


# --- what is refused leaves a trace that does not grow


def test_refused_reports_are_counted_a_day_a_terminal_and_a_reason(hall: Hall) -> None:
    for number in range(40):
        hall.issuer.office.report_enabled_by(hall.caller, NOBODYS, f"report {number}")

    assert hall.refused() == {("report-enabled", "not-genuine"): 40}


# --- lifting


def test_a_limit_is_lifted_for_a_reason_which_is_kept(hall: Hall) -> None:
    for number in range(MOST_A_MINUTE + 1):
        hall.guess(number)
    with hall.issuer.database.writing() as session:
        before = [
            (row.subject, row.what, row.window) for limit, row in listed(session, START) if row.count > limit.most
        ]
        lifted = lift(session, hall.caller.terminal, "a fault of the reader's", "chief", START)

    assert before == [("610100-0001", "standing", "minute")]
    assert lifted == 3
    assert hall.guess(1) == Refused(Reason.UNKNOWN_CARD)
    with hall.issuer.database.reading() as session:
        assert [(row.subject, row.reason, row.by) for row in session.scalars(select(Decision))] == [
            ("610100-0001", "a fault of the reader's", "chief")
        ]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201, "a\nb"])
def test_without_a_reason_nothing_is_lifted(hall: Hall, reason: str) -> None:
    hall.guess(1)
    with hall.issuer.database.writing() as session:
        assert lift(session, hall.caller.terminal, reason, "chief", START) == Refused(Reason.MALFORMED)


def test_what_was_counted_days_ago_is_forgotten_and_counting_goes_on(hall: Hall) -> None:
    for _ in range(3):
        assert isinstance(hall.issuer.office.standing(hall.caller, CARD), Record)
        hall.clock.pass_by(days=3)
    assert isinstance(hall.issuer.office.internal_challenge(hall.caller, CARD), InternalChallenge)
    with hall.issuer.database.reading() as session:
        kept = [(row.what, row.kind, row.count) for _, row in listed(session, hall.clock.now)]

    assert sorted(kept) == [
        ("challenge", "card", 1),
        ("challenge", "card", 1),
        ("challenge", "terminal", 1),
        ("challenge", "terminal", 1),
    ]


# --- what proves nothing is nobody else's count


LIAR = NEIGHBOUR


FEW = tuple(replace(limit, most=max(3, limit.most // 20)) for limit in LIMITS)  # reached soon, and else the same


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Desk]:
    """An office that allows a twentieth of what it does."""
    with service_point.opened(tmp_path, FEW) as ready:
        yield ready


def insist(desk: Desk, ask: Callable[[], object]) -> None:
    """Ask as often as may be, for as long as it takes to reach every limit."""
    for _ in range(8):
        for _ in range(4):
            ask()
        desk.clock.pass_by(seconds=61)


def test_by_its_number_alone_no_terminal_keeps_a_card_out_elsewhere(few: Desk) -> None:
    card, office = CardInReader("normal"), few.office

    def prove_wrongly() -> None:
        asked = office.internal_challenge(LIAR, card.identification)
        if not isinstance(asked, Refused):
            office.check_proof(LIAR, asked.number, bytes(8))

    insist(few, prove_wrongly)
    insist(few, lambda: office.standing(LIAR, card.identification))

    assert office.standing(LIAR, card.identification).reason is Reason.TOO_OFTEN  # type: ignore[union-attr]
    assert isinstance(office.standing(POINT, card.identification), Record)
    assert presence(few, POINT, card)


def test_by_its_number_alone_no_terminal_keeps_staff_out_of_another(few: Desk) -> None:
    operator = CardInReader("operator")
    insist(few, lambda: few.office.operator_challenge(LIAR, operator.identification))

    refused = few.office.operator_challenge(LIAR, operator.identification)
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.TOO_OFTEN
    assert isinstance(sign_in(few, operator, POINT), SignedIn)


def test_what_proves_nothing_keeps_out_no_longer_than_an_hour_even_there(few: Desk) -> None:
    card = CardInReader("normal")
    insist(few, lambda: few.office.internal_challenge(SELF_SERVICE, card.identification))
    refused = few.office.internal_challenge(SELF_SERVICE, card.identification)
    few.clock.pass_by(minutes=60)

    assert isinstance(refused, Refused)
    assert refused.until is not None
    assert refused.until <= few.clock.now
    assert presence(few, SELF_SERVICE, card)


def test_one_terminal_that_has_a_card_in_it_uses_up_none_of_its_days(few: Desk) -> None:
    card = CardInReader("normal")

    def read() -> None:
        here = few.office.internal_challenge(LIAR, card.identification)
        if isinstance(here, InternalChallenge):
            shown = few.office.check_proof(LIAR, here.number, answer_of(card, here))
            if isinstance(shown, Genuine):
                few.office.read_proof(LIAR, shown.presence, card.challenge())

    insist(few, read)
    here = presence(few, POINT, card)

    assert isinstance(few.office.read_proof(POINT, here, card.challenge()), ExternalProof)


def test_no_limit_over_all_terminals_is_within_one_terminals_reach() -> None:
    """But what takes staff, a card's proof and a case: five cases a card and day are five."""
    proved: dict[tuple[str, str], int] = {
        (each.what, each.subject): each.most for each in LIMITS if each.window == "day"
    }
    here: dict[tuple[str, str], int] = {
        (each.what, each.subject): each.most for each in LIMITS if each.window == "hour"
    }
    reachable = [
        key
        for key, most in proved.items()
        if key[1] in ("card", "operator")
        and key[0] not in ("case", "unblock")
        and here.get((key[0], f"{key[1]} here"), most) * 4 > most
    ]

    assert reachable == []


def test_the_same_report_again_under_its_key_counts_against_no_limit_of_its_card(desk: Desk) -> None:
    here = presence(desk, SELF_SERVICE, CardInReader("sealed"))
    answers = {desk.office.report_enabled_by(SELF_SERVICE, EnabledReport(here), "one key") for _ in range(25)}

    assert answers == {UnderReview()}


def test_the_same_report_again_under_its_key_leaves_nothing_in_the_audit(desk: Desk) -> None:
    here = presence(desk, SELF_SERVICE, CardInReader("sealed"))
    desk.office.report_enabled_by(SELF_SERVICE, EnabledReport(here), "one key")
    before = rows(desk)
    again = {desk.office.report_enabled_by(SELF_SERVICE, EnabledReport(here), "one key") for _ in range(3)}

    assert (again, rows(desk)[0]) == ({UnderReview()}, before[0])


def test_the_same_case_again_under_its_key_is_none_of_its_cards_five(desk: Desk) -> None:
    counter, card = Counter(desk), CardInReader("locked")
    again = {counter.record(card, key="one key") for _ in range(8)}
    others = [counter.record(card) for _ in range(5)]

    assert [type(each) for each in again] == [CaseOpened]
    assert [type(each) for each in others] == [CaseOpened] * 4 + [Refused]


# --- what is refused and is about nothing leaves a count


def rows(desk: Desk) -> tuple[int, int]:
    """Of the audit, and of requests that are remembered."""
    with desk.database.reading() as session:
        tables = (AuditRow, Idempotency)
        audit, requests = (session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
    return audit, requests


def test_what_is_about_nothing_that_there_is_leaves_no_rows(desk: Desk) -> None:
    office, before = desk.office, rows(desk)
    for each in range(20):
        number = f"{each:032x}"
        office.report_case(SELF_SERVICE, number, "done", f"report {each}")
        office.report_case(POINT, number, "done", f"report {each}", number, bytes(8))
        office.check_proof(SELF_SERVICE, number, bytes(8))
        office.check_pin(SELF_SERVICE, number, bytes(8), False)
        office.internal_challenge(SELF_SERVICE, each.to_bytes(16))
        office.operator_challenge(POINT, each.to_bytes(16))
        office.read_proof(SELF_SERVICE, bytes(32), bytes([1]) * 8)
        office.report_enabled_by(SELF_SERVICE, NOBODYS, f"report {each}")

    assert rows(desk) == before


def test_contradictions_told_of_a_case_leave_no_rows(desk: Desk) -> None:
    case = ready(desk, CardInReader("locked"))
    got(case.message(case.card.challenge()))
    got(case.report("done"))
    before = rows(desk)
    answers = [desk.office.report_case(POINT, case.id, "failed", f"other {each}") for each in range(5)]

    assert answers == [Refused(Reason.CONFLICT)] * 5
    assert rows(desk) == before


@pytest.mark.parametrize("most", [5, pytest.param(A_MINUTE, marks=pytest.mark.slow)])
def test_reading_the_end_of_the_audit_is_limited_as_well(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if most != A_MINUTE:  # what the office has by itself
        monkeypatch.setattr("emulator.issuer.office.Rate", partial(Rate, most))
    with service_point.opened(tmp_path) as desk:
        answers = [desk.office.audit_head(SELF_SERVICE, 0) for _ in range(most + 1)]
        elsewhere = desk.office.audit_head(POINT, 0)
        desk.clock.pass_by(seconds=61)
        later = desk.office.audit_head(SELF_SERVICE, 0)

    assert [isinstance(answer, AuditHead) for answer in (*answers, elsewhere, later)] == [
        *([True] * most),
        *(False, True, True),
    ]
    assert answers[-1] == Refused(Reason.TOO_OFTEN, START + timedelta(minutes=1))
