"""Doctor tries the voice for real, and says what it lacks with its mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulator.assets import ASSETS
from kiosk.doctor.finding import Finding
from kiosk.doctor.voice import probe, voice
from kiosk.settings import Settings
from tests.unit.kiosk.voice.engines import ENDLESS, JUNK, MISSING, QUIET

READINGS = ASSETS / "voice" / "readings.toml"


def found(lacking: str, **keys: str) -> Finding:
    (finding,) = voice(Settings.model_validate(keys), lacking)
    return finding


@pytest.mark.parametrize("lacking", ["engine", "sound", "end"])
def test_what_is_lacking_is_a_note_with_its_mend(lacking: str) -> None:
    finding = found(lacking)
    assert (finding.wrong, "No voice" in finding.says, finding.mend != "") == (False, True, True)


def test_where_everybody_is_to_hear_it_that_is_wrong() -> None:
    assert found("sound", voice="always").wrong


def test_a_terminal_that_is_to_have_none_needs_no_mend() -> None:
    assert found("engine", voice="never").mend == ""


def test_where_nothing_is_lacking_it_says_who_speaks() -> None:
    finding = found("")
    assert (finding.wrong, finding.mend, "espeak-ng" in finding.says) == (False, "", True)


@pytest.mark.parametrize(
    ("command", "lacking"), [(MISSING, "engine"), (JUNK, "engine"), (QUIET, "sound"), ((), "sound")]
)
def test_the_voice_is_really_tried(
    command: tuple[str, ...], lacking: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PULSE_SERVER", str(tmp_path / "none"))
    assert probe(READINGS, command) == lacking


def test_a_voice_that_never_ends_is_told_as_that() -> None:
    assert probe(READINGS, ENDLESS, within_s=2.0) == "end"
