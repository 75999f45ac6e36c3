"""What `kiosk doctor` says of an issuer's folder is what `kiosk run` meets there; doctor makes none."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from emulator.back_office import BackOfficeRefused, back_office
from emulator.cards import bundled_cards
from kiosk.app.examination import issuer_found
from kiosk.app.issuer import Issuer
from kiosk.app.near_self_service import NearOffice, near
from kiosk.issuer.office import OfficeAway
from kiosk.settings import Settings
from tests.support.cards import profile
from tests.support.issuer import issuer_in


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A terminal's, whose issuer is not there yet."""
    return Settings(issuer=tmp_path / "issuer", outbox=tmp_path / "outbox.sqlite")


def folder_of(settings: Settings) -> Path:
    assert settings.issuer is not None
    return settings.issuer


def asked(settings: Settings) -> None:
    """The terminal has run, and asked its issuer about keys."""
    issuer: Issuer[NearOffice] = Issuer(settings, near)
    try:
        issuer.open().proof_wanted(profile().identification)
    finally:
        issuer.close()


def run_is_refused(settings: Settings) -> bool:
    """Whether a terminal could not open it."""
    issuer: Issuer[NearOffice] = Issuer(settings, near)
    try:
        issuer.open()
    except OfficeAway:
        return True
    finally:
        issuer.close()
    return False


@pytest.fixture(autouse=True)
def _what_is_said_is_expected(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "kiosk")
    caplog.set_level("CRITICAL", "emulator")


def test_a_folder_that_is_not_there_yet_is_said_and_not_issuer_in(settings: Settings) -> None:
    found = issuer_found(settings)

    assert (found.refused, found.says, folder_of(settings).exists()) == (
        "",
        "It is not there yet: kiosk run makes it.",
        False,
    )
    assert not run_is_refused(settings)


def test_a_folder_that_works_is_taken(settings: Settings) -> None:
    asked(settings)

    assert (issuer_found(settings).refused, issuer_found(settings).says) == ("", "")


def test_a_file_is_refused(settings: Settings) -> None:
    folder_of(settings).touch()

    assert f"{settings.issuer} is no folder. Name the folder of an issuer" in issuer_found(settings).refused
    assert run_is_refused(settings)


def test_a_folder_of_something_else_is_refused_before_a_byte_is_written(settings: Settings) -> None:
    folder_of(settings).mkdir()
    (folder_of(settings) / "passwd").touch()

    assert "other things in it, such as passwd" in issuer_found(settings).refused
    assert run_is_refused(settings)
    assert os.listdir(folder_of(settings)) == ["passwd"]


def test_where_the_folder_above_is_missing_none_is_issuer_in(settings: Settings, tmp_path: Path) -> None:
    settings = settings.model_copy(update={"issuer": tmp_path / "a" / "b"})

    assert f"make {tmp_path / 'a'} first" in issuer_found(settings).refused
    assert (run_is_refused(settings), (tmp_path / "a").exists()) == (True, False)


@pytest.mark.parametrize("left", ["nothing", "a mount point", "a damaged record"])
def test_one_that_was_asked_and_is_gone_is_missed_and_not_made_anew(settings: Settings, left: str) -> None:
    """A disk that is not mounted would become another issuer, which says of every card what it was made with."""
    asked(settings)
    away = folder_of(settings).rename(folder_of(settings).with_name("away"))
    if left == "a mount point":
        folder_of(settings).mkdir()
    if left == "a damaged record":
        assert settings.witness is not None
        settings.witness.rename(settings.witness.with_name(settings.witness.name + ".damaged"))

    assert "this terminal asked an issuer there before" in issuer_found(settings).refused
    assert run_is_refused(settings)
    shutil.rmtree(folder_of(settings), ignore_errors=True)
    away.rename(folder_of(settings))
    assert (issuer_found(settings).refused, run_is_refused(settings)) == ("", False)


def test_one_that_a_terminal_serves_is_in_order_and_told(settings: Settings) -> None:
    issuer_in(folder_of(settings))
    with back_office(folder_of(settings), bundled_cards()):
        found = issuer_found(settings)
        assert (found.refused, found.says, run_is_refused(settings)) == (
            "",
            f"It is open in another program, process {os.getpid()}.",
            True,
        )
    assert issuer_found(settings).says == ""


def test_a_command_beside_the_terminal_that_serves_it_is_answered_and_makes_none(settings: Settings) -> None:
    beside: Issuer[NearOffice] = Issuer(settings, near, beside=True)
    with pytest.raises(OfficeAway):
        beside.open()
    beside.close()
    assert not folder_of(settings).exists()
    with back_office(issuer_in(folder_of(settings)), bundled_cards()):
        asked_beside = Issuer(settings, near, beside=True)
        answer = asked_beside.open().proof_wanted(profile().identification)
        asked_beside.close()

    assert type(answer).__name__ == "ProofWanted"


def test_an_earlier_state_is_told_before_the_terminal_asks_it(settings: Settings) -> None:
    asked(settings)
    copy = folder_of(settings).with_name("copy")
    shutil.copytree(folder_of(settings), copy)
    asked(settings)
    shutil.rmtree(folder_of(settings))
    copy.rename(folder_of(settings))

    assert "its audit is shorter than it was" in issuer_found(settings).refused


def test_an_audit_that_answers_nothing_is_told(settings: Settings) -> None:
    asked(settings)
    (folder_of(settings) / "audit.head").write_text("")

    assert "its audit was tampered with" in issuer_found(settings).refused


@pytest.mark.parametrize("file", ["registry.sqlite", "keys.toml"])
def test_one_with_a_file_that_is_none_of_its_own_is_refused(settings: Settings, file: str) -> None:
    asked(settings)
    (folder_of(settings) / file).write_bytes(b"garbage " * 1000)
    told = issuer_found(settings).refused

    assert (file in told, run_is_refused(settings)) == (True, True), told


def test_a_secret_that_others_may_read_is_said(settings: Settings) -> None:
    asked(settings)
    (folder_of(settings) / f"{settings.terminal}.secret").chmod(0o644)

    assert ".secret: others than its owner may use it. Say: chmod 600" in issuer_found(settings).refused


def test_a_relative_path_makes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BackOfficeRefused, match="at an absolute path only"):
        issuer_in(Path("issuer"))
    assert os.listdir(tmp_path) == []
