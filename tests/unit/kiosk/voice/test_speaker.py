"""The speaking process comes when it is needed, goes when it is told, and is ended where it hangs, engine and all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess

from emulator.assets import ASSETS
from kiosk.voice.choice import Choice
from kiosk.voice.speaker import Speaker
from kiosk.voice.watchdog import PATIENCE_S
from tests.support.clock import Seconds
from tests.support.stage import Stage
from tests.unit.kiosk.voice.engines import ENDLESS, JUNK, MISSING, python

READINGS = ASSETS / "voice" / "readings.toml"
ON = Choice(on=True)


class Heard:
    """A speaker, and why it failed."""

    def __init__(self, command: tuple[str, ...], clock: Seconds) -> None:
        self.why: list[str] = []
        self.speaker = Speaker(READINGS, command, clock=clock)
        self.speaker.failed.connect(self.why.append)

    def process(self) -> QProcess:
        """The one that speaks."""
        return self.speaker.findChildren(QProcess)[-1]


Begin = Callable[[tuple[str, ...]], Heard]


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def begin(window: Stage, clock: Seconds, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Begin]:
    """A speaker with an engine; there is no sound server, whatever the machine has."""
    monkeypatch.setenv("PULSE_SERVER", str(tmp_path / "none"))
    begun: list[Heard] = []

    def speaker(command: tuple[str, ...]) -> Heard:
        begun.append(Heard(command, clock))
        return begun[-1]

    yield speaker
    for each in begun:
        each.speaker.stop()
        for process in each.speaker.findChildren(QProcess):
            process.waitForFinished()


def test_nothing_is_started_for_silence(begin: Begin) -> None:
    heard = begin(MISSING)
    heard.speaker.say((), "zh_CN", ON)
    assert not heard.speaker.is_running()


@pytest.mark.parametrize(("command", "why"), [(MISSING, "engine"), (JUNK, "engine"), ((), "sound")])
def test_a_machine_without_a_voice_is_told(begin: Begin, window: Stage, command: tuple[str, ...], why: str) -> None:
    heard = begin(command)
    heard.speaker.say(("请插卡。",), "zh_CN", ON)
    window.until(lambda: bool(heard.why), "why there is no voice")
    assert (heard.why, heard.speaker.is_running()) == ([why], False)


def test_an_engine_that_never_ends_is_ended_with_its_process(
    begin: Begin, window: Stage, clock: Seconds, tmp_path: Path
) -> None:
    note = tmp_path / "engine"
    engine = python(f"import os, pathlib; pathlib.Path({str(note)!r}).write_text(str(os.getpid()))\n" + ENDLESS[2])
    heard = begin(engine)
    heard.speaker.say(("请插卡。",), "zh_CN", ON)
    window.until(lambda: note.exists() and note.read_text() != "", "that the engine is at work")
    clock.advance(PATIENCE_S)
    heard.speaker.elapse()
    assert heard.why == ["silent"]
    window.until(lambda: not alive(int(note.read_text())), "that the engine is gone")


def test_an_end_that_was_due_before_says_nothing_of_what_hangs_now(
    begin: Begin, window: Stage, clock: Seconds, tmp_path: Path
) -> None:
    note = tmp_path / "engine"
    heard = begin(python(f"import pathlib; pathlib.Path({str(note)!r}).touch()\n" + ENDLESS[2]))
    heard.speaker.say(("请插卡。",), "zh_CN", ON)
    heard.speaker.say((), "zh_CN", ON)
    heard.speaker.say(("请取卡。",), "zh_CN", ON)
    window.until(note.exists, "that the engine is at work")
    clock.advance(PATIENCE_S)
    heard.speaker.elapse()
    assert heard.why == ["silent"]


def test_until_its_time_has_come_it_is_waited_for(begin: Begin, clock: Seconds) -> None:
    heard = begin(ENDLESS)
    heard.speaker.say(("请插卡。",), "zh_CN", ON)
    clock.advance(PATIENCE_S - 0.1)
    heard.speaker.elapse()
    assert (heard.why, heard.speaker.is_running()) == ([], True)


def test_it_goes_when_it_is_told(begin: Begin) -> None:
    heard = begin(ENDLESS)
    heard.speaker.say(("请插卡。",), "zh_CN", ON)
    process = heard.process()
    heard.speaker.stop()
    assert process.waitForFinished()
    assert (process.exitCode(), heard.why) == (0, [])


def alive(pid: int) -> bool:
    """Whether there is still such a process; one that nobody has waited for yet is none."""
    with suppress(OSError):
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    return False
