"""The back office's database: made whole, brought forward, refused where it can't be believed; writers wait for one
another, and not for long."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from emulator.issuer import migrations
from emulator.issuer.database import AuditBroken, Database, DatabaseRefused, DatabaseUnavailable
from emulator.issuer.database_file import APPLICATION
from emulator.issuer.migrations import HEAD, VERSION_TABLE
from emulator.issuer.migrations.forward import bring_forward
from emulator.issuer.schema import APPEND_ONLY_TRIGGERS, AuditRow, Base, CardRow, History, ServicePoint
from tests.support.clock import NOON
from tests.unit.emulator.issuer.registry_scenes import CARDS, Bench

PLACE = {"id": "610100-P09", "name": "某处"}
AUDIT_ROW = {
    "seq": 1,
    "at": NOON,
    "question": "unblock-message",
    **dict.fromkeys(("terminal", "staff", "case", "card", "challenge", "answer", "digest"), ""),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "registry.sqlite"


@contextmanager
def opened(path: Path | None) -> Iterator[Database]:
    with closing(Database.open(path)) as database:
        yield database


@contextmanager
def by_hand(path: Path) -> Iterator[sqlite3.Connection]:
    """As somebody with SQLite and no more would change it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def places(database: Database) -> list[str]:
    with database.reading() as session:
        return [row.id for row in session.query(ServicePoint)]


def put_down(database: Database) -> None:
    with database.writing() as session:
        session.add(ServicePoint(**PLACE))


def of_version(path: Path, version: str) -> None:
    """A file as the program of that version left it."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        bring_forward(connection, version)
    engine.dispose()


def structure(connection: Connection) -> dict[str, list[str]]:
    """What each table and index is declared with, in whatever order."""
    found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type != 'trigger' AND sql IS NOT NULL"))
    bare = [
        (name, sql.replace(f'"{name}"', name)) for name, sql in found
    ]  # a table that a migration made anew is quoted
    line = r"\s*,?\s*\n\s*|, (?=\w+ [A-Z]+, \n)"  # a column that was added stands in the line of the one before
    return {name: sorted(re.split(line, sql)) for name, sql in bare if name != "alembic_version"}


def version(connection: Connection) -> tuple[str, str, int]:
    """How it is kept, which it is, and whose file it is."""
    kept = connection.scalars(text("SELECT sql FROM sqlite_master WHERE name = 'alembic_version'")).one()
    declared = " ".join(str(kept).split()).replace("( ", "(").replace(" )", ")")
    number = connection.scalars(text("SELECT version_num FROM alembic_version")).one()
    return declared, str(number), int(connection.scalars(text("PRAGMA application_id")).one())


def triggers(connection: Connection) -> dict[str, str]:
    """What each does, by its name."""
    found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {name: sql for name, sql in found}  # noqa: C416 - rows are no pairs to mypy


# --- made, and brought forward


@pytest.mark.parametrize("name", ["a folder/registry.sqlite", "100%?#.sqlite", None])
def test_what_is_written_is_there(tmp_path: Path, name: str | None) -> None:
    with opened(tmp_path / name if name else None) as database:
        put_down(database)

        assert places(database) == [PLACE["id"]]


def test_what_was_written_is_there_the_next_time(path: Path) -> None:
    with opened(path) as database:
        put_down(database)
    with opened(path) as database:
        assert places(database) == [PLACE["id"]]


def test_what_is_in_memory_is_nobody_elses() -> None:
    with opened(None) as database, opened(None) as other:
        put_down(database)

        assert places(other) == []


def test_a_new_file_and_its_log_are_their_owners_alone(path: Path) -> None:
    with opened(path) as database:
        put_down(database)
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}

    assert modes == dict.fromkeys(("registry.sqlite", "registry.sqlite-wal", "registry.sqlite-shm"), 0o600)


def test_nothing_is_left_beside_a_closed_file(path: Path) -> None:
    with opened(path) as database:
        put_down(database)

    assert [file.name for file in path.parent.iterdir()] == ["registry.sqlite"]


def test_the_migrations_make_what_the_tables_are_declared_as(path: Path) -> None:
    of_version(path, HEAD)
    with opened(path) as database, database.reading() as session:
        assert compare_metadata(MigrationContext.configure(session.connection()), Base.metadata) == []


@pytest.mark.parametrize("new", ["registry.sqlite", None], ids=["a file", "in memory"])
def test_the_migrations_make_what_is_made_at_once(path: Path, new: str | None, tmp_path: Path) -> None:
    """Every constraint by its name, every trigger, and the version."""
    of_version(path, HEAD)
    with (
        opened(path) as migrated,
        migrated.reading() as one,
        opened(tmp_path / "new" / new if new else None) as made,
        made.reading() as other,
    ):
        assert structure(one.connection()) == structure(other.connection())
        assert triggers(one.connection()) == triggers(other.connection()) == APPEND_ONLY_TRIGGERS
        assert version(one.connection()) == (VERSION_TABLE, HEAD, APPLICATION)
        assert new is None or version(other.connection()) == (VERSION_TABLE, HEAD, APPLICATION)


def test_nothing_of_alembic_is_loaded_for_a_new_file(path: Path) -> None:
    """It takes longer than all else."""
    script = (
        "import sys; from pathlib import Path; from emulator.issuer.database import Database\n"
        f"Database.open(Path({str(path)!r})).close(); print('alembic' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)

    assert ended.stdout == "False\n"


def test_the_revisions_are_those_that_there_are() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))

    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == migrations.REVISIONS
    assert sorted(migrations.REVISIONS) == list(migrations.REVISIONS)


def test_an_older_file_is_brought_forward_with_what_is_in_it(path: Path) -> None:
    of_version(path, migrations.REVISIONS[0])
    with by_hand(path) as connection:
        connection.execute("INSERT INTO service_point VALUES (:id, :name)", PLACE)
    with opened(path) as database, database.reading() as session:
        assert places(database) == [PLACE["id"]]
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == migrations.HEAD


@pytest.mark.parametrize(("of", "table"), [("0002", "holder"), ("0007", "decision")])
def test_an_older_file_without_one_of_its_tables_is_left_as_it_was(path: Path, of: str, table: str) -> None:
    of_version(path, of)
    with by_hand(path) as connection:
        connection.execute(f"DROP TABLE {table}")

    with pytest.raises(DatabaseRefused, match=rf"\(table {table} is missing\)\. It was left as it is"):
        Database.open(path)
    with by_hand(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(of,)]


def test_a_history_from_before_it_said_why_stays_as_it_was(path: Path) -> None:
    of_version(path, "0002")
    with by_hand(path) as connection:
        connection.execute("INSERT INTO holder VALUES (1, '1', '某人', '1890-01-01')")
        connection.execute("INSERT INTO card VALUES ('ca', 1, '1', '610100', 1, NULL, 1, NULL, NULL, 3)")
        connection.execute(
            "INSERT INTO history VALUES (7, 'ca', '2026-11-22 04:00:00.000000', 0, 1, 'terminal', 'hall', 'k')"
        )
    with opened(path) as database, database.reading() as session:
        (row,) = session.query(History)
        assert (row.id, row.card, row.before, row.after, row.actor, row.by, row.key, row.basis) == (
            *(7, "ca", 0, 1, "terminal", "hall", "k"),
            "",
        )


def test_a_file_of_this_version_is_opened_without_alembic(path: Path) -> None:
    """Its import takes longer than all else."""
    with opened(path):
        pass
    program = (
        "import sys; from pathlib import Path; from emulator.issuer.database import Database\n"
        f"Database.open(Path({str(path)!r})).close(); sys.exit('alembic' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], timeout=30, check=False).returncode == 0


def test_of_two_that_make_it_at_once_one_does(path: Path) -> None:
    together = [Thread(target=lambda: put_or_find(path)) for _ in range(4)]
    for each in together:
        each.start()
    for each in together:
        each.join()
    with opened(path) as database:
        assert places(database) == [PLACE["id"]]


def put_or_find(path: Path) -> None:
    with opened(path) as database, database.writing() as session:
        session.merge(ServicePoint(**PLACE))


# --- refused


def files(path: Path) -> dict[Path, bytes]:
    """What is there, at `path` and beside it."""
    return {file: file.read_bytes() for file in path.parent.glob("*") if file.is_file()}


def refusal(path: Path) -> str:
    """Why it is; and it must be left as it was."""
    before = files(path)
    with pytest.raises(DatabaseRefused) as refused:
        Database.open(path)
    assert files(path) == before
    return str(refused.value)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"a text of somebody's\n" * 300], ids=len)
def test_a_file_that_is_no_database_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    assert refusal(path) == (
        f"{path} is damaged (file is not a database). "
        "It was left as it is: restore a copy, or move it away to start anew."
    )


def test_a_database_of_something_else_is_refused(path: Path) -> None:
    with by_hand(path) as connection:
        connection.execute("CREATE TABLE stamps (country TEXT)")

    assert refusal(path) == f"{path} is a database of something else. Choose another folder."


def test_a_newer_file_is_refused(path: Path) -> None:
    changed(path, "UPDATE alembic_version SET version_num = '9000'")

    assert refusal(path) == (
        f"{path} was made by a newer version of this program. Update it, or choose another folder."
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("DELETE FROM alembic_version", "its version is none of this program's"),
        ("UPDATE alembic_version SET version_num = '00x1'", "its version is none of this program's"),
        ("UPDATE alembic_version SET version_num = x'00'", "its version is none of this program's"),
        ("DROP TABLE alembic_version", "no such table: alembic_version"),
        ("DROP TABLE history", "table history is missing"),
    ],
)
def test_a_file_that_lacks_something_is_refused(path: Path, change: str, reason: str) -> None:
    changed(path, change)

    assert f"is damaged ({reason})" in refusal(path)


def changed(path: Path, *statements: str) -> None:
    with opened(path):
        pass
    with by_hand(path) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_file_with_a_spoilt_page_is_refused(path: Path) -> None:
    Bench(path).close()
    image = bytearray(path.read_bytes())
    with by_hand(path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'card'").fetchone()
    image[(root - 1) * 4096 : (root - 1) * 4096 + 200] = bytes(200)
    path.write_bytes(image)

    assert "is damaged" in refusal(path)


def test_a_file_that_was_cut_short_is_refused(path: Path) -> None:
    Bench(path).close()
    path.write_bytes(path.read_bytes()[: 10 * 4096])

    assert "is damaged" in refusal(path)


def test_a_log_without_its_file_is_refused(path: Path) -> None:
    path.with_name("registry.sqlite-wal").write_bytes(b"somebody's")

    assert refusal(path) == (
        f"{path} is missing, but its -wal is there. Put it back, or move the -wal away to start anew."
    )


def test_a_folder_is_refused(path: Path) -> None:
    path.mkdir()

    assert refusal(path).startswith(f"{path} can't be opened: ")


def test_a_place_where_nothing_can_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")

    assert "can't be opened" in refusal(tmp_path / "a file" / "registry.sqlite")


# --- transactions


def test_an_exception_undoes_what_was_written(path: Path) -> None:
    def fail(database: Database) -> None:
        with database.writing() as session:
            session.add(ServicePoint(**PLACE))
            session.flush()
            raise ZeroDivisionError

    with opened(path) as database:
        with pytest.raises(ZeroDivisionError):
            fail(database)

        assert places(database) == []


def test_what_is_written_while_reading_is_lost() -> None:
    with opened(None) as database:
        with database.reading() as session:
            session.add(ServicePoint(**PLACE))
            session.flush()

        assert places(database) == []


def test_a_writer_sees_from_its_first_look_on_what_nobody_else_changes(path: Path) -> None:
    """The second begins, and looks, when the first has ended."""
    with opened(path) as database, opened(path) as other:
        began, seen = Event(), list[list[str]]()

        def second() -> None:
            began.set()
            with other.writing() as session:
                seen.append([row.id for row in session.query(ServicePoint)])

        thread = Thread(target=second)
        with database.writing() as session:
            thread.start()
            began.wait()
            session.add(ServicePoint(**PLACE))
        thread.join()

        assert seen == [[PLACE["id"]]]


def test_a_reader_sees_one_state_to_its_end_and_holds_no_writer_up(path: Path) -> None:
    with opened(path) as database:
        with database.reading() as session:
            before = session.query(ServicePoint).count()
            put_down(database)
            after = session.query(ServicePoint).count()

        assert (before, after, places(database)) == (0, 0, [PLACE["id"]])


@pytest.mark.parametrize("kept_in", ["a file", "memory"])
def test_a_writer_that_is_held_up_for_a_second_is_told_so(path: Path, kept_in: str) -> None:
    with opened(path if kept_in == "a file" else None) as database:
        began = monotonic()
        with database.writing() as session:
            with pytest.raises(DatabaseUnavailable):
                put_down(database)
            waited = monotonic() - began
            session.add(ServicePoint(**PLACE))

        assert places(database) == [PLACE["id"]]
        assert 0.9 < waited < 2


def test_a_database_that_is_broken_meanwhile_is_told_so(path: Path) -> None:
    with opened(path) as database:
        with by_hand(path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path.write_bytes(path.read_bytes()[:4096] + b"\xa5" * 4096 * 30)
        with pytest.raises(DatabaseUnavailable):
            places(database)


def test_what_the_database_refuses_is_broken_and_in_the_log_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    with opened(None) as database, pytest.raises(AuditBroken) as broken, database.writing() as session:
        session.add(
            CardRow(identification="", holder_id=1, number="", region="", standing=1, bank_active=False, version=1)
        )
    said = caplog.messages[:]
    caplog.get_records("call").clear()

    assert isinstance(broken.value.__cause__, IntegrityError)
    assert said == ["the registry refused a statement: SQLITE_CONSTRAINT_FOREIGNKEY"]


# --- what stays


def rows(session: Session) -> None:
    """One in each table that can only grow."""
    session.add(AuditRow(**AUDIT_ROW))
    session.add(History(card=CARDS["normal"].hex(), at=NOON, before=1, after=2, actor="service-point", by="", key=""))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET at = at",
        "DELETE FROM {}",
        "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
        "UPDATE OR REPLACE {} SET at = at",
    ],
)
@pytest.mark.parametrize("table", ["audit", "history"])
def test_what_happened_can_only_be_added_to(
    bench: Bench, table: str, statement: str, caplog: pytest.LogCaptureFixture
) -> None:
    with bench.database.writing() as session:
        rows(session)

    with pytest.raises(AuditBroken) as broken, bench.database.writing() as session:
        session.execute(text(statement.format(table)))
    caplog.get_records("call").clear()

    assert f"{table} is append-only" in str(broken.value.__cause__)


def test_every_commit_waits_for_the_disk(path: Path) -> None:
    pragmas: list[tuple[str, object]] = [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
    with opened(path) as database, database.writing() as session:
        found: Callable[[str], object] = lambda name: session.scalar(text(f"PRAGMA {name}"))  # noqa: E731

        assert [(name, found(name)) for name, _ in pragmas] == pragmas


def test_whoever_asks_while_it_is_closed_holds_the_file_no_longer_than_the_answer_takes(path: Path) -> None:
    database = Database.open(path)
    with database.reading() as session:
        database.close()
        assert session.query(ServicePoint).all() == []

    held = [Path("/proc/self/fd", number) for number in os.listdir("/proc/self/fd")]
    assert [file for file in held if file.is_symlink() and str(file.readlink()).startswith(str(path))] == []
