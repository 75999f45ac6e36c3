"""Who has an issuer's files, and not its audit's key: what they change is not believed, and found by a check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from emulator.back_office import BackOffice, BackOfficeRefused, back_office
from emulator.issuer.answers import Credential, Reason, Refused
from emulator.issuer.audit_key import AuditKey
from emulator.issuer.schema import AuditRow
from emulator.issuer_report import accept, check
from tests.support.clock import NOON
from tests.unit.emulator.issuer.edits import edit
from tests.unit.emulator.issuer.registry_scenes import CARDS, PROFILES

NORMAL, LOST = CARDS["normal"], CARDS["lost"]
REGISTRY, KEYS, AUDIT_KEY, HEAD = "registry.sqlite", "keys.toml", "audit.key", "audit.head"


@contextmanager
def at_work(folder: Path, now: datetime = NOON) -> Iterator[tuple[BackOffice, Credential]]:
    """A back office, and a self-service terminal that is known there."""
    with back_office(folder, PROFILES, lambda: now) as there:
        yield there, there.enrol("610100-0007", "self-service")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which a few questions were answered."""
    with at_work(tmp_path / "issuer") as (there, caller):
        for _ in range(3):
            there.office.internal_challenge(caller, NORMAL)
    return tmp_path / "issuer"


@pytest.fixture(autouse=True)
def _what_is_said_is_expected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    caplog.get_records("call").clear()


def asked(folder: Path, card: bytes = NORMAL) -> tuple[object, object]:
    """What the office says of a card's standing, and to a question about its keys."""
    with at_work(folder) as (there, caller):
        return there.office.standing(caller, card), there.office.internal_challenge(caller, card)


BROKEN = Refused(Reason.AUDIT_BROKEN)
CASE = (
    "INSERT INTO service_case (id, card, matter, who, documents, staff, terminal, at, state, session, proofs, messages,"
    " closed_by, closed_why) SELECT 'c0ffee', identification, 'unlock', 'holder', '', (SELECT id FROM staff), 'x',"
    " '2026-11-22 04:00:00.000000', 'open', '', 0, 0, '', '' FROM card LIMIT 1"
)
STAFF = (
    "INSERT INTO staff SELECT 'x', name, identification, service_point, 1 FROM staff, card WHERE identification !="
    " operator_card LIMIT 1"
)
BY_HAND = {
    "lost card made normal": ("UPDATE card SET standing = 1 WHERE standing = 2", "card "),
    "card given to another person": ("UPDATE card SET holder_id = 1 WHERE holder_id != 1", "card "),
    "terminal made a service point": (
        "UPDATE terminal SET role = 'service-point', service_point = (SELECT min(id) FROM service_point)",
        "terminal 610100-0007: it is not what the audit says",
    ),
    "staff added": (STAFF, "staff x: the audit knows of no such row"),
    "case added": (CASE, "service_case c0ffee: the audit knows of no such row"),
    "staff deleted": ("DELETE FROM staff", "staff 01-01: it is gone"),
    "history added": (
        'INSERT INTO history (card, at, before, after, actor, "by", "key", basis) SELECT identification,'
        " '2026-11-22 04:00:00.000000', 2, 9, 'issuer', '', 'x', '' FROM card WHERE standing = 9 LIMIT 1",
        "history 1: the audit knows of no such row",
    ),
}


@pytest.mark.parametrize(("statement", "says"), BY_HAND.values(), ids=BY_HAND)
def test_a_row_that_decides_and_was_changed_by_hand_is_found_and_answered_for(
    folder: Path, statement: str, says: str
) -> None:
    edit(folder / REGISTRY, statement)
    _, wrong = check(folder)
    accepted = accept(folder, "a test", lambda: NOON)

    assert [line for line in wrong if line.startswith(says)]
    assert [line for line in accepted if line.startswith(says)]
    assert not [line for line in check(folder)[1] if "audit" in line and "case" not in line.split()[0]]


def test_a_lost_card_that_was_made_normal_by_hand_is_not_believed(folder: Path) -> None:
    edit(folder / REGISTRY, f"UPDATE card SET standing = 1 WHERE identification = '{LOST.hex()}'")

    assert asked(folder, LOST) == (BROKEN, BROKEN)
    assert not isinstance(asked(folder)[0], Refused)


def test_a_terminal_that_was_made_a_service_point_by_hand_is_told_nothing(folder: Path) -> None:
    edit(folder / REGISTRY, BY_HAND["terminal made a service point"][0])

    with back_office(folder, PROFILES, lambda: NOON) as there:
        caller = there.enrol("610100-0007", "service-point")
        answers = there.office.operator_challenge(caller, NORMAL), there.office.standing(caller, NORMAL)
    assert answers == (BROKEN, BROKEN)


def rewritten(folder: Path) -> None:
    edit(folder / REGISTRY, "DELETE FROM audit WHERE seq > 1")


def wiped(folder: Path) -> None:
    for table in ("audit", "audit_node", "audit_head"):
        edit(folder / REGISTRY, f"DELETE FROM {table}")
    (folder / HEAD).unlink()


def put_back_the_head(folder: Path) -> None:
    head = (folder / HEAD).read_bytes()
    with at_work(folder) as (there, caller):
        for _ in range(2):
            there.office.internal_challenge(caller, NORMAL)
    (folder / HEAD).write_bytes(head)


def put_back_the_registry(folder: Path) -> None:
    registry = (folder / REGISTRY).read_bytes()
    with at_work(folder) as (there, caller):
        for _ in range(2):
            there.office.internal_challenge(caller, NORMAL)
    (folder / REGISTRY).write_bytes(registry)


@pytest.mark.parametrize("spoil", [rewritten, wiped, put_back_the_head, put_back_the_registry])
def test_an_audit_that_was_changed_without_its_key_uses_no_key_until_somebody_answers_for_it(
    folder: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(folder)
    before, whole = asked(folder)[1], check(folder)[0]
    accept(folder, "a test", lambda: NOON + timedelta(minutes=1))

    assert (before, whole) == (BROKEN, "the audit was tampered with")
    assert not isinstance(asked(folder)[1], Refused)
    assert check(folder)[0].startswith("the audit is whole")


# --- the files of keys


def missing(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def open_to_all(path: Path) -> None:
    path.chmod(0o644)


def of_another_issuer(path: Path) -> None:
    if path.name == KEYS:
        path.write_text(re.sub('PUK = "....', 'PUK = "C0DE', path.read_text(), count=1))
    else:
        AuditKey(bytes(32)).save(path)


@pytest.mark.parametrize("name", [KEYS, AUDIT_KEY])
@pytest.mark.parametrize("spoil", [missing, emptied, open_to_all, of_another_issuer])
def test_a_key_that_is_not_the_folders_own_is_said_and_never_made_anew(
    folder: Path, name: str, spoil: Callable[[Path], None]
) -> None:
    path = folder / name
    own = path.read_bytes()
    spoil(path)
    left = path.read_bytes() if path.exists() else None

    openings: list[Callable[[Path], object]] = [asked, check]
    for opening in openings:
        with pytest.raises(BackOfficeRefused, match=rf"{path} can't serve as .*(backup|restore a copy|chmod 600)"):
            opening(folder)
    assert (path.read_bytes() if path.exists() else None) == left
    path.unlink(missing_ok=True)
    path.touch(0o600)
    path.write_bytes(own)
    assert not isinstance(asked(folder)[1], Refused)


def test_a_registry_that_is_gone_is_not_made_anew_beside_its_audit(folder: Path) -> None:
    (folder / REGISTRY).unlink()

    with pytest.raises(BackOfficeRefused, match=rf"registry\.sqlite is missing, but its {HEAD} is there\. Put it back"):
        asked(folder)


def test_the_keys_of_cards_and_audit_are_in_files_of_their_own(folder: Path) -> None:
    assert "audit" not in (folder / KEYS).read_text()
    assert (folder / AUDIT_KEY).stat().st_mode & 0o777 == 0o600


def test_a_setting_that_was_changed_by_hand_is_in_the_audit_from_the_next_start_on(folder: Path) -> None:
    def times() -> int:
        with at_work(folder) as (there, _), there.database.unwatched() as session:
            return session.query(AuditRow).filter_by(subject="settings").count()

    before = [times(), times()]
    (folder / "issuer.toml").write_text("claims_list_cards = true\n")

    assert (before, [times(), times()]) == ([1, 1], [2, 2])


# --- beside an office that serves


def test_what_is_answered_for_by_a_command_is_believed_by_the_office_that_runs(folder: Path) -> None:
    with at_work(folder) as (there, caller):
        edit(folder / REGISTRY, f"UPDATE card SET standing = 1 WHERE identification = '{LOST.hex()}'")
        before = there.office.standing(caller, LOST)
        accept(folder, "a test", lambda: NOON)
        after = there.office.standing(caller, LOST)

    assert before == BROKEN
    assert not isinstance(after, Refused)


def test_a_log_that_was_cut_under_an_office_that_runs_is_used_again_once_it_is_answered_for(folder: Path) -> None:
    with at_work(folder) as (there, caller):
        edit(folder / REGISTRY, "DELETE FROM audit WHERE seq > 1")
        before = there.office.internal_challenge(caller, NORMAL)
        accept(folder, "a test", lambda: NOON + timedelta(minutes=1))
        after = there.office.internal_challenge(caller, NORMAL)

    assert before == BROKEN
    assert not isinstance(after, Refused)
