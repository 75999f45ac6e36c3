"""Who is not looking hears "still there?", and a card left behind: softly, then louder, and no longer than it takes."""

from __future__ import annotations

import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess

from emulator.assets import ASSETS
from kiosk.session.state import Call
from kiosk.sound.call_back import CallBack
from tests.support.stage import Stage

SOUNDS = ASSETS / "sounds"
SOUND = SOUNDS / "card-left-behind.wav"


@pytest.fixture
def call(window: Stage) -> Iterator[CallBack]:
    """Needs the process's Qt application, which the window has."""
    call = CallBack(SOUNDS)
    yield call
    call.stop()
    for process in call.findChildren(QProcess):
        process.waitForFinished()


def volume(call: CallBack) -> float:
    """Of what was started last."""
    return float(call.findChildren(QProcess)[-1].arguments()[-2])


def test_it_starts_with_the_reminder(call: CallBack) -> None:
    call.call(Call.CARD)
    assert call.is_playing()


def test_it_is_louder_after_that(call: CallBack) -> None:
    call.call(Call.CARD)
    soft = volume(call)
    call.call(Call.CARD_LOUDER)
    assert volume(call) > soft


def test_it_goes_on_while_the_same_is_called_for(call: CallBack) -> None:
    call.call(Call.CARD_LOUDER)
    (playing,) = call.findChildren(QProcess)
    call.call(Call.CARD_LOUDER)
    assert (call.is_playing(), call.findChildren(QProcess)) == (True, [playing])


def test_still_there_is_heard_in_a_sound_of_its_own(call: CallBack) -> None:
    heard = []
    for each in (Call.STILL_THERE, Call.CARD):
        call.call(each)
        heard.append(Path(call.findChildren(QProcess)[-1].arguments()[-3]).name)
    assert heard == ["still-there.wav", "card-left-behind.wav"]


def test_whoever_is_still_there_is_not_called_any_more(call: CallBack) -> None:
    call.call(Call.STILL_THERE)
    call.call(None)
    assert not call.is_playing()


def test_it_ends_when_the_card_is_taken(call: CallBack) -> None:
    call.call(Call.CARD)
    (playing,) = call.findChildren(QProcess)
    call.call(None)
    assert (call.is_playing(), playing.waitForFinished()) == (False, True)


def test_a_sound_that_ended_by_itself_is_no_trouble_when_the_card_is_taken(call: CallBack, window: Stage) -> None:
    call.call(Call.CARD)
    (playing,) = call.findChildren(QProcess)
    playing.closeWriteChannel()
    playing.waitForFinished()
    window.settle()
    call.call(None)
    assert not call.is_playing()


def test_nothing_is_heard_of_a_card_that_is_only_to_be_taken(call: CallBack) -> None:
    call.call(None)
    assert not call.is_playing()


@pytest.mark.parametrize("file", sorted(SOUNDS.glob("*.wav")), ids=lambda file: str(file.name))
def test_a_sound_is_short_and_plain(file: Path) -> None:
    with wave.open(str(file)) as sound:
        assert (sound.getnchannels(), sound.getnframes() / sound.getframerate() < 2) == (1, True)


def test_a_machine_without_sound_is_told_by_the_status_alone(tmp_path: Path) -> None:
    player = subprocess.run(
        [sys.executable, "-m", "kiosk.sound", str(SOUND), "0.1", "1"],
        env={"PULSE_SERVER": str(tmp_path / "none"), "PATH": ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert (player.returncode in (0, 1), b"Traceback" in player.stderr) == (True, False)
