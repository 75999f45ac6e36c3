"""A value that nothing of ours writes, in any column of any table: an answer, a line that names the row."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from emulator import china
from emulator.back_office import BackOfficeRefused
from emulator.issuer.answers import EnabledReport, Refused
from emulator.issuer.audit_head import AuditRefused
from emulator.issuer.database import DatabaseRefused
from emulator.issuer.reviews import listed as reviews
from emulator.issuer_folder import at_command
from emulator.issuer_report import accept, card_rows, case_rows, check, history_rows, worth_knowing
from tests.unit.emulator.issuer.counter import Counter
from tests.unit.emulator.issuer.service_point import POINT, SELF_SERVICE, CardInReader, got, opened

JUNK = ("'\x1b[31mjunk'", "x'00ff80'", "9223372036854775807", "NULL", "CAST(x'ff' AS TEXT)", "-1.5e300")
PARTS = 8  # of the whole sweep, a minute or two each
Place = tuple[str, str, str]


@pytest.fixture(autouse=True)
def _what_is_said_is_expected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    caplog.get_records("call").clear()


@pytest.fixture(scope="module")
def filled() -> Iterator[Path]:
    """A folder with a row in nearly every table."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with opened(folder) as desk:
            locked = Counter(desk).case(CardInReader("locked"))
            locked.unblock()
            locked.report("done")
            sealed = CardInReader("sealed")
            asked = got(desk.office.internal_challenge(SELF_SERVICE, sealed.identification))
            here = got(desk.office.check_proof(SELF_SERVICE, asked.number, sealed.prove_itself(asked))).presence
            got(desk.office.enabling_challenge(SELF_SERVICE, here))
            desk.office.report_enabled_by(SELF_SERVICE, EnabledReport(here, "", b"", b""), "a key")
            desk.office.report_enabled_by(SELF_SERVICE, EnabledReport(bytes(32), "", b"", b""), "another")
        accept(folder, "so that there is a statement")
        yield folder


def places(folder: Path) -> list[Place]:
    """Every column of every table that has a row, with each kind of junk."""
    with sqlite3.connect(folder / "registry.sqlite") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        full = [name for name in tables if database.execute(f"SELECT count(*) FROM {name}").fetchone()[0]]
        columns = [(name, row[1]) for name in full for row in database.execute(f"PRAGMA table_info({name})")]
    database.close()
    return [(table, column, junk) for table, column in columns for junk in JUNK]


def put(folder: Path, place: Place) -> bool:
    """Whether SQLite let that be written to the last row, and it is another one by that."""
    table, column, junk = place
    database = sqlite3.connect(folder / "registry.sqlite", isolation_level=None)
    try:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            sql = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
            database.execute(f"DROP TRIGGER {name}")
            _TRIGGERS[name] = sql
        database.execute("PRAGMA ignore_check_constraints = ON")
        row = f'WHERE rowid = (SELECT max(rowid) FROM {table}) AND "{column}" IS NOT {junk}'
        return database.execute(f'UPDATE {table} SET "{column}" = {junk} {row}').rowcount > 0
    except sqlite3.Error:  # a column that takes no NULL, a key that takes integers only
        return False
    finally:
        for sql in _TRIGGERS.values():
            database.execute(sql)
        _TRIGGERS.clear()
        database.close()


_TRIGGERS: dict[str, str] = {}


def look(folder: Path, place: Place) -> list[str]:
    """What does not hold of a folder with that in it."""
    faults: list[str] = []
    said: list[str] = []

    def tell(name: str, refusals: tuple[type[Exception], ...], work: object) -> None:
        try:
            said.extend(work())  # type: ignore[operator]
        except refusals as error:
            said.append(str(error))
        except Exception as error:
            faults.append(f"{name}: {error!r}"[:300])

    def answers() -> Sequence[str]:
        with opened(folder) as desk:
            card, locked = CardInReader("sealed"), CardInReader("locked")
            office = desk.office
            for answer in (
                office.standing(SELF_SERVICE, card.identification),
                asked := office.internal_challenge(SELF_SERVICE, card.identification),
                office.internal_challenge(POINT, locked.identification),
                office.operator_challenge(POINT, CardInReader("operator").identification),
                office.audit_head(SELF_SERVICE, 3),
                office.report_case(POINT, "0" * 32, "done", "a third key"),
            ):
                assert answer is not None
            if not isinstance(asked, Refused):
                office.check_proof(SELF_SERVICE, asked.number, card.prove_itself(asked))
        return ()

    def checked() -> Sequence[str]:
        audit, wrong = check(folder)
        if not any(place[0] in line or "audit row" in line for line in wrong):
            faults.append(f"check: {audit}, {wrong}")
        return wrong

    def listed() -> Sequence[str]:
        with at_command(folder) as database, database.reading() as session:
            reviews(session, closed=True)
        return ()

    tell("check", (BackOfficeRefused,), checked)  # first: a question lets go of what is old, and junk may sort as old
    tell("office", (DatabaseRefused, AuditRefused), answers)
    for name, work in (
        ("show", lambda: map(str, card_rows(folder, "sealed", china.now()))),
        ("history", lambda: map(str, history_rows(folder, "sealed"))),
        ("cases", lambda: map(str, case_rows(folder, china.now()))),
        ("notes", lambda: worth_knowing(folder, china.now())),
        ("reviews", listed),
        ("accept", lambda: accept(folder, "for a test")),
    ):
        tell(name, (BackOfficeRefused,), work)
    faults += [f"says the row's content: {line!r}" for line in said if "\x1b" in line]
    return [f"{place}: {fault}" for fault in faults]


def swept(filled: Path, scratch: Path, chosen: Sequence[Place]) -> list[str]:
    """All faults of these."""
    faults = []
    for place in chosen:
        folder = scratch / "folder"
        shutil.copytree(filled, folder)
        if put(folder, place):
            faults += look(folder, place)
        shutil.rmtree(folder)
    return faults


def test_junk_in_some_columns_is_answered_and_named(filled: Path, tmp_path: Path) -> None:
    chosen = random.Random(1).sample(places(filled), 5)

    assert swept(filled, tmp_path, chosen) == []


@pytest.mark.parametrize(
    "place",
    [
        ("unproved", "terminal", "'\x1b[31mjunk'"),
        ("service_case", "id", "'\x1b[31mjunk'"),
        ("audit", "subject_key", "x'00ff80'"),
        ("audit_head", "before", "x'00ff80'"),
    ],
    ids="|".join,
)
def test_junk_that_once_was_shown_as_it_is_or_stumbled_over_is_named(
    filled: Path, tmp_path: Path, place: Place
) -> None:
    assert swept(filled, tmp_path, [place]) == []


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("part", range(PARTS))
def test_junk_in_any_column_is_answered_and_named(filled: Path, tmp_path: Path, part: int) -> None:
    assert swept(filled, tmp_path, places(filled)[part::PARTS]) == []
