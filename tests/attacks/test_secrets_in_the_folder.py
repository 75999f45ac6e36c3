"""A terminal's own secret that would not let it start: `check` names it beforehand, and tells nothing of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from emulator.back_office import BackOfficeRefused, back_office
from emulator.issuer.enrolment import revoke
from emulator.issuer_command import IssuerRefused, issuer
from emulator.issuer_report import check
from tests.unit.emulator.issuer.edits import edit
from tests.unit.emulator.issuer.service_point import SELF_SERVICE, opened

ANOTHER = bytes(range(32, 64))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "it is missing"),
        (b"", "it holds 0 bytes instead of 32"),
        (ANOTHER[:1], "it holds 1 byte instead of 32"),
        (ANOTHER, "it is another one than the registered"),
        (ANOTHER * 100, "it holds 3200 bytes instead of 32"),
    ],
    ids=["missing", "empty", "cut", "another", "junk"],
)
def test_a_secret_that_keeps_its_terminal_from_starting_is_named_by_check(
    tmp_path: Path, content: bytes | None, fault: str
) -> None:
    with opened(tmp_path):
        pass
    secret = tmp_path / f"{SELF_SERVICE.terminal}.secret"
    secret.unlink() if content is None else secret.write_bytes(content)
    (line,) = check(tmp_path)[1]

    assert line.startswith(f"{secret}: {fault}; hall-1 can't start. ")
    assert line.endswith(f"renew it: emulator issuer terminal add hall-1 --role self-service --dir {tmp_path}")


def test_the_secret_of_a_terminal_that_is_revoked_is_not_missed(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, desk.database.writing() as session:
        revoke(session, SELF_SERVICE.terminal, "for a test", "somebody", desk.clock())
    (tmp_path / f"{SELF_SERVICE.terminal}.secret").unlink()

    assert check(tmp_path)[1] == []


INSTEAD: dict[str, Callable[[Path], None]] = {
    "a link to itself": lambda secret: secret.symlink_to(secret),
    "a link to a folder": lambda secret: secret.symlink_to(secret.parent),
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a device": lambda secret: secret.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("instead", INSTEAD.values(), ids=INSTEAD)
def test_what_is_no_file_in_a_secrets_place_is_named_with_its_mend_and_hides_nothing_else(
    tmp_path: Path, instead: Callable[[Path], None]
) -> None:
    with opened(tmp_path):
        pass
    edit(tmp_path / "registry.sqlite", "UPDATE holder SET name = 'x' WHERE id = 1")
    secret = tmp_path / f"{SELF_SERVICE.terminal}.secret"
    secret.unlink()
    instead(secret)
    audit, wrong = check(tmp_path)
    add = f"emulator issuer terminal add hall-1 --role self-service --dir {tmp_path}"

    assert audit.startswith("the audit is whole")
    assert f"{secret} is no file: hall-1 can't start. Move it away, then renew it: {add}" in wrong
    assert [line for line in wrong if line.startswith("holder 1: ")]
    assert [line for line in wrong if str(secret) in line][1:] == []


def test_a_start_over_what_is_no_file_names_the_mend_and_no_other_folder(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    secret = tmp_path / f"{SELF_SERVICE.terminal}.secret"
    secret.unlink()
    secret.mkdir()

    with back_office(tmp_path, []) as there, pytest.raises(BackOfficeRefused) as why:
        there.enrol(SELF_SERVICE.terminal, "self-service")
    mend = f"Move it away. Then renew it: emulator issuer terminal add hall-1 --role self-service --dir {tmp_path}."
    assert str(why.value) == f"{secret}: it is no file. {mend}"


def test_no_terminal_is_added_while_something_that_is_no_file_stands_in_its_secrets_place(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    secret = tmp_path / f"{SELF_SERVICE.terminal}.secret"
    secret.unlink()
    secret.mkdir()
    done = CliRunner().invoke(issuer, ["terminal", "add", "hall-1", "--role", "self-service", "--dir", str(tmp_path)])

    assert isinstance(done.exception, IssuerRefused)
    assert str(done.exception) == f"{secret} is no file. Move it away, then say it again."
