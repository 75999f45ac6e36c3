"""A link under the name of a file that is about to be written: what it leads to stays as it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from emulator.issuer.database import Database, DatabaseRefused
from emulator.issuer.durable_file import replace_file
from emulator.store.files import Files, install
from emulator.store.generations import Generation, Generations
from kiosk.printer.folder import keep

KEPT = "what somebody keeps\n"


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    file = tmp_path / "victim"
    file.write_text(KEPT)
    return file


def test_a_slip_is_written_into_nothing_else(tmp_path: Path, victim: Path) -> None:
    at, folder = datetime(2026, 11, 22, 10, 0, tzinfo=UTC), tmp_path / "slips"
    folder.mkdir()
    (folder / f"slip-{at:%Y%m%d-%H%M%S}-hall.unfinished").symlink_to(victim)
    slip = keep(b"%PDF", folder, "hall", at)

    assert (slip.read_bytes(), victim.read_text()) == (b"%PDF", KEPT)


def test_a_store_is_made_in_nothing_else(tmp_path: Path, victim: Path) -> None:
    files = Files(tmp_path / "card.sqlite")
    files.unfinished.symlink_to(victim)
    install(files, b"an image")

    assert (files.database.read_bytes(), victim.read_text()) == (b"an image", KEPT)


def test_how_far_a_store_has_come_is_noted_in_nothing_else(tmp_path: Path, victim: Path) -> None:
    folder = tmp_path / "generations"
    Generations(folder).note(b"store", Generation(b"first", 1))
    (noted,) = folder.iterdir()
    noted.with_name(f"{noted.name}-{os.getpid()}").symlink_to(victim)
    Generations(folder).note(b"store", Generation(b"second", 2))

    assert victim.read_text() == KEPT


def test_a_secret_is_written_into_nothing_else(tmp_path: Path, victim: Path) -> None:
    secret = tmp_path / "610100-0001.secret"
    (tmp_path / f"{secret.name}-new").symlink_to(victim)
    replace_file(secret, bytes(32))

    assert (secret.read_bytes(), victim.read_text()) == (bytes(32), KEPT)


def test_a_pipe_in_the_registrys_place_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "registry.sqlite")
    with pytest.raises(DatabaseRefused, match="is no file"):
        Database.open(tmp_path / "registry.sqlite")
