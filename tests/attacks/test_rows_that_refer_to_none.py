"""Rows that refer to rows that are not there: named, and never signed; what an acceptance signed is whole.

It says what goes and with what, and the ways out that it names lead out.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from emulator import china
from emulator.back_office import BackOfficeRefused
from emulator.issuer.answers import InternalChallenge, Record
from emulator.issuer.changes import Cause, settle
from emulator.issuer.presences import Present
from emulator.issuer.reviews import open_for
from emulator.issuer.standings import Actor
from emulator.issuer_report import accept, card_rows, check
from tests.unit.emulator.issuer.counter import Counter
from tests.unit.emulator.issuer.edits import edit
from tests.unit.emulator.issuer.service_point import SELF_SERVICE, START, CardInReader, got, opened

SEALED = CardInReader("sealed").identification  # it has a history, and a case and a review
HOLDER = f"(SELECT holder_id FROM card WHERE identification = '{SEALED.hex()}')"
ITS_CARD = f"card {SEALED.hex()}"
UNDONE = {
    "a card's holder": (f"DELETE FROM holder WHERE id = {HOLDER}", ITS_CARD, "holder"),
    "a holder's number": (f"UPDATE holder SET id = 777 WHERE id = {HOLDER}", ITS_CARD, "holder"),
    "another holder": (f"UPDATE card SET holder_id = 777 WHERE identification = '{SEALED.hex()}'", ITS_CARD, "holder"),
    "a card with a history": (f"DELETE FROM card WHERE identification = '{SEALED.hex()}'", "history", "card"),
    "a service point": (
        "DELETE FROM service_point WHERE id = (SELECT min(service_point) FROM staff)",
        "staff",
        "service_point",
    ),
    "the staff of a case": ("DELETE FROM staff", "service_case", "staff"),
}
ANOTHER_KEY = {
    "a card's": f"UPDATE card SET identification = x'fffe' WHERE identification = '{SEALED.hex()}'",
    "a staff's, empty": "UPDATE staff SET id = x'' WHERE id = (SELECT min(id) FROM staff)",
    "a service point's": "UPDATE service_point SET id = x'00' WHERE id = (SELECT min(service_point) FROM staff)",
    "a case's": "UPDATE service_case SET id = x'fffe' WHERE id = (SELECT min(id) FROM service_case)",
}
HISTORIES = {
    "another standing": f"UPDATE card SET standing = 9 WHERE identification = '{SEALED.hex()}'",
    "another change": "UPDATE history SET after = 2",
    "no change": "DELETE FROM history",
    "an earlier standing": "UPDATE history SET before = 9",
}


@pytest.fixture(autouse=True)
def _what_is_said_is_expected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    caplog.get_records("call").clear()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a row that refers to another in each table that has such."""
    folder = tmp_path_factory.mktemp("made") / "issuer"
    folder.mkdir()
    with opened(folder) as desk:
        Counter(desk).case(CardInReader("sealed"))
        with desk.database.writing() as session:
            open_for(session, Present(SEALED, "token", START, True, "none"), "hall-1", "late", START)
            settle(session, SEALED, Cause(Actor.TERMINAL, "hall-1", "key", START, "proved"))
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "issuer"))


def wrong(folder: Path) -> list[str]:
    return check(folder)[1]


def refused(folder: Path) -> str:
    """Why an acceptance is, which changes nothing."""
    before = wrong(folder)
    with pytest.raises(BackOfficeRefused) as why:
        accept(folder, "for a test")
    assert wrong(folder) == before
    return str(why.value)


def offered(said: str) -> list[str]:
    words = shlex.split(said[said.index("--take-away") :])
    return [name for option, name in pairwise(words) if option == "--take-away"]


@pytest.mark.parametrize(("statement", "row", "to"), UNDONE.values(), ids=UNDONE)
def test_what_refers_to_none_is_named_refused_and_goes_where_it_is_named(
    folder: Path, statement: str, row: str, to: str
) -> None:
    edit(folder / "registry.sqlite", statement)
    named = [line for line in wrong(folder) if re.match(f"{row}.*: it refers to {to} .*, which is not there$", line)]
    why = refused(folder)
    said = accept(folder, "for a test", take_away=offered(why))

    assert named
    assert re.search(f"{row}.* refers to {to} .*, which is not there.*Put it right from a copy", why)
    assert [line for line in said if re.match(f"{row}.*: it refers to {to} .*; taken away", line)]
    assert wrong(folder) == []
    assert accept(folder, "once more")[0].startswith("nothing here was wrong")


def test_what_refers_to_what_goes_goes_with_it_as_was_said(folder: Path) -> None:
    edit(folder / "registry.sqlite", f"UPDATE holder SET name = x'fffe' WHERE id = {HOLDER}")
    why = refused(folder)
    said = accept(folder, "for a test", take_away=offered(why))
    with opened(folder) as desk:
        left = desk.office.internal_challenge(SELF_SERVICE, CardInReader("normal").identification)

    assert re.search(f"take it away, and with it {ITS_CARD}; history 1; review 1; service_case ", why)
    assert [line.split()[0] for line in said if line.endswith("; taken away")] == [
        "holder",
        "card",
        "history",
        "review",
        "service_case",
    ]
    assert (wrong(folder), type(left)) == ([], InternalChallenge)


def test_what_is_missing_can_be_named_for_all_that_refers_to_it(folder: Path) -> None:
    edit(folder / "registry.sqlite", "DELETE FROM staff")
    gone = {name for line in wrong(folder) for name in re.findall("refers to (staff [^,]*),", line)}
    accept(folder, "for a test", take_away=gone)

    assert wrong(folder) == []


def test_a_card_without_its_holder_is_shown_as_what_is_wrong(folder: Path) -> None:
    edit(folder / "registry.sqlite", UNDONE["another holder"][0])

    with pytest.raises(BackOfficeRefused, match=r"card \w+: it .*See emulator issuer check --dir [^;]*$"):
        card_rows(folder, SEALED.hex(), china.now())


@pytest.mark.parametrize("statement", ANOTHER_KEY.values(), ids=ANOTHER_KEY)
def test_a_known_row_is_not_taken_for_nobodys_where_its_key_is_another(folder: Path, statement: str) -> None:
    edit(folder / "registry.sqlite", statement)
    why = refused(folder)
    accept(folder, "for a test", take_away=offered(why))

    assert re.search("blob 0x.*--take-away '.* blob 0x", why)
    assert wrong(folder) == []


@pytest.mark.parametrize("statement", HISTORIES.values(), ids=HISTORIES)
def test_what_was_answered_for_is_asked_no_more_of_a_history(folder: Path, statement: str) -> None:
    edit(folder / "registry.sqlite", statement)
    accept(folder, "for a test")

    assert wrong(folder) == []


def test_a_change_by_hand_after_an_acceptance_is_seen_as_before(folder: Path) -> None:
    edit(folder / "registry.sqlite", HISTORIES["another standing"])
    accept(folder, "for a test")
    with opened(folder) as desk:
        record = got(desk.office.standing(SELF_SERVICE, SEALED))
    edit(folder / "registry.sqlite", f"UPDATE card SET standing = 1 WHERE identification = '{SEALED.hex()}'")

    assert (isinstance(record, Record), record.standing) == (True, 9)
    assert wrong(folder) == [f"{ITS_CARD}: it is not what the audit says, somebody changed it by hand"]


def test_many_rows_of_a_kind_are_counted(folder: Path) -> None:
    plant = (
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1500)"
        " INSERT INTO service_point SELECT 'P' || x, 'x' FROM n"
    )
    edit(folder / "registry.sqlite", plant)
    said = wrong(folder)
    accepted = accept(folder, "for a test")

    assert (len(said), said[-1]) == (21, "and 1,480 more rows of this kind")
    assert "and 1,480 more rows of this kind" in accepted
