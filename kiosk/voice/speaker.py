"""Whoever has something to say: starts the speaking process when it is first needed, and ends one that hangs."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QProcess, QTimer, Signal

from kiosk.own_process import own_process
from kiosk.voice.choice import RATES, VOLUMES, Choice
from kiosk.voice.watchdog import Watchdog


class Speaker(QObject):
    """Lives on Qt's thread; never waits. `failed` tells that this machine has no voice: no engine, no sound, no end."""

    failed = Signal(str)
    begun = Signal()  # a sentence is heard from now on

    def __init__(
        self,
        readings: Path,
        command: tuple[str, ...] = (),
        *,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        """`readings` is the data file of corrections, `command` the settings' engine, none for espeak-ng.

        `clock` gives monotonic seconds.
        """
        super().__init__(parent)
        self._process = own_process("kiosk.voice", str(readings), *command)
        self._speaking: QProcess | None = None
        self._unread = b""
        self._count = 0  # of messages: what is told of one before the last says nothing of the last
        self._watchdog = Watchdog(clock)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.elapse)

    def say(self, sentences: tuple[str, ...], language: str, choice: Choice, *, then: bool = False) -> None:
        """These in `language`, instead of what is being said, or with `then` after it; without any, silence."""
        if self._speaking is None:
            if not sentences:
                return
            self._start()
        self._count += 1
        message = {
            "say": sentences,
            "language": language,
            "rate": RATES[choice.rate],
            "volume": VOLUMES[choice.volume],
            "then": then,
            "id": self._count,
        }
        self._send(message)
        if not then or self._watchdog.left() is None:
            self._watch(0.0 if sentences else None)

    def stop(self) -> None:
        """Silence, and the end of the process with all that it knew."""
        if self._speaking is not None:
            speaking = self._release()
            speaking.closeWriteChannel()
            speaking.finished.connect(speaking.deleteLater)

    def elapse(self) -> None:
        """End what hangs, if its time has come."""
        left = self._watchdog.left()
        if left == 0.0:
            self._fail("silent")
        elif left is not None:
            self._timer.start(int(left * 1000) + 1)

    def is_running(self) -> bool:
        """Whether there is a speaking process."""
        return self._speaking is not None

    def _start(self) -> None:
        speaking = self._speaking = QProcess(self)
        speaking.setStandardErrorFile(QProcess.nullDevice())  # a machine without sound: that is no news every time
        speaking.readyReadStandardOutput.connect(self._hear)
        speaking.finished.connect(lambda *_: self._fail("engine"))
        self._unread = b""
        program, *arguments = self._process
        speaking.start(program, arguments)

    def _send(self, message: dict[str, object]) -> None:
        assert self._speaking is not None
        self._speaking.write(QByteArray(json.dumps(message).encode("utf-8") + b"\n"))

    def _hear(self) -> None:
        if self._speaking is None:
            return
        *lines, self._unread = (self._unread + self._speaking.readAllStandardOutput().data()).split(b"\n")
        for line in lines:
            told = json.loads(line)
            if told["id"] != self._count:  # what was said before has ended
                continue
            if "none" in told:
                self._fail(str(told["none"]))
                return
            self._watch(told.get("seconds"))
            if "seconds" in told:
                self.begun.emit()

    def _watch(self, seconds: float | None) -> None:
        if seconds is None:
            self._watchdog.sleep()
            self._timer.stop()
        else:
            self._watchdog.watch(seconds)
            self.elapse()

    def _fail(self, why: str) -> None:
        if self._speaking is None:
            return
        speaking = self._release()
        if speaking.state() is not QProcess.ProcessState.NotRunning:
            with suppress(OSError):  # its engine with it, once it has a group of its own
                os.killpg(speaking.processId(), signal.SIGKILL)
            speaking.kill()
            speaking.finished.connect(speaking.deleteLater)
        else:
            speaking.deleteLater()
        self.failed.emit(why)

    def _release(self) -> QProcess:
        assert self._speaking is not None
        speaking, self._speaking = self._speaking, None
        speaking.readyReadStandardOutput.disconnect()
        speaking.finished.disconnect()
        self._watch(None)
        return speaking
