"""A card left behind is heard: softly, louder after ten seconds, and no longer once it is taken."""

from __future__ import annotations

import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess

from emulator.assets import ASSETS
from kiosk.session.state import Reminder
from kiosk.sound.reminder import CallBack
from tests.support.stage import Stage

SOUND = ASSETS / "sounds" / "card-left-behind.wav"


@pytest.fixture
def call(window: Stage) -> Iterator[CallBack]:
    """Needs the process's Qt application, which the window has."""
    call = CallBack(SOUND)
    yield call
    call.stop()
    for process in call.findChildren(QProcess):
        process.waitForFinished()


def volume(call: CallBack) -> float:
    """Of what was started last."""
    return float(call.findChildren(QProcess)[-1].arguments()[-2])


def test_it_starts_with_the_reminder(call: CallBack) -> None:
    call.remind(Reminder.REMINDED)
    assert call.is_playing()


def test_it_is_louder_after_that(call: CallBack) -> None:
    call.remind(Reminder.REMINDED)
    soft = volume(call)
    call.remind(Reminder.LOUDER)
    assert volume(call) > soft


def test_it_goes_on_while_the_card_is_only_recorded_as_left(call: CallBack) -> None:
    call.remind(Reminder.LOUDER)
    call.remind(Reminder.RECORDED)
    assert call.is_playing()


def test_it_ends_when_the_card_is_taken(call: CallBack) -> None:
    call.remind(Reminder.REMINDED)
    (playing,) = call.findChildren(QProcess)
    call.remind(None)
    assert (call.is_playing(), playing.waitForFinished()) == (False, True)


def test_a_sound_that_ended_by_itself_is_no_trouble_when_the_card_is_taken(call: CallBack, window: Stage) -> None:
    call.remind(Reminder.REMINDED)
    (playing,) = call.findChildren(QProcess)
    playing.closeWriteChannel()
    playing.waitForFinished()
    window.settle()
    call.remind(None)
    assert not call.is_playing()


def test_nothing_is_heard_of_a_card_that_is_only_to_be_taken(call: CallBack) -> None:
    call.remind(None)
    assert not call.is_playing()


def test_the_sound_is_short_and_plain() -> None:
    with wave.open(str(SOUND)) as sound:
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
