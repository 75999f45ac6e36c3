"""`emulator issuer`, the real command on a real back office's folder."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import select

from emulator.back_office import BackOffice, back_office
from emulator.issuer.answers import Standing
from emulator.issuer.changes import Cause, settle
from emulator.issuer.database import Database
from emulator.issuer.presences import Present
from emulator.issuer.reviews import open_for
from emulator.issuer.schema import Case, StaffRow
from emulator.issuer.standings import Actor
from emulator.issuer_report import card_rows, case_rows, check, history_rows
from tests.support.clock import NOON
from tests.support.emulator_process import Ended, emulator
from tests.support.registry import Registry
from tests.unit.emulator.issuer.registry_scenes import CARDS, PROFILES

NOBODY = 65534
CASE: dict[str, Any] = {
    "id": "c0ffee00" * 4,
    "card": CARDS["locked"].hex(),
    "matter": "unlock",
    "who": "holder",
    "documents": "holder-id",
    "terminal": "610100-D001",
    "at": NOON,
    "state": "failed",
    "ended_at": NOON + timedelta(minutes=2),
}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A back office at work: a card was enabled, one reported lost, a case failed, a question asked."""
    with back_office(tmp_path, PROFILES, lambda: NOON) as there:
        registry = Registry(there.database, lambda: NOON)
        registry.enable(CARDS["sealed"], terminal="610100-0007", key="1")
        registry.change(
            CARDS["second-card"], Standing.LOST, seen=Standing.NORMAL, actor=Actor.SERVICE_POINT, by="01-01", key="2"
        )
        there.office.internal_challenge(there.enrol("610100-0007", "self-service"), CARDS["normal"])
        put_down(there, CASE)
        yield tmp_path


def put_down(there: BackOffice, case: dict[str, Any]) -> None:
    with there.database.writing() as session:
        session.add(Case(staff=session.scalars(select(StaffRow.id)).one(), **case))


def change_by_hand(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "registry.sqlite")) as connection, connection:
        connection.execute(statement)


def issuer(folder: Path, *arguments: str) -> Ended:
    return emulator("issuer", *arguments, "--dir", folder)


def lines(ended: Ended) -> list[str]:
    """What was said, single spaces between words."""
    return [re.sub(r" +", " ", line).strip() for line in ended.output]


def test_a_card_is_shown_with_its_holders_name_masked(folder: Path) -> None:
    shown = issuer(folder, "show", "normal")

    assert (shown.status, shown.errors) == (0, "")
    assert lines(shown) == [
        "card *****569X, region 610100",
        "identification 610100D1560000050000000101234567",
        "holder 李**, of age",
        "standing 1 normal",
        "bank account active, until 2034-03-17",
        "valid until 2034-03-17",
        "registry revision 1",
        "another card *****6183, region 620100: 2 reported lost",
    ]


def test_a_cards_history_is_listed_by_its_identification_as_well(folder: Path) -> None:
    listed = issuer(folder, "history", CARDS["sealed"].hex().upper())

    assert lines(listed) == [
        "when from to who by on the strength of",
        "2026-11-22 12:00:00 0 sealed 1 normal terminal 610100-0007 the card's proofs",
    ]


def test_a_card_says_what_its_enabling_stands_on(folder: Path) -> None:
    with closing(Database.open(folder / "registry.sqlite")) as database, database.writing() as session:
        settle(session, CARDS["initial-pin"], Cause(Actor.TERMINAL, "610100-0007", "key", NOON, "claimed"))
    listed = issuer(folder, "history", "initial-pin")

    assert lines(listed)[1] == "2026-11-22 12:00:00 0 sealed 1 normal terminal 610100-0007 a claim"


def test_a_card_in_review_is_shown_so(folder: Path) -> None:
    card = CARDS["initial-pin"]
    with closing(Database.open(folder / "registry.sqlite")) as database, database.writing() as session:
        open_for(session, Present(card, "token", NOON, True, "none"), "610100-0007", "late", NOON)
    shown = issuer(folder, "show", "initial-pin")

    assert "in review since 2026-11-22 12:00:00, the report came late" in lines(shown)


def test_cases_are_listed(folder: Path) -> None:
    assert lines(issuer(folder, "cases")) == [
        "case opened card matter came staff terminal messages state ended",
        "c0ffee00 2026-11-22 12:00:00 *****1976 unlock holder 01-01 610100-D001 0 failed 2026-11-22 12:02:00",
    ]


def test_a_back_office_at_work_that_agrees_is_found_so(folder: Path) -> None:
    checked = issuer(folder, "check")

    assert (checked.status, checked.errors) == (0, "")
    assert re.fullmatch("the audit is whole: [0-9]+ entries", checked.output[0])
    assert checked.output[1:] == ["registry, cases and audit agree"]


def test_what_does_not_agree_is_said_and_is_the_exit_status(folder: Path) -> None:
    change_by_hand(folder, "UPDATE service_case SET state = 'done'")
    change_by_hand(folder, f"UPDATE card SET standing = 1 WHERE identification = '{CARDS['second-card'].hex()}'")
    checked = issuer(folder, "check")

    assert (checked.status, checked.errors) == (1, "")
    card = CARDS["second-card"].hex()
    assert checked.output[1:] == [
        f"card {card}: it is not what the audit says, somebody changed it by hand",
        f"service_case {'c0ffee00' * 4}: it is not what the audit says, somebody changed it by hand",
        "case c0ffee00: 610100-D001 says it is done, but the audit has no message for it",
        f"card {CARDS['second-card'].hex().upper()}: it stands as 1 normal, "
        "but its last change made it 2 reported lost",
    ]


@pytest.mark.parametrize("loss", ["edited", "head"])
def test_an_audit_that_was_tampered_with_is_the_exit_status(folder: Path, loss: str) -> None:
    if loss == "head":
        (folder / "audit.head").unlink()
    else:
        change_by_hand(folder, "DROP TRIGGER audit_no_update")
        change_by_hand(folder, "UPDATE audit SET terminal = 'another'")
        change_by_hand(folder, _TRIGGER)
    checked = issuer(folder, "check")

    assert (checked.status, checked.output[0]) == (1, "the audit was tampered with")
    assert re.match("audit row [0-9]+: ", checked.output[1])


_TRIGGER = "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'no'); END"


def test_a_card_that_is_not_listed_is_said(folder: Path) -> None:
    shown = issuer(folder, "show", "bank-only")

    assert (shown.status, shown.output) == (1, [])
    assert shown.errors == (
        "emulator: the registry has no card bank-only. Say a bundled card's id, or an identification in hex.\n"
    )


@pytest.mark.parametrize("command", [["show", "normal"], ["check"]], ids=str)
def test_a_folder_that_is_no_back_office_stays_as_it_is(tmp_path: Path, command: list[str]) -> None:
    asked = issuer(tmp_path / "nowhere", *command)

    assert (asked.status, asked.output, list(tmp_path.iterdir())) == (1, [], [])
    assert asked.errors == (
        f"emulator: {tmp_path}/nowhere has no registry.sqlite. Say --dir for the folder of a back office.\n"
    )


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder in which a terminal asked, whose owner, who runs this test from then on, may not write to it."""
    with TemporaryDirectory() as name, ExitStack() as held:
        folder = Path(name)
        with back_office(folder, PROFILES, lambda: NOON) as there:
            there.office.internal_challenge(there.enrol("610100-0007", "self-service"), CARDS["normal"])
        held.callback(folder.chmod, 0o700)
        if os.geteuid() == 0:  # who may write to everything
            for path in (folder, *folder.iterdir()):
                os.chown(path, NOBODY, NOBODY)
            os.seteuid(NOBODY)
            held.callback(os.seteuid, 0)
        folder.chmod(0o500)
        yield folder


def test_a_folder_that_can_not_be_written_to_is_looked_at_all_the_same(read_only: Path) -> None:
    before = sorted(path.name for path in read_only.iterdir())
    audit, wrong = check(read_only)

    assert (audit.startswith("the audit is whole"), wrong) == (True, [])
    assert card_rows(read_only, CARDS["normal"].hex(), NOON)
    assert history_rows(read_only, CARDS["normal"].hex()) == case_rows(read_only, NOON) == []
    assert sorted(path.name for path in read_only.iterdir()) == before


def test_a_check_of_a_head_that_is_another_one_says_it_once(folder: Path) -> None:
    (folder / "audit.head").unlink()
    checked = issuer(folder, "check")

    assert (checked.status, checked.errors) == (1, "")
