"""Whoever has the disk, and no key, plants or changes rows: they are not believed, and `check` names them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.back_office import BackOfficeRefused
from emulator.issuer.answers import EnabledReport, Genuine, Reason, Refused
from emulator.issuer.challenges import token_digest
from emulator.issuer.decisive import sealed_tables
from emulator.issuer.vault import VaultRefused
from emulator.issuer_report import accept, check
from tests.unit.emulator.issuer.counter import Counter
from tests.unit.emulator.issuer.service_point import (
    NEIGHBOUR,
    POINT,
    SELF_SERVICE,
    CardInReader,
    Desk,
    got,
    opened,
)

BROKEN = Refused(Reason.AUDIT_BROKEN)
MINE = bytes(range(32))
OTHER_COLUMNS = "has other columns than this program's: somebody changed the registry by hand"


@pytest.fixture(autouse=True)
def _what_is_said_is_expected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    caplog.get_records("call").clear()


def by_hand(folder: Path, statement: str, *values: object) -> int:
    """How many rows that changed."""
    with sqlite3.connect(folder / "registry.sqlite", isolation_level=None) as database:
        count = database.execute(statement, values).rowcount
    database.close()
    return count


def present(desk: Desk, card: CardInReader) -> bytes:
    asked = got(desk.office.internal_challenge(SELF_SERVICE, card.identification))
    return got(desk.office.check_proof(SELF_SERVICE, asked.number, card.prove_itself(asked))).presence


def test_an_overheard_sign_in_is_not_asked_for_again(desk: Desk, tmp_path: Path) -> None:
    operator = CardInReader("operator")
    heard = got(desk.office.operator_challenge(NEIGHBOUR, operator.identification))
    answer = operator.prove_itself(heard)
    got(desk.office.check_operator(NEIGHBOUR, heard.number, answer))
    asked = got(desk.office.operator_challenge(POINT, operator.identification))
    change = "UPDATE proof_wanted SET factor = ?, info = ? WHERE number = ?"
    assert by_hand(tmp_path, change, heard.factor, heard.info, asked.number) == 1

    assert desk.office.check_operator(POINT, asked.number, answer) == BROKEN


def test_a_planted_presence_lists_nothing_and_reads_nobody(desk: Desk, tmp_path: Path) -> None:
    now, card = desk.clock.now.strftime("%Y-%m-%d %H:%M:%S.%f"), CardInReader("normal").identification.hex()
    plant = "INSERT INTO presence (token, terminal, card, at, pin, pin_at) VALUES (?, 'hall-1', ?, ?, 'proved', ?)"
    by_hand(tmp_path, plant, token_digest(MINE), card, now, now)
    answers = [
        desk.office.other_cards(SELF_SERVICE, MINE),
        desk.office.read_proof(SELF_SERVICE, MINE, bytes(range(1, 9))),
        desk.office.enabling_challenge(SELF_SERVICE, MINE),
    ]

    assert answers == [BROKEN] * 3


def test_a_card_with_pik_is_not_made_one_without(desk: Desk, tmp_path: Path) -> None:
    card = CardInReader("sealed")
    here = present(desk, card)
    asked = got(desk.office.enabling_challenge(SELF_SERVICE, here))
    by_hand(tmp_path, "UPDATE enabling_wanted SET evidence = 0")
    report = EnabledReport(here, asked.number, bytes(8), bytes(8))

    assert desk.office.report_enabled_by(SELF_SERVICE, report, "a key") == BROKEN


@pytest.mark.parametrize("change", ["UPDATE {} SET seal = NULL", "UPDATE {} SET seal = zeroblob(32)"])
def test_check_names_each_row_that_is_not_the_issuers_and_an_acceptance_lets_it_go(
    desk: Desk, tmp_path: Path, change: str
) -> None:
    case = Counter(desk).case(CardInReader("locked"))
    case.unblock()
    desk.office.check_proof(SELF_SERVICE, "no such number", bytes(8))
    here = present(desk, CardInReader("sealed"))
    got(desk.office.enabling_challenge(SELF_SERVICE, here))
    touched = {table.name for table in sealed_tables() if by_hand(tmp_path, change.format(table.name))}
    _, wrong = check(tmp_path)
    named = {line.split()[0] for line in wrong if "this issuer did not write it so" in line}
    accept(tmp_path, "for a test")
    _, left = check(tmp_path)

    assert touched >= {"proof_wanted", "presence", "case_presence", "enabling_wanted", "answered", "limit_count"}
    assert (named, [line for line in left if "this issuer" in line]) == (touched, [])


def test_a_session_that_is_made_to_live_on_by_hand_is_none(desk: Desk, tmp_path: Path) -> None:
    session = Counter(desk).session
    by_hand(tmp_path, "UPDATE staff_session SET last = '2031-01-01 00:00:00.000000'")

    assert desk.office.case_challenge(POINT, session) == BROKEN


def test_a_sixth_case_of_a_day_is_refused_whatever_was_counted(desk: Desk, tmp_path: Path) -> None:
    counter = Counter(desk)
    for _ in range(5):
        got(counter.record(CardInReader("locked")))
    assert by_hand(tmp_path, "DELETE FROM limit_count WHERE what = 'case'") > 0
    sixth = counter.record(CardInReader("locked"))

    assert isinstance(sixth, Refused)
    assert sixth.reason is Reason.TOO_OFTEN


@pytest.mark.parametrize("another", [f'PIK = "{"0F" * 16}"', "PIK = false"])
def test_another_pik_is_not_served(tmp_path: Path, another: str) -> None:
    with opened(tmp_path):
        pass
    keys = tmp_path / "keys.toml"
    keys.write_text(re.sub('PIK = ".*"', another, keys.read_text(), count=1))

    with pytest.raises(VaultRefused, match="not the keys of this registry's cards"), opened(tmp_path):
        pass


# --- triggers, and what else stands in the database


def test_a_trigger_that_was_removed_is_told_served_and_put_back(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    by_hand(tmp_path, "DROP TRIGGER audit_no_delete")
    with opened(tmp_path) as desk:
        answered = desk.office.standing(SELF_SERVICE, CardInReader("normal").identification)
    _, wrong = check(tmp_path)
    accept(tmp_path, "for a test")

    assert not isinstance(answered, Refused)
    assert wrong == ["trigger audit_no_delete is missing: somebody changed the registry by hand"]
    assert check(tmp_path)[1] == []


@pytest.mark.parametrize(
    ("plant", "named"),
    [
        ("CREATE TRIGGER mine AFTER INSERT ON answered BEGIN DELETE FROM answered; END", "trigger mine"),
        ("CREATE TRIGGER mine BEFORE INSERT ON presence BEGIN SELECT RAISE(ABORT, 'no'); END", "trigger mine"),
        ("CREATE VIEW mine AS SELECT * FROM card", "view mine"),
        ("CREATE UNIQUE INDEX mine ON audit (digest, at)", "index mine"),
    ],
)
def test_what_was_planted_beside_the_tables_is_named_answered_for_and_taken_away(
    desk: Desk, tmp_path: Path, plant: str, named: str
) -> None:
    by_hand(tmp_path, plant)
    card = CardInReader("normal")
    asked = got(desk.office.internal_challenge(SELF_SERVICE, card.identification))
    answer = desk.office.check_proof(SELF_SERVICE, asked.number, card.prove_itself(asked))
    _, wrong = check(tmp_path)
    accept(tmp_path, "for a test")

    assert isinstance(answer, Genuine) or answer == BROKEN
    assert f"{named} is not this program's: somebody changed the registry by hand" in wrong
    assert check(tmp_path)[1] == []


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["DROP INDEX ix_audit_subject"], "is missing"),
        (
            ["DROP INDEX ix_audit_subject", "CREATE UNIQUE INDEX ix_audit_subject ON audit (seq)"],
            "is another one than this program's",
        ),
    ],
    ids=["missing", "another"],
)
def test_an_index_is_put_right_by_an_acceptance(tmp_path: Path, statements: list[str], said: str) -> None:
    with opened(tmp_path):
        pass
    for each in statements:
        by_hand(tmp_path, each)
    _, wrong = check(tmp_path)
    accept(tmp_path, "for a test")

    assert wrong == [f"index ix_audit_subject {said}: somebody changed the registry by hand"]
    assert check(tmp_path)[1] == []


@pytest.mark.parametrize(
    ("plant", "drop"),
    [
        ("CREATE TABLE mine (a)", 'DROP TABLE "mine";'),
        ("ALTER TABLE enabling_wanted ADD COLUMN mine", 'ALTER TABLE "enabling_wanted" DROP COLUMN "mine";'),
    ],
)
def test_a_table_or_column_that_is_not_ours_is_not_signed_and_its_mend_mends(
    tmp_path: Path, plant: str, drop: str
) -> None:
    with opened(tmp_path):
        pass
    by_hand(tmp_path, plant)
    with pytest.raises(BackOfficeRefused) as why:
        accept(tmp_path, "for a test")
    by_hand(tmp_path, drop)

    assert str(why.value).endswith(f"drop it: sqlite3 {tmp_path / 'registry.sqlite'} '{drop}'")
    assert check(tmp_path)[1] == []
    assert accept(tmp_path, "once more")[0].startswith("nothing here was wrong")


def test_a_table_that_lacks_a_column_is_refused_in_words(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    by_hand(tmp_path, "ALTER TABLE enabling_wanted DROP COLUMN after_info")

    for command in (lambda: check(tmp_path), lambda: accept(tmp_path, "for a test")):
        with pytest.raises(BackOfficeRefused, match=r"\(table enabling_wanted has no column after_info\)"):
            command()


def test_a_planted_table_is_named(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    by_hand(tmp_path, "CREATE TABLE mine (a)")

    assert check(tmp_path)[1] == ["table mine is not this program's: somebody changed the registry by hand"]


def test_a_generated_column_is_named(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    by_hand(tmp_path, "ALTER TABLE card ADD COLUMN mine GENERATED ALWAYS AS (standing) VIRTUAL")

    assert check(tmp_path)[1] == [f"table card {OTHER_COLUMNS}"]


def test_a_column_that_lost_its_not_null_is_named(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    with sqlite3.connect(tmp_path / "registry.sqlite", isolation_level=None) as database:
        database.execute("PRAGMA writable_schema = ON")
        without = "replace(sql, 'standing INTEGER NOT NULL', 'standing INTEGER')"
        changed = database.execute(f"UPDATE sqlite_master SET sql = {without} WHERE name = 'card' AND sql <> {without}")
        assert changed.rowcount == 1
    database.close()

    assert check(tmp_path)[1] == [f"table card {OTHER_COLUMNS}"]


@pytest.mark.parametrize("behind", ["\0x", " and more", "+00:00"])
@pytest.mark.parametrize(
    ("table", "column"), [("review", "at"), ("service_case", "at"), ("staff_session", "began"), ("presence", "at")]
)
def test_text_behind_a_time_is_named(tmp_path: Path, table: str, column: str, behind: str) -> None:
    with opened(tmp_path) as desk:
        got(Counter(desk).record(CardInReader("locked")))
        here = present(desk, CardInReader("sealed"))
        desk.office.report_enabled_by(SELF_SERVICE, EnabledReport(here, "", b"", b""), "a key")
    assert by_hand(tmp_path, f"UPDATE {table} SET {column} = {column} || ?", behind) > 0

    assert [line for line in check(tmp_path)[1] if line.startswith(f"{table} ")]
