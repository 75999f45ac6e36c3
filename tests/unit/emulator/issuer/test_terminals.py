"""Which terminal asks: its name and its secret, and nothing said of which was wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from emulator.issuer.answers import Credential, Reason, Refused
from emulator.issuer.database import AuditBroken
from emulator.issuer.schema import TerminalRow
from emulator.issuer.terminals import TerminalRole, identify, register
from tests.unit.emulator.issuer.registry_scenes import PLACES, Bench

SECRET, OTHER_SECRET = bytes(range(32)), bytes(range(1, 33))
HALL, DESK = "610100-0007", "610100-D001"
UNKNOWN = Refused(Reason.UNKNOWN_TERMINAL)


@pytest.fixture(scope="module")
def registered() -> Iterator[Bench]:
    """A registry that knows both; for tests that leave it as it is."""
    with Bench() as bench:
        with bench.database.writing() as session:
            register(session, HALL, "self-service", None, SECRET)
            register(session, DESK, "service-point", PLACES[0].id, OTHER_SECRET)
        yield bench


def found(bench: Bench, terminal: str, secret: bytes) -> tuple[str, str, str | None] | Refused:
    with bench.database.reading() as session:
        row = identify(session, Credential(terminal, secret))
        return row if isinstance(row, Refused) else (row.id, row.role, row.service_point)


def test_a_terminal_is_known_by_name_and_secret(registered: Bench) -> None:
    assert found(registered, HALL, SECRET) == (HALL, "self-service", None)
    assert found(registered, DESK, OTHER_SECRET) == (DESK, "service-point", PLACES[0].id)


@pytest.mark.parametrize("secret", [OTHER_SECRET, b"", SECRET[:-1], SECRET + b"\0", bytes(32)])
def test_a_wrong_secret_is_unknown(registered: Bench, secret: bytes) -> None:
    assert found(registered, HALL, secret) == UNKNOWN


@pytest.mark.parametrize("terminal", ["", "610100-0008", HALL.lower() + " ", "x" * 500])
def test_a_wrong_name_is_unknown(registered: Bench, terminal: str) -> None:
    assert found(registered, terminal, SECRET) == UNKNOWN


def test_a_terminal_that_was_taken_out_of_service_is_unknown(bench: Bench) -> None:
    with bench.database.writing() as session:
        register(session, HALL, "self-service", None, SECRET)
        session.execute(update(TerminalRow).values(active=False))

    assert found(bench, HALL, SECRET) == UNKNOWN


def test_a_terminal_that_is_registered_again_has_the_new_secret_alone(bench: Bench) -> None:
    for secret in (SECRET, OTHER_SECRET):
        with bench.database.writing() as session:
            register(session, HALL, "self-service", None, secret)

    assert found(bench, HALL, SECRET) == UNKNOWN
    assert found(bench, HALL, OTHER_SECRET) == (HALL, "self-service", None)


@pytest.mark.parametrize(("role", "place"), [("service-point", None), ("service-point", "nowhere")])
def test_a_service_points_terminal_stands_at_one(
    registered: Bench, role: TerminalRole, place: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(AuditBroken) as told, registered.database.writing() as session:
        register(session, "610100-D002", role, place, SECRET)
    caplog.clear()

    assert isinstance(told.value.__cause__, IntegrityError)


def test_no_secret_is_kept(registered: Bench) -> None:
    with registered.database.reading() as session:
        kept = [row.secret for row in session.query(TerminalRow)]

    assert [secret for secret in kept if SECRET.hex() in secret or OTHER_SECRET.hex() in secret] == []
