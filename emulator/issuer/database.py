"""The back office's database: one SQLite file, or one in memory.

A write is one BEGIN IMMEDIATE transaction: it has the database to itself from its first look on, so that what it saw
is still so when it writes. It is durable when `writing` is left (write-ahead log, synchronous=FULL). Nobody waits for
long: a second for a connection, a second for whoever writes just now; a person's command for longer.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, Self

from sqlalchemy import URL, Connection, Engine, QueuePool, StaticPool, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from emulator.issuer.columns import NotAsWritten
from emulator.issuer.database_file import (
    APPLICATION,
    DatabaseRefused,
    check_version,
    damaged,
    explained,
    look_at,
    make,
    primary_code,
    unreachable,
)
from emulator.issuer.decisive import WatchedSession
from emulator.issuer.migrations import HEAD, VERSION_TABLE
from emulator.issuer.schema import APPEND_ONLY_TRIGGERS, Base
from emulator.issuer.structure import strange

__all__ = ["AuditBroken", "Database", "DatabaseRefused", "DatabaseUnavailable"]

_log = logging.getLogger(__name__)
PATIENCE_S = 1.0
_PASSING = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_READONLY,
    )
)


class DatabaseUnavailable(Exception):
    """It can't be used now: another writer holds it for longer than a second, or its disk is full or broken.

    Nothing was written, unless it was the commit that failed; the same idempotency key makes asking again safe.
    """


class AuditBroken(Exception):
    """What was to be believed or changed does not fit the audit: nothing was written. The message names no person."""


class Log(Protocol):
    """What each transaction is part of (`emulator.issuer.audit`)."""

    def over(self, session: Session) -> AbstractContextManager[Any]:
        """Around a writing transaction; gives what `seal` and `anchor` are called with."""

    def seal(self, session: Session, pending: Any) -> None:
        """Before its commit. Raises AuditBroken, DatabaseUnavailable."""

    def anchor(self, pending: Any) -> None:
        """After it. Raises DatabaseUnavailable."""

    def looking(self, session: Session) -> AbstractContextManager[None]:
        """Around a transaction that only reads. Raises AuditBroken at its end."""


class Database:
    """Where the back office keeps what it knows; open with `Database.open`, for any number of threads."""

    def __init__(self, engine: Engine, turn: Lock | None = None, path: Path | None = None) -> None:
        self._path = path
        self._file = _file_at(path)
        self._reading = engine
        self._writing = engine.execution_options(begin="BEGIN IMMEDIATE")
        self._turn = turn  # in memory all share one connection, one after the other
        self._closed = False
        self._log: Log | None = None

    def attach(self, log: Log) -> None:
        """Make the log part of every transaction from now on."""
        self._log = log

    @classmethod
    def open(cls, path: Path | None, patience_s: float = PATIENCE_S) -> Self:
        """The database in the file `path`, brought forward to this version, and made where there is none.

        None: a new one in memory, gone when it is closed. `patience_s`: how many seconds a transaction waits for a
        connection, and as many for whoever writes. Raises DatabaseRefused: damaged, of something else, made by a
        newer version, or not reachable; the file is left as it is.
        """
        if path is None:
            engine = create_engine(
                "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}, hide_parameters=True
            )
            _prepare(engine)
            _make(engine)
            return cls(engine, Lock())
        path = path.absolute()
        try:
            if not look_at(path):
                make(path, _fill)
            engine = create_engine(
                URL.create("sqlite", database=str(path)),
                poolclass=QueuePool,
                pool_timeout=patience_s,
                connect_args={"timeout": patience_s},
                hide_parameters=True,  # an error's text would say whom or what a statement was about
            )
            _prepare(engine, journal="WAL")
            try:
                _check(engine, path)
            except BaseException:
                engine.dispose()
                raise
        except OSError as error:
            raise unreachable(path, error) from error
        except sqlite3.Error as error:
            raise explained(path, error) from error
        except DBAPIError as error:
            if not isinstance(error.orig, sqlite3.Error):
                raise
            raise explained(path, error.orig) from error
        return cls(engine, path=path)

    def is_in_place(self) -> bool:
        """False once its file was removed or another put there: what is written then is lost with it."""
        return _file_at(self._path) == self._file

    def close(self) -> None:
        """Let go of the file; what is in memory is gone. Whoever asks now is answered first, and nobody after that."""
        with self._turn or nullcontext():
            self._closed = True
            self._reading.pool.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """The database as it is now, until the end; what is written here is lost.

        Raises DatabaseUnavailable; AuditBroken at the end, for what was read and is not as the log says.
        """
        with self._session(self._reading) as session, self._log.looking(session) if self._log else nullcontext():
            yield session

    @contextmanager
    def unwatched(self) -> Iterator[Session]:
        """As `reading`, for who looks for what is wrong: nothing is believed. Raises DatabaseUnavailable."""
        with self._session(self._reading) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction that nobody else writes beside, durable at the end; undone by an exception.

        What decides is in the log with it. Raises DatabaseUnavailable; AuditBroken, nothing being written.
        """
        with self._session(self._writing) as session, ExitStack() as held:
            log = self._log
            pending = held.enter_context(log.over(session)) if log else None
            yield session
            if log:
                log.seal(session, pending)
            session.commit()
            self._must_be_in_place()
            if log:
                log.anchor(pending)

    @contextmanager
    def mending(self) -> Iterator[Session]:
        """As `writing`, but part of no log, and a row may go that others name. The caller commits.

        Raises DatabaseUnavailable, AuditBroken.
        """
        try:
            with self._session(self._writing.execution_options(foreign_keys="OFF")) as session:
                yield session
        finally:
            self._reading.dispose()  # the next connection minds foreign keys again

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        if self._turn and not self._turn.acquire(timeout=PATIENCE_S):
            raise DatabaseUnavailable("another thread holds it")
        pool = engine.pool
        try:
            if self._closed:
                raise DatabaseUnavailable("it is closed")
            self._must_be_in_place()
            with WatchedSession(engine, expire_on_commit=False) as session:
                session.connection()  # begins at once, not at the first statement
                yield session
        except NotAsWritten as error:
            raise AuditBroken(str(error)) from error
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise self._told(error) from error
        finally:
            if self._closed:  # meanwhile: the connection went back to a pool that nobody looks after any more
                pool.dispose()
            if self._turn:
                self._turn.release()

    def _told(self, error: SQLAlchemyError | sqlite3.Error) -> DatabaseUnavailable | AuditBroken:
        """What the database's word comes to: that it can't be used now, or that something in it is not ours."""
        if isinstance(error, NoConnection):
            return DatabaseUnavailable("all connections are taken")
        said = error.orig if isinstance(error, DBAPIError) else error
        if primary_code(said) in _PASSING:
            return DatabaseUnavailable(str(said))
        if found := self._strange():
            return AuditBroken(found[0])
        # Such as a row in the place of the next one. Its text may be a stranger's, or about a person.
        _log.error("the registry refused a statement: %s", getattr(said, "sqlite_errorname", type(error).__name__))
        return AuditBroken("something stands in the registry that this program did not write")

    def _strange(self) -> list[str]:
        if self._path is None:  # nobody else can change what lives in memory, and its audit lets old entries go
            return []
        try:
            with self._reading.connect() as connection:
                return [str(each) for each in strange(connection)]
        except (SQLAlchemyError, sqlite3.Error):
            return []

    def _must_be_in_place(self) -> None:
        if not self.is_in_place():
            raise DatabaseUnavailable(f"{self._path} was removed or replaced")


def _file_at(path: Path | None) -> tuple[int, int] | None:
    """Which file is at `path`; None for none, or none that can be reached."""
    try:
        found = path and path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _text(kept: bytes) -> str:
    """A text as it is kept: what is none is read as well, and differs from all that we wrote."""
    return kept.decode(errors="backslashreplace")


def _prepare(engine: Engine, journal: str = "") -> None:
    """Have every connection of `engine` set up, and begin its transactions as they say."""

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # or Python's sqlite3 would begin transactions by itself, and too late
        try:
            with closing(connection.cursor()) as cursor:
                if journal:
                    cursor.execute(f"PRAGMA journal_mode = {journal}")
                cursor.execute("PRAGMA synchronous = FULL")
                cursor.execute("PRAGMA foreign_keys = ON")
                connection.text_factory = _text
                cursor.execute("PRAGMA recursive_triggers = ON")  # a REPLACE deletes without asking a trigger, else
        except sqlite3.Error:
            connection.close()  # older SQLAlchemy leaves it open, and with it files beside a damaged one
            raise

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        if "foreign_keys" in options:  # inside a transaction SQLite would not hear it
            connection.exec_driver_sql(f"PRAGMA foreign_keys = {options['foreign_keys']}")
        connection.exec_driver_sql(options.get("begin", "BEGIN"))


def _make(engine: Engine) -> None:
    """The present tables at once: what is new has no earlier version, and need not load Alembic."""
    with engine.begin() as connection:
        _put_tables(connection)


def _put_tables(connection: Connection) -> None:
    Base.metadata.create_all(connection, checkfirst=False)  # there is nothing yet
    for trigger in APPEND_ONLY_TRIGGERS.values():
        connection.exec_driver_sql(trigger)


def _fill(path: Path) -> None:
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=StaticPool, hide_parameters=True)
    _prepare(engine)
    try:
        with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
            _put_tables(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
            connection.exec_driver_sql(VERSION_TABLE)
            connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
    finally:
        engine.dispose()


def _bring_forward(engine: Engine, path: Path) -> None:
    """Whole, or not at all. Raises DatabaseRefused where it does not come to what this version has."""
    from emulator.issuer.migrations.forward import bring_forward  # Alembic takes long to import

    with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        bring_forward(connection)
        _must_have_all(connection, path)


def _check(engine: Engine, path: Path) -> None:
    """See that the file is sound and of the present version. Raises DatabaseRefused, DBAPIError, sqlite3.Error."""
    with engine.connect() as connection:
        version = check_version(path, connection.scalars(text("SELECT version_num FROM alembic_version")))
        found = connection.scalars(text("PRAGMA quick_check(1)")).all()
    if found != ["ok"]:
        raise damaged(path, found[0])
    if version != HEAD:
        _bring_forward(engine, path)
        return
    with engine.connect() as connection:
        _must_have_all(connection, path)


def _must_have_all(connection: Connection, path: Path) -> None:
    """See that no table or column is missing that a statement of ours needs. Raises DatabaseRefused."""
    found = [each for each in strange(connection) if each.kind == "table"]
    missing = [each for each in found if each.fault == "is missing"]
    if missing:
        raise damaged(path, missing[0])
    if lacking := next((each for each in found if each.lacks), None):
        raise damaged(path, f"table {lacking.name} has no column {lacking.lacks[0]}")
