"""The office: a call is one transaction; what has to do with keys is audited; nothing is said before it is durable."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from emulator.card.personalise import keys_of_card
from emulator.issuer.answers import (
    Credential,
    Done,
    EnabledReport,
    ExternalProof,
    Genuine,
    InternalChallenge,
    Reason,
    Record,
    Refused,
    SignedIn,
    Standing,
    UnblockMessage,
)
from emulator.issuer.audit import Whole
from emulator.issuer.new_pin import NewPin
from emulator.issuer.schema import AuditRow
from emulator.issuer.schema import Case as CaseRow
from tests.unit.emulator.issuer.counter import Case, Counter, ready
from tests.unit.emulator.issuer.service_point import (
    POINT,
    SELF_SERVICE,
    STAFF,
    CardInReader,
    Desk,
    got,
    new_pin,
    opened,
)

NORMAL = CardInReader("normal").identification
SEALED = CardInReader("sealed").identification
HOLDER_ID = frozenset(("holder-id",))


def audited(desk: Desk) -> list[tuple[str, str, str, str, str, str]]:
    """Question, terminal, staff, card, challenge, answer of each row; the case's name is not told beforehand."""
    with desk.database.reading() as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.subject == "").order_by(AuditRow.seq)).all()
        return [(row.question, row.terminal, row.staff, row.card, row.challenge, row.answer) for row in rows]


# --- the registry


def test_the_standing_is_told(desk: Desk) -> None:
    found = got(desk.office.standing(SELF_SERVICE, SEALED))

    assert isinstance(found, Record)
    assert found.standing is Standing.SEALED


# --- cases


def test_who_asks_again_with_the_same_key_gets_the_same_case(desk: Desk) -> None:
    counter, card = Counter(desk), CardInReader("normal")
    cases = {got(counter.record(card, key="key")).case for _ in range(2)}

    assert len(cases) == 1
    assert counter.record(card, "reset", key="key") == Refused(Reason.CONFLICT)


@pytest.mark.parametrize(
    ("who", "documents", "reason"),
    [
        ("holder", frozenset[str](), Reason.DOCUMENTS),
        ("proxy", HOLDER_ID, Reason.DOCUMENTS),
        ("guardian", frozenset(("guardian-id", "household-register")), Reason.WHO),
        ("neighbour", HOLDER_ID, Reason.MALFORMED),
    ],
)
def test_who_comes_without_what_is_needed_opens_no_case(
    desk: Desk, who: str, documents: frozenset[str], reason: Reason
) -> None:
    assert Counter(desk).record(CardInReader("normal"), "unlock", who, documents) == Refused(reason)


def test_the_end_of_a_case_may_come_later_and_without_staff(desk: Desk) -> None:
    case = ready(desk, CardInReader("locked"))
    got(desk.office.sign_out(POINT, case.session))
    desk.clock.pass_by(hours=30)

    assert desk.office.report_case(POINT, case.id, "failed", "end") == Done()
    with desk.database.reading() as session:
        assert session.get_one(CaseRow, case.id).state == "failed"


# --- the audit


def test_what_has_to_do_with_keys_is_in_the_audit(desk: Desk) -> None:
    case = ready(desk, CardInReader("locked"), "reset")
    challenge = case.card.challenge()
    got(case.message(challenge, new_pin()))
    locked, operator = case.card.identification.hex(), CardInReader("operator").identification.hex()
    rows = audited(desk)

    assert [(question, terminal, staff, card, answer) for question, terminal, staff, card, _, answer in rows] == [
        ("operator-challenge", "point-1", STAFF, operator, "answered"),
        ("check-operator", "point-1", STAFF, operator, "answered"),
        ("open-session", "point-1", STAFF, operator, "answered"),
        ("case-challenge", "point-1", STAFF, operator, "answered"),
        ("internal-challenge", "point-1", "", locked, "answered"),
        ("check-proof", "point-1", "", locked, "answered"),
        ("record-case", "point-1", STAFF, locked, "answered"),
        ("presence-challenge", "point-1", STAFF, locked, "answered"),
        ("check-presence", "point-1", STAFF, locked, "answered"),
        ("puk-proof", "point-1", STAFF, locked, "answered"),
        ("unblock-command", "point-1", STAFF, locked, "answered"),
    ]
    assert rows[-1][4] == challenge.hex()


def test_the_audit_names_the_case(desk: Desk) -> None:
    case = ready(desk, CardInReader("locked"))
    got(case.message(case.card.challenge()))
    with desk.database.reading() as session:
        assert session.scalars(select(AuditRow.case).where(AuditRow.question == "unblock-command")).all() == [case.id]


def test_what_is_refused_is_in_the_audit_with_the_reason(desk: Desk) -> None:
    case = ready(desk, CardInReader("locked"))
    before = len(audited(desk))
    challenge = case.card.challenge()
    got(case.message(challenge))
    case.message(challenge)
    desk.office.unblock_command(SELF_SERVICE, case.session, case.id, case.here, challenge, None)
    locked = case.card.identification.hex()

    assert audited(desk)[before:] == [
        ("unblock-command", "point-1", STAFF, locked, challenge.hex(), "answered"),
        ("unblock-command", "point-1", STAFF, locked, challenge.hex(), "replayed"),
    ]  # who is nobody's staff is only counted


def test_bytes_that_are_no_challenge_are_not_put_down(desk: Desk) -> None:
    """Somebody's PIN could be among them."""
    case = ready(desk, CardInReader("locked"))
    case.message(b"135790")

    assert b"135790".hex() not in {row[4] for row in audited(desk)}


def test_after_any_day_the_audit_is_whole(desk: Desk) -> None:
    ready(desk, CardInReader("locked"))

    assert isinstance(desk.audit.verify(), Whole)


def test_questions_from_many_threads_are_one_chain(desk: Desk) -> None:
    cards = [CardInReader(id) for id in ("normal", "sealed", "child", "expired")] * 5
    with ThreadPoolExecutor(4) as threads:
        answers = list(
            threads.map(lambda card: desk.office.internal_challenge(SELF_SERVICE, card.identification), cards)
        )

    assert {type(answer) for answer in answers} == {InternalChallenge}
    assert isinstance(desk.audit.verify(), Whole)
    assert len(audited(desk)) == 20


def test_of_many_who_ask_about_one_challenge_one_is_answered(desk: Desk) -> None:
    case = ready(desk, CardInReader("locked"))
    challenge = case.card.challenge()
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: case.message(challenge), range(8)))

    assert sum(isinstance(answer, UnblockMessage) for answer in answers) == 1


# --- nothing is said before it is durable


def test_while_the_database_is_held_nothing_is_answered_and_the_challenge_is_not_spent(
    tmp_path: Path, desk: Desk
) -> None:
    case = ready(desk, CardInReader("locked"))
    challenge = case.card.challenge()
    other = sqlite3.connect(tmp_path / "registry.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused = [case.message(challenge), desk.office.report_enabled_by(SELF_SERVICE, EnabledReport(bytes(32)), "key")]
    other.execute("ROLLBACK")
    other.close()

    assert refused == [Refused(Reason.UNAVAILABLE)] * 2
    assert isinstance(case.message(challenge), UnblockMessage)


def test_an_answered_question_can_not_be_taken_out_of_the_audit_unseen(tmp_path: Path, desk: Desk) -> None:
    """Its number is in the file beside the database by the time of the answer, not only with the next question."""
    got(desk.office.internal_challenge(SELF_SERVICE, NORMAL))
    with desk.database.reading() as session:
        seq = session.scalars(select(func.max(AuditRow.seq))).one()

    assert (tmp_path / "audit.head").read_text().startswith(f"{seq} ")


def test_while_the_head_can_not_be_written_nothing_is_answered(
    tmp_path: Path, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    case = ready(desk, CardInReader("locked"))
    in_the_way = tmp_path / "audit.head-new"
    in_the_way.mkdir()
    first, second = case.message(case.card.challenge()), case.message(case.card.challenge())
    in_the_way.rmdir()

    assert first == Refused(Reason.UNAVAILABLE)
    assert second == Refused(Reason.UNAVAILABLE)
    assert isinstance(case.message(case.card.challenge()), UnblockMessage)
    assert isinstance(desk.audit.verify(), Whole)
    assert "the head of the audit can't be written" in caplog.text
    caplog.clear()


def test_what_was_answered_is_known_to_the_next_process(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        case = ready(desk, CardInReader("locked"))
        challenge = case.card.challenge()
        got(case.message(challenge))
    with opened(tmp_path) as desk:
        case.at.desk = desk

        assert case.message(challenge) == Refused(Reason.REPLAYED)


# --- PINs, keys, secrets


def test_no_new_pin_is_kept_anywhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with opened(tmp_path) as desk:
        case = ready(desk, CardInReader("locked"), "reset")
        case.message(case.card.challenge(), NewPin(bytes.fromhex("9753108642")))
        case.message(bytes(3), NewPin(bytes.fromhex("9753108642")))
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir()) + caplog.text.encode()

    assert bytes.fromhex("9753108642") not in kept
    assert b"9753108642" not in kept


def answered_with(desk: Desk, case: Case, pin: NewPin) -> object:
    return case.message(case.card.challenge(), pin)


def refused_with(desk: Desk, case: Case, pin: NewPin) -> object:
    return case.message(b"", pin)


def refused_to_a_stranger(desk: Desk, case: Case, pin: NewPin) -> object:
    return desk.office.unblock_command(
        Credential("nobody", b""), case.session, case.id, case.here, case.card.challenge(), pin
    )


@pytest.mark.parametrize("ask", [answered_with, refused_with, refused_to_a_stranger])
def test_a_new_pin_is_wiped_whatever_the_answer(desk: Desk, ask: Callable[[Desk, Case, NewPin], object]) -> None:
    pin = new_pin()
    ask(desk, ready(desk, CardInReader("locked"), "reset"), pin)

    assert pin.wiped


def test_no_key_of_a_card_is_in_the_database(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        card = CardInReader("locked")
        case = ready(desk, card)
        got(case.message(card.challenge()))
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.name != "keys.toml").upper()

    for key in keys_of_card(card.profile, {}).values():
        assert key not in kept
        assert key.hex().upper().encode() not in kept


@pytest.mark.parametrize(
    "answer",
    [Genuine(b"a secret"), SignedIn(b"a secret", "name", timedelta(1), timedelta(1)), UnblockMessage(b"a secret")],
    ids=lambda answer: type(answer).__name__,
)
def test_what_is_secret_in_an_answer_is_not_in_its_text(answer: object) -> None:
    assert "a secret" not in repr(answer)


def test_answers_are_plain_data(desk: Desk) -> None:
    """No row of the database leaves the office."""
    case = ready(desk, CardInReader("locked"))
    answers = [
        desk.office.standing(POINT, NORMAL),
        desk.office.internal_challenge(POINT, NORMAL),
        desk.office.read_proof(POINT, case.here, case.card.challenge()),
        case.message(case.card.challenge()),
        desk.office.sign_out(POINT, case.session),
    ]

    assert [type(answer) for answer in answers] == [
        Record,
        InternalChallenge,
        ExternalProof,
        UnblockMessage,
        Done,
    ]
