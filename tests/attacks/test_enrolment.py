"""A machine that nobody registered, or that says it is something else: it is taken in only once it was added."""

from __future__ import annotations

import hashlib
import logging
import re
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import select

from emulator.back_office import BackOfficeRefused, back_office
from emulator.cards import find_card
from emulator.issuer.answers import Reason, Record, Refused
from emulator.issuer.schema import Decision, Enrolment, TerminalRow
from emulator.issuer.terminals import TerminalRole
from kiosk.app.examination import issuer_found
from kiosk.app.issuer import Issuer
from kiosk.app.near_self_service import near
from kiosk.issuer.office import OfficeAway
from kiosk.settings import Settings
from tests.support.emulator_process import EMULATOR, ENVIRONMENT, Ended, emulator

CARDS = [find_card("normal"), find_card("operator")]
CARD = CARDS[0].identification
FIRST, SECOND, POINT = "610100-0001", "610100-0002", "610100-D001"


def asks(folder: Path, terminal: str, role: TerminalRole = "self-service") -> str:
    """What a terminal meets that starts on this folder: "" where its question is answered, else why not."""
    try:
        with back_office(folder, CARDS) as there:
            answer = there.office.standing(there.enrol(terminal, role), CARD)
    except BackOfficeRefused as refused:
        return str(refused)
    return "" if isinstance(answer, Record) else answer.reason.value


def issuer(folder: Path, *arguments: str) -> Ended:
    return emulator("issuer", *arguments, "--dir", folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An issuer's folder with its first terminal of each role."""
    assert (asks(tmp_path, FIRST), asks(tmp_path, POINT, "service-point")) == ("", "")
    return tmp_path


@pytest.mark.parametrize(("terminal", "role"), [(SECOND, "self-service"), ("610100-D002", "service-point")])
def test_a_second_terminal_of_a_role_is_a_stranger_and_told_the_mend(
    folder: Path, terminal: str, role: TerminalRole
) -> None:
    why = asks(folder, terminal, role)

    assert why.startswith(f"{terminal} is not registered with the issuer in {folder}. Register it: ")
    assert f"emulator issuer terminal add {terminal} --role {role}" in why
    with back_office(folder, CARDS) as there, there.database.reading() as session:
        assert session.get(TerminalRow, terminal) is None
    assert not (folder / f"{terminal}.secret").exists()


def test_a_self_service_terminal_makes_itself_no_service_point(folder: Path) -> None:
    assert asks(folder, FIRST, "service-point").startswith(f"{FIRST} is registered as another role than service-point")
    assert asks(folder, FIRST) == ""


def test_an_added_terminal_takes_its_secret_and_keeps_it(folder: Path) -> None:
    added = issuer(folder, "terminal", "add", SECOND, "--role", "self-service")
    answers = [asks(folder, SECOND), asks(folder, SECOND)]

    assert (added.status, added.errors, answers) == (0, "", ["", ""])
    assert len((folder / f"{SECOND}.secret").read_bytes()) == 32


def test_the_code_is_the_last_word_and_only_its_digest_is_kept(folder: Path) -> None:
    code = issuer(folder, "terminal", "add", SECOND, "--role", "self-service").output[-1].split()[-1]
    with back_office(folder, CARDS) as there, there.database.reading() as session:
        kept = session.scalars(select(Enrolment.code)).one()
    files = b"".join(path.read_bytes() for path in folder.iterdir())

    assert (len(code), kept) == (16, hashlib.sha256(code.encode()).hexdigest())
    assert code.encode() not in files


def test_a_revoked_terminal_asks_nothing_more_until_it_is_added_anew(folder: Path) -> None:
    with back_office(folder, CARDS) as there:
        caller = there.enrol(FIRST, "self-service")
        beside = issuer(folder, "terminal", "revoke", FIRST, "--reason", "stolen")  # while it is at work
        answer = there.office.standing(caller, CARD)
    refused = asks(folder, FIRST)
    issuer(folder, "terminal", "add", FIRST, "--role", "self-service")

    assert (beside.status, beside.output) == (0, [f"revoked: {FIRST}"])
    assert answer == Refused(Reason.UNKNOWN_TERMINAL)
    assert refused.startswith(f"{FIRST} was revoked by the issuer in {folder}. To have it back: ")
    assert asks(folder, FIRST) == ""


def test_a_revoked_terminals_role_is_not_taken_by_the_next_that_comes(folder: Path) -> None:
    issuer(folder, "terminal", "revoke", FIRST, "--reason", "stolen")

    assert asks(folder, SECOND).startswith(f"{SECOND} is not registered")


@pytest.mark.parametrize("secret", [None, b"", bytes(32)], ids=["missing", "empty", "another"])
def test_a_lost_secret_is_replaced_by_nobody_without_a_word(folder: Path, secret: bytes | None) -> None:
    (folder / f"{FIRST}.secret").unlink()
    if secret is not None:
        (folder / f"{FIRST}.secret").touch(0o600)
        (folder / f"{FIRST}.secret").write_bytes(secret)
    refused = asks(folder, FIRST)
    issuer(folder, "terminal", "add", FIRST, "--role", "self-service")

    assert refused.startswith(f"the secret of {FIRST} in {folder} is missing or another one.")
    assert asks(folder, FIRST) == ""


def test_terminals_are_listed_and_decisions_kept(folder: Path) -> None:
    issuer(folder, "terminal", "add", SECOND, "--role", "service-point", "--service-point", "02")
    issuer(folder, "terminal", "revoke", FIRST, "--reason", "stolen")
    rows = [line.split()[:4] for line in issuer(folder, "terminal", "list").output]
    with back_office(folder, CARDS) as there, there.database.reading() as session:
        kept = [(row.what, row.subject, row.reason) for row in session.scalars(select(Decision).order_by(Decision.id))]

    assert rows[1:] == [
        [FIRST, "self-service", "01", "revoked"],
        [SECOND, "service-point", "02", "waits"],
        [POINT, "service-point", "01", "in"],
    ]
    assert kept == [("terminal added", SECOND, "as service-point"), ("terminal revoked", FIRST, "stolen")]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("add", "../x", "--role", "self-service"), ": its number has to be 1 to 20 letters"),
        (("add", SECOND, "--role", "service-point"), ": a service point's terminal needs --service-point, one of 01"),
        (
            ("add", SECOND, "--role", "service-point", "--service-point", "99"),
            ": a service point's terminal needs --service-point, one of 01, 02",
        ),
        (
            ("add", FIRST, "--role", "service-point", "--service-point", "01"),
            "is in service as self-service at 01. Revoke it first",
        ),
        (("revoke", SECOND, "--reason", "no"), "no terminal '610100-0002' is in service"),
        (("revoke", FIRST, "--reason", " "), "the reason is empty"),
    ],
)
def test_what_can_not_be_done_is_said(folder: Path, command: tuple[str, ...], says: str) -> None:
    ended = issuer(folder, "terminal", *command)

    assert (ended.status, ended.output) == (1, [])
    assert says in ended.errors
    assert "Traceback" not in ended.errors


def test_a_number_that_is_none_is_not_told_of_service_points(folder: Path) -> None:
    assert "service-point" not in issuer(folder, "terminal", "add", "X Y", "--role", "self-service").errors


def test_a_code_that_standard_output_does_not_take_is_said_all_the_same(folder: Path) -> None:
    add = ("terminal", "add", SECOND, "--role", "self-service", "--dir", str(folder))
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [EMULATOR, "issuer", *add], stdout=full, stderr=subprocess.PIPE, check=False, text=True, env=ENVIRONMENT
        )

    assert (ended.returncode, re.search("[A-Z2-7]{16}$", ended.stderr.strip()) is not None) == (0, True)


def test_the_terminal_says_it_in_its_log_and_in_doctor_and_comes_in_once_added(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(issuer=folder, terminal=SECOND)
    stranger = Issuer(settings, near, first_pause_s=0.001)
    with caplog.at_level(logging.WARNING):
        with pytest.raises(OfficeAway):
            stranger.open()
        stranger.close()
    said = caplog.text
    caplog.clear()
    doctor = issuer_found(settings).refused
    issuer(folder, "terminal", "add", SECOND, "--role", "self-service")

    assert f"emulator issuer terminal add {SECOND} --role self-service --dir {folder}" in said
    assert doctor
    assert doctor in said
    assert issuer_found(settings).refused == ""
