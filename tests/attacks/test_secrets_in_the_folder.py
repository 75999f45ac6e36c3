"""A terminal's own secret that would not let it start: `check` names it beforehand, and tells nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulator.issuer.enrolment import revoke
from emulator.issuer_report import check
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
