"""Rows that hold what no program of ours writes: an acceptance takes them away, or says before it signs why it can't.

It never sends to itself, and what it signed is whole.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from emulator.back_office import BackOfficeRefused
from emulator.issuer.answers import InternalChallenge
from emulator.issuer_command import issuer
from emulator.issuer_report import accept, check
from tests.unit.emulator.issuer.counter import Counter
from tests.unit.emulator.issuer.edits import edit
from tests.unit.emulator.issuer.service_point import SELF_SERVICE, CardInReader, opened

NODE = "INSERT INTO audit_node VALUES (90000, x'00')"
LEAF = "INSERT INTO audit SELECT 90000, 'x', x'00', 2, 3, 4, 5, 6, 7, 'x', 'staff', '77', 9"
NOBODYS = {
    "staff": "INSERT INTO staff SELECT '77', 'x', 'x', 'x', 'x' FROM staff LIMIT 1",
    "a number in bytes": "INSERT INTO staff SELECT x'3737', name, 'x', service_point, active FROM staff LIMIT 1",
    "a decision": "INSERT INTO decision VALUES (1000000, 'x', 'x', 'x', 'x', 'x')",
}
SHORT_LIVED = {
    "a session": "UPDATE staff_session SET seal = 'x{'",
    "a limit": "UPDATE limit_count SET count = 'x'",
}
CARD = "UPDATE card SET version = 'x' WHERE identification = '{}'"


@pytest.fixture(autouse=True)
def _what_is_said_is_expected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    caplog.get_records("call").clear()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a member of staff signed in."""
    folder = tmp_path_factory.mktemp("made") / "issuer"
    folder.mkdir()
    with opened(folder) as desk:
        Counter(desk)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "issuer"))


def is_asked(folder: Path) -> bool:
    with opened(folder) as desk:
        identification = CardInReader("normal").identification
        return isinstance(desk.office.internal_challenge(SELF_SERVICE, identification), InternalChallenge)


@pytest.mark.parametrize("beside", [(), (NODE, LEAF)], ids=["alone", "with a node and a leaf"])
@pytest.mark.parametrize("statement", [*NOBODYS.values(), *SHORT_LIVED.values()], ids=[*NOBODYS, *SHORT_LIVED])
def test_an_acceptance_takes_a_row_that_no_program_wrote_away_and_is_whole(
    folder: Path, statement: str, beside: Sequence[str]
) -> None:
    for each in (statement, *beside):
        edit(folder / "registry.sqlite", each)
    _, wrong = check(folder)
    said = accept(folder, "for a test")

    assert wrong
    assert [
        line
        for line in said
        if re.match(r"taken away: \d+ rows? that (holds? what no row can|this issuer did not)", line)
    ]
    assert check(folder)[1] == []
    assert accept(folder, "once more")[0].startswith("nothing here was wrong")
    assert is_asked(folder)


@pytest.mark.parametrize(
    ("statement", "row", "column"),
    [
        (CARD.format(CardInReader("normal").identification.hex()), "card [0-9a-f]{32}", "version"),
        ("UPDATE staff SET id = CAST(id AS BLOB)", "staff blob 0x[0-9a-f]+", "id"),
        ("UPDATE terminal SET secret = x'00'", "terminal [0-9A-Za-z-]+", "secret"),
    ],
    ids=["a card", "a staff's number", "a terminal"],
)
def test_a_known_row_that_can_not_be_read_is_refused_before_anything_is_signed(
    folder: Path, statement: str, row: str, column: str
) -> None:
    for each in (statement, NODE):
        edit(folder / "registry.sqlite", each)
    before = check(folder)
    with pytest.raises(BackOfficeRefused, match=f"{row} holds in {column} what no row can") as why:
        accept(folder, "for a test")

    assert re.search(f"Nothing was signed or changed. .* --take-away '{row}'", str(why.value))
    assert check(folder) == before


def test_a_known_row_that_can_not_be_read_goes_where_it_is_named(folder: Path) -> None:
    card = CardInReader("normal").identification.hex()
    edit(folder / "registry.sqlite", CARD.format(card))
    edit(folder / "registry.sqlite", NODE)
    command = ["restore-accept", "--dir", str(folder), "--reason", "for a test", "--take-away", f"card {card}"]
    done = CliRunner().invoke(issuer, command)

    assert (
        f"card {card}: it holds what no row can, in version; it is not what the audit says; taken away" in done.output
    )
    assert [line for line in check(folder)[1] if card in line.lower()] == []


def test_what_can_be_read_is_not_taken_away_by_name(folder: Path) -> None:
    card = CardInReader("normal").identification.hex()

    with pytest.raises(BackOfficeRefused, match="is no row that holds what no row can"):
        accept(folder, "for a test", take_away=[f"card {card}"])


def test_a_key_in_bytes_is_told_as_bytes_and_passes_for_no_other_row(folder: Path) -> None:
    card = CardInReader("normal").identification.hex()
    database = sqlite3.connect(folder / "registry.sqlite", isolation_level=None)
    columns = [row[1] for row in database.execute("PRAGMA table_info(card)")]
    rest = ", ".join(columns[1:])
    database.execute(
        f"INSERT INTO card (rowid, identification, {rest}) SELECT -5, x'{card}', {rest} FROM card"
        f" WHERE identification = '{card}'"
    )
    database.close()
    _, wrong = check(folder)
    accept(folder, "for a test")

    assert [line.split(":")[0] for line in wrong] == [f"card blob 0x{card}"]
    assert check(folder)[1] == []
