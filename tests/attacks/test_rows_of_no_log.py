"""Rows that belong to no log, planted by whoever has the disk: named, answered with AUDIT_BROKEN, and made good."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.issuer.answers import InternalChallenge, Reason, Refused
from emulator.issuer_report import accept, check
from tests.unit.emulator.issuer.service_point import SELF_SERVICE, CardInReader, Desk, opened

BROKEN = Refused(Reason.AUDIT_BROKEN)
NODES = (
    "WITH RECURSIVE p(x) AS (SELECT (SELECT max(place) + 1 FROM audit_node) UNION ALL SELECT x + 1 FROM p LIMIT 400)"
    " INSERT INTO audit_node SELECT x, zeroblob(32) FROM p"
)
LEAF = (
    "INSERT INTO audit SELECT {}, at, question, terminal, staff, \"case\", card, challenge, answer, digest || 'x',"
    " subject, subject_key, content FROM audit WHERE seq = 20"
)
PLANTED = {
    "nodes where the tree grows": NODES,
    "a node before the first": "INSERT INTO audit_node VALUES (-3, x'00')",
    "a node of a level that there is not": "INSERT INTO audit_node VALUES (63, zeroblob(32))",
    "a node in a leaf's place": "INSERT INTO audit_node VALUES (64, zeroblob(32))",
    "a node less": "DELETE FROM audit_node WHERE place = 1",
    "a leaf numbered 0": LEAF.format(0),
    "a leaf before the first": LEAF.format(-5),
    "a leaf behind the head": LEAF.format("(SELECT max(seq) + 1 FROM audit)"),
    "a leaf at the last number": LEAF.format(2**63 - 1),
    "a second head": "INSERT INTO audit_head SELECT 77, x'00', x'00', x'00' FROM audit_head",
    "a head before": "INSERT INTO audit_head SELECT -1, head, before, public FROM audit_head",
    "another number of the head": "UPDATE audit_head SET id = 5",
}
LAST_NUMBER = {
    "restored": "INSERT INTO restored VALUES (9223372036854775807, '2026-11-22 02:00:00.000000', 1, x'00', 'x', x'00')",
    "decision": "INSERT INTO decision VALUES (9223372036854775807, '2026-11-22 02:00:00.000000', 'x', 'x', 'x', 'x')",
}


@pytest.fixture(autouse=True)
def _what_is_said_is_expected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    caplog.get_records("call").clear()


def plant(folder: Path, statement: str) -> None:
    database = sqlite3.connect(folder / "registry.sqlite", isolation_level=None)
    database.execute(statement)
    assert database.total_changes > 0
    database.close()


def asked(desk: Desk) -> object:
    return desk.office.internal_challenge(SELF_SERVICE, CardInReader("normal").identification)


@pytest.mark.parametrize("statement", PLANTED.values(), ids=PLANTED)
def test_a_row_that_no_log_has_is_named_answered_as_broken_and_made_good(tmp_path: Path, statement: str) -> None:
    with opened(tmp_path):
        pass
    plant(tmp_path, statement)
    said, wrong = check(tmp_path)
    with opened(tmp_path) as desk:
        before = asked(desk)
    accept(tmp_path, "for a test")
    with opened(tmp_path) as desk:
        after = asked(desk)

    assert (said, wrong[0][:5]) == ("the audit was tampered with", "audit")
    assert (before, isinstance(after, InternalChallenge)) == (BROKEN, True)
    assert check(tmp_path)[1] == []


@pytest.mark.parametrize("statement", [NODES, LEAF.format("(SELECT max(seq) + 1 FROM audit)")], ids=["nodes", "a leaf"])
def test_a_row_in_the_place_of_the_next_is_an_answer_of_an_open_office(
    desk: Desk, tmp_path: Path, statement: str
) -> None:
    plant(tmp_path, statement)
    answers = [asked(desk) for _ in range(3)]
    accept(tmp_path, "for a test")

    assert BROKEN in answers
    assert {type(each) for each in answers} <= {Refused, InternalChallenge}
    assert isinstance(asked(desk), InternalChallenge)


@pytest.mark.parametrize("table", LAST_NUMBER)
def test_a_row_at_the_last_number_of_a_growing_table_is_taken_away_by_an_acceptance(tmp_path: Path, table: str) -> None:
    with opened(tmp_path):
        pass
    plant(tmp_path, LAST_NUMBER[table])
    _, wrong = check(tmp_path)
    said = accept(tmp_path, "for a test")

    assert [line for line in wrong if line.startswith(f"{table} 9223372036854775807: ")]
    assert "taken away: 1 row at a number that no program comes to" in said
    assert check(tmp_path)[1] == []


def test_an_acceptance_of_what_agrees_says_that_nothing_was_wrong(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass

    assert accept(tmp_path, "for a test")[0].startswith("nothing here was wrong")


@pytest.mark.parametrize(
    ("line", "says"),
    [(None, "is missing"), (b"", "holds none"), (b"junk", "holds none")],
    ids=["none", "empty", "junk"],
)
def test_a_file_of_the_head_without_one_is_not_told_as_another(tmp_path: Path, line: bytes | None, says: str) -> None:
    with opened(tmp_path):
        pass
    head = tmp_path / "audit.head"
    head.unlink() if line is None else head.write_bytes(line)

    assert check(tmp_path)[1][0].endswith(f": the file of the head {says}")


def test_a_head_that_no_log_has_is_told_without_a_row(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    plant(tmp_path, "UPDATE audit_head SET before = ''")

    assert check(tmp_path)[1][0] == "audit: what audit_head says of its end is not what was written"
