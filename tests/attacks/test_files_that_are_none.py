"""What stands in the place of a file of the issuer's or the terminal's: it is said, never waited for, and no traceback.

A pipe, a folder, text that is deep or long, a file that others may read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emulator.back_office import BackOfficeRefused, back_office
from emulator.card.profile import ProfileError, parse_profile
from emulator.issuer.vault import Vault, VaultRefused
from emulator.issuer_report import accept, check
from kiosk.doctor import witness as doctor
from kiosk.issuer.witness import Witness
from kiosk.settings import SettingsRefused, load_settings
from tests.support.clock import NOON
from tests.unit.emulator.issuer.registry_scenes import CARDS, PROFILES

TERMINAL = "610100-0007"
DEEP = {"lists in lists": "[" * 100_000, "objects in objects": '{"at":' * 100_000, "digits": "1" * 100_000}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An issuer's folder, with a terminal."""
    with back_office(tmp_path / "issuer", PROFILES, lambda: NOON) as there:
        there.office.internal_challenge(there.enrol(TERMINAL, "self-service"), CARDS["normal"])
    return tmp_path / "issuer"


@pytest.fixture(autouse=True)
def _what_is_said_is_expected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    caplog.get_records("call").clear()


def started(folder: Path) -> None:
    with back_office(folder, PROFILES, lambda: NOON) as there:
        there.enrol(TERMINAL, "self-service")


def found(folder: Path) -> list[str]:
    """What a check says is wrong, or why it can't look."""
    try:
        return check(folder)[1]
    except BackOfficeRefused as refused:
        return [str(refused)]


@pytest.mark.parametrize("name", ["audit.head", "audit.head-turn", "audit.key", "keys.toml", "registry.sqlite"])
def test_a_link_to_itself_is_said_to_be_moved_away(folder: Path, name: str) -> None:
    (folder / name).unlink()
    loop(folder / name)

    assert re.search(f"{folder / name}.*Move it away", found(folder)[0])


def test_a_terminal_whose_secret_is_a_link_to_itself_is_told_so(folder: Path) -> None:
    secret = folder / f"{TERMINAL}.secret"
    secret.unlink()
    loop(secret)

    with pytest.raises(BackOfficeRefused, match=f"{secret} is no file. Move it away, then renew it: emulator issuer"):
        started(folder)


MENDS = ("Move it away", "Choose another folder", "take it away", "Put it back")


def loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize("instead", [os.mkfifo, os.mkdir, loop])
@pytest.mark.parametrize(
    "name", ["registry.sqlite", "keys.toml", "audit.key", "audit.head", "issuer.toml", f"{TERMINAL}.secret"]
)
def test_a_pipe_or_a_folder_in_a_files_place_is_said_by_start_and_check(
    folder: Path, name: str, instead: Callable[[Path], None]
) -> None:
    (folder / name).unlink(missing_ok=True)
    instead(folder / name)

    with pytest.raises(BackOfficeRefused, match=name) as refused:
        started(folder)
    assert [mend for mend in MENDS if mend in str(refused.value)]
    assert [line for line in found(folder) if name in line]


def test_a_check_says_what_would_keep_every_terminal_from_starting(folder: Path) -> None:
    (folder / "audit.head-lock").unlink()
    (folder / "audit.head-lock").mkdir()
    (lock,) = found(folder)
    (folder / "issuer.toml").write_text("junk")
    (settings,) = found(folder)

    assert "issuer.toml is no TOML" in settings
    assert "audit.head-lock is a folder. Move it away." in lock


@pytest.mark.parametrize("name", ["registry.sqlite", "audit.head", f"{TERMINAL}.secret"])
def test_a_file_that_others_may_use_is_said_by_a_check(folder: Path, name: str) -> None:
    before = found(folder)
    (folder / name).chmod(0o644)
    after = found(folder)

    assert before == []
    assert f"{folder / name}: others than its owner may use it. Say: chmod 600 {folder / name}" in after


@pytest.mark.parametrize("instead", [os.mkfifo, os.mkdir])
def test_a_terminals_record_that_is_no_file_is_said_by_a_check_and_moved_away_by_the_terminal(
    folder: Path, tmp_path: Path, instead: Callable[[Path], None]
) -> None:
    record, said = tmp_path / "issuer-1.json", list[str]()
    instead(record)

    with pytest.raises(BackOfficeRefused, match=r"issuer-1\.json can't be read: it is no file"):
        check(folder, [record])
    witness = Witness(record, lambda: NOON, lambda _what, _details: None, said.append)
    assert (witness.seen, record.exists(), "was moved to" in said[0]) == (None, False, True)


@pytest.mark.parametrize("content", DEEP.values(), ids=DEEP)
def test_a_terminals_record_that_is_deep_or_long_is_none(folder: Path, tmp_path: Path, content: str) -> None:
    record, said = tmp_path / "issuer-1.json", list[str]()
    record.write_text(content)

    with pytest.raises(BackOfficeRefused, match="is no terminal's record"):
        check(folder, [record])
    (finding,) = doctor.findings(record, folder)
    assert "is damaged" in finding.says
    witness = Witness(record, lambda: NOON, lambda _what, _details: None, said.append)
    assert (witness.seen, record.exists(), "was moved to" in said[0]) == (None, False, True)


@pytest.mark.parametrize("value", ["[" * 100_000, "1" * 100_000], ids=["deep", "long"])
def test_no_file_of_settings_or_keys_is_too_deep_or_too_long_to_be_refused(tmp_path: Path, value: str) -> None:
    file = tmp_path / "file.toml"
    file.touch(0o600)
    file.write_text(f"a = {value}")

    with pytest.raises(SettingsRefused):
        load_settings(file)
    with pytest.raises(VaultRefused, match="it is no TOML"):
        Vault.open(file)
    with pytest.raises(ProfileError):
        parse_profile(file.read_text())


def test_the_vault_says_what_is_wrong_in_its_own_words(tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    file.touch(0o600)

    with pytest.raises(VaultRefused, match=r"card: it is missing\. It was left as it is"):
        Vault.open(file)


def test_nobody_answers_for_an_audit_where_the_keys_are_the_trouble(folder: Path) -> None:
    keys = folder / "keys.toml"
    before, after = keys.read_text().rsplit('PUK = "', 1)
    keys.write_text(f'{before}PUK = "{"0" * 32}{after[32:]}')

    with pytest.raises(BackOfficeRefused, match="these are not the keys of this registry's cards"):
        accept(folder, "a test", lambda: NOON)


def test_the_audits_key_stands_where_the_issuers_settings_say(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere.key"
    (folder / "issuer.toml").write_text(f'audit_key = "{place}"\n')
    (folder / "audit.key").rename(place)
    started(folder)

    assert (found(folder), (folder / "audit.key").exists()) == ([], False)
    assert accept(folder, "a test", lambda: NOON)
    place.rename(tmp_path / "not mounted")
    with pytest.raises(BackOfficeRefused, match=rf"{place} can't serve as the audit's key: there is none"):
        started(folder)
    assert not place.exists()
