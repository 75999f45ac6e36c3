"""What `kiosk doctor` says of an issuer's folder is what `kiosk run` meets there."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulator.back_office import BackOfficeRefused, back_office
from emulator.cards import bundled_cards
from kiosk.app.examination import issuer_refused
from kiosk.settings import Settings


def run_is_refused(folder: Path) -> bool:
    """Whether a terminal could not open it."""
    try:
        with back_office(folder, bundled_cards()):
            return False
    except BackOfficeRefused:
        return True


def test_a_folder_that_is_not_there_yet_is_taken_and_not_made(tmp_path: Path) -> None:
    assert (issuer_refused(tmp_path / "issuer", Settings()), list(tmp_path.iterdir())) == (None, [])
    assert not run_is_refused(tmp_path / "issuer")


def test_a_folder_that_works_is_taken(tmp_path: Path) -> None:
    assert not run_is_refused(tmp_path)
    assert issuer_refused(tmp_path, Settings()) is None


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "issuer").touch()

    assert "is no folder" in str(issuer_refused(tmp_path / "issuer", Settings()))
    assert run_is_refused(tmp_path / "issuer")


def test_one_that_another_terminal_has_open_is_refused(tmp_path: Path) -> None:
    with back_office(tmp_path, bundled_cards()):
        told = issuer_refused(tmp_path, Settings())
        assert (told is not None, run_is_refused(tmp_path)) == (True, True)


@pytest.mark.parametrize("file", ["registry.sqlite", "keys.toml"])
def test_one_with_a_file_that_is_none_of_its_own_is_refused(tmp_path: Path, file: str) -> None:
    assert not run_is_refused(tmp_path)
    (tmp_path / file).write_bytes(b"garbage " * 1000)
    told = issuer_refused(tmp_path, Settings())

    assert (told is not None and file in told, run_is_refused(tmp_path)) == (True, True), told
