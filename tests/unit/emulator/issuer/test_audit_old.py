"""A folder of the time when the audit was a chain, its key among the cards': brought forward, and nobody locked out."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from emulator.back_office import BackOfficeRefused, back_office
from emulator.cards import invented_master_keys
from emulator.issuer import audit_log, audit_old
from emulator.issuer.answers import Reason, Refused
from emulator.issuer.audit import Whole
from emulator.issuer.audit_head import HeadFile
from emulator.issuer.audit_key import AuditKey
from emulator.issuer.migrations.forward import bring_forward
from emulator.issuer.vault import Vault
from emulator.issuer_report import accept, check
from tests.support.clock import NOON
from tests.unit.emulator.issuer.edits import edit
from tests.unit.emulator.issuer.registry_scenes import CARDS, PROFILES

OLD_KEY, SECRET = bytes(range(32)), b"a terminal's secret, of 32 bytes"
QUESTIONS = 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As the program of that time left it: a holder, a card, a terminal, and a few questions."""
    folder = tmp_path / "issuer"
    folder.mkdir()
    engine = create_engine(f"sqlite:///{folder}/registry.sqlite")
    with engine.begin() as connection:
        bring_forward(connection, "0002")
        connection.execute(text("INSERT INTO holder VALUES (1, '610103199001011234', 'x', '1990-01-01')"))
        card = "INSERT INTO card VALUES (:card, 1, '123456789', '610100', 1, NULL, 1, NULL, NULL, 1)"
        connection.execute(text(card), {"card": CARDS["normal"].hex()})
        terminal = "INSERT INTO terminal VALUES ('610100-0007', 'self-service', NULL, :secret, 1)"
        connection.execute(text(terminal), {"secret": hashlib.sha256(SECRET).hexdigest()})
        digest = hmac.digest(OLD_KEY, b"the beginning", "sha256").hex()
        for seq in range(1, QUESTIONS + 1):
            at = NOON + timedelta(minutes=seq)
            said = ["internal-challenge", "610100-0007", "", "", CARDS["normal"].hex(), "", "answered"]
            row = [seq, digest, at.astimezone(UTC).isoformat(timespec="microseconds"), *said]
            digest = hmac.digest(OLD_KEY, json.dumps(row).encode(), "sha256").hex()
            values = {"seq": seq, "at": f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}", "digest": digest}
            values |= {f"v{place}": value for place, value in enumerate(said)}
            connection.execute(
                text("INSERT INTO audit VALUES (:seq, :at, :v0, :v1, :v2, :v3, :v4, :v5, :v6, :digest)"), values
            )
    engine.dispose()
    Vault.of(PROFILES, invented_master_keys()).save(folder / "keys.toml")
    keys = (folder / "keys.toml").read_text()
    (folder / "keys.toml").write_text(f'audit = "{OLD_KEY.hex().upper()}" # a test key\n{keys}')
    (folder / "audit.head").write_text(f"{QUESTIONS} {digest}\n")
    (folder / "610100-0007.secret").write_bytes(SECRET)
    for file in folder.iterdir():
        file.chmod(0o600)
    return folder


@pytest.fixture(autouse=True)
def _what_is_said_is_expected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    caplog.get_records("call").clear()


def asked(folder: Path) -> object:
    """What the office says to a question about keys, of the terminal that was enrolled then."""
    with back_office(folder, PROFILES, lambda: NOON) as there:
        answer = there.office.internal_challenge(there.enrol("610100-0007", "self-service"), CARDS["normal"])
        assert isinstance(answer, Refused) or isinstance(there.audit.verify(), Whole)
        return answer


def seen_to_be_forward(folder: Path) -> None:
    """Asked, checked, and the keys apart."""
    assert not isinstance(asked(folder), Refused)
    audit, wrong = check(folder)
    assert (audit.startswith("the audit is whole"), wrong) == (True, [])
    assert "audit" not in (folder / "keys.toml").read_text()
    assert (folder / "audit.key").exists()


def test_it_is_brought_forward_and_its_rows_are_the_first_leaves(folder: Path) -> None:
    seen_to_be_forward(folder)

    with back_office(folder, PROFILES) as there, there.database.unwatched() as session:
        rows = session.execute(text("SELECT seq, question, subject FROM audit WHERE seq <= 4 ORDER BY seq")).all()
    assert [tuple(row) for row in rows[:3]] == [(seq, "internal-challenge", "") for seq in (1, 2, 3)]
    assert rows[3].question == audit_log.ROW


def test_a_crash_of_that_time_between_row_and_head_is_mended(folder: Path) -> None:
    with create_engine(f"sqlite:///{folder}/registry.sqlite").connect() as connection:
        digest = connection.scalar(text("SELECT digest FROM audit WHERE seq = 2"))
    (folder / "audit.head").write_text(f"2 {digest}\n")

    seen_to_be_forward(folder)


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (AuditKey, "save"),
        (audit_old, "rebuild"),
        (audit_log, "put_ends"),
        (HeadFile, "write"),
        (Vault, "save"),
    ],
    ids=["before the key", "before the tree", "before the head", "before its file", "before the keys are apart"],
)
def test_it_is_brought_forward_the_next_time_where_it_was_killed(
    folder: Path, owner: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, killed)
        with suppress(SystemExit):
            asked(folder)

    seen_to_be_forward(folder)


def edited(folder: Path) -> None:
    edit(folder / "registry.sqlite", "UPDATE audit SET card = '' WHERE seq = 2")


def cut_off(folder: Path) -> None:
    edit(folder / "registry.sqlite", "DELETE FROM audit WHERE seq = 3")


def without_its_head(folder: Path) -> None:
    (folder / "audit.head").unlink()


def another_head(folder: Path) -> None:
    (folder / "audit.head").write_text(f"3 {'0' * 64}\n")


@pytest.mark.parametrize("spoil", [edited, cut_off, without_its_head, another_head])
def test_a_chain_that_was_tampered_with_is_no_log_until_somebody_answers_for_it(
    folder: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(folder)
    before, found = asked(folder), check(folder)[0]
    accept(folder, "a test", lambda: NOON)

    assert (before, found) == (Refused(Reason.AUDIT_BROKEN), "the audit was tampered with")
    seen_to_be_forward(folder)


def test_once_it_is_forward_the_key_of_the_audit_is_not_made_anew(folder: Path) -> None:
    asked(folder)
    (folder / "audit.key").unlink()

    with pytest.raises(BackOfficeRefused, match=r"audit\.key can't serve as the audit's key: there is none\. Put it"):
        asked(folder)
