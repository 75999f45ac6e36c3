"""The speaking process: `python -m kiosk.voice READINGS [COMMAND …]`. It ends when its input is closed.

In: a line of JSON a message, {"say": [sentence …], "language", "rate", "volume", "then", "id"}, where `then` is whether
what is being said may end; nothing to say is silence. Out, with the last message's id, likewise: {"seconds": …} when a
sentence begins, {"done": true} when the last has been heard; {"none": why} where there is no voice, being "engine" or
"sound".
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QObject,
    QProcess,
    QSocketNotifier,
    Qt,
    QTimer,
)
from PySide6.QtMultimedia import QAudio, QAudioFormat, QAudioSink, QMediaDevices

from kiosk.voice.engine import Engine, Espeak, Own
from kiosk.voice.sound import NoSound, Sound, sound

Key = tuple[str, str, float]  # sentence, language, rate

_KEPT = 64  # sentences, in memory alone
_PAUSE_S = 0.15  # between two sentences, with the silence that each ends with


class Reader(QObject):
    """Says one message at a time; the next one silences it."""

    def __init__(self, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._waiting: list[str] = []
        self._language, self._rate, self._volume, self._id = "zh_CN", 1.0, 1.0, 0
        self._made: dict[Key, Sound] = {}
        self._making: QProcess | None = None
        self._sinks: list[QAudioSink] = []  # of the sentence that is said, and of those that the sound server still has
        self._over = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._over.timeout.connect(self._go_on)

    def hear(self, message: dict[str, Any]) -> None:
        """Do what a message says."""
        if not message["then"]:
            self.hush()
        self._waiting += [str(sentence) for sentence in message["say"]]
        self._language = str(message["language"])
        self._rate, self._volume = float(message["rate"]), float(message["volume"])
        self._id = int(message["id"])
        if self._making is None and not self._over.isActive():
            self._go_on()

    def hush(self) -> None:
        """Be silent at once."""
        self._waiting = []
        self._over.stop()
        if self._making is not None:
            making, self._making = self._making, None
            making.finished.disconnect()
            making.errorOccurred.disconnect()
            making.finished.connect(making.deleteLater)
            making.kill()
        while self._sinks:
            self._drop(self._sinks.pop())

    def _go_on(self) -> None:
        if not self._waiting:
            self._end()
            return
        key = (self._waiting.pop(0), self._language, self._rate)
        if key in self._made:
            self._play(self._made[key])
            return
        request = self._engine.request(*key)
        making = self._making = QProcess(self)
        making.setStandardErrorFile(QProcess.nullDevice())
        making.finished.connect(lambda *_: self._has_made(making, key))
        making.errorOccurred.connect(self._failed)
        making.start(request.program, list(request.arguments))
        making.write(QByteArray(request.text.encode("utf-8")))
        making.closeWriteChannel()

    def _failed(self, why: QProcess.ProcessError) -> None:
        if why == QProcess.ProcessError.FailedToStart:
            self._none("engine")

    def _has_made(self, making: QProcess, key: Key) -> None:
        self._making = None
        wav = making.readAllStandardOutput().data()
        making.deleteLater()
        try:
            made = sound(bytes(wav))
        except NoSound:
            self._none("engine")
            return
        if len(self._made) >= _KEPT:
            self._made.pop(next(iter(self._made)))
        self._made[key] = made
        self._play(made)

    def _play(self, made: Sound) -> None:
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self._none("sound")
            return
        form = QAudioFormat()
        form.setChannelCount(made.channels)
        form.setSampleRate(made.rate)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        sink = QAudioSink(device, form, self)
        samples = QBuffer(sink)
        samples.setData(QByteArray(made.samples))
        samples.open(QIODevice.OpenModeFlag.ReadOnly)
        sink.setVolume(self._volume)
        sink.stateChanged.connect(lambda state: self._changed(sink, state))
        self._sinks.append(sink)
        self._tell(seconds=made.seconds)
        sink.start(samples)
        # not once it is idle: a sound server may have a second in hand, which would be a second of silence
        self._over.start(int((made.seconds + _PAUSE_S) * 1000))

    def _changed(self, sink: QAudioSink, state: QAudio.State) -> None:
        if sink not in self._sinks:
            return
        if state == QAudio.State.IdleState:
            self._sinks.remove(sink)
            self._drop(sink)
            self._end()
        elif state == QAudio.State.StoppedState:
            self._none("sound")

    def _drop(self, sink: QAudioSink) -> None:
        sink.stop()
        sink.deleteLater()

    def _end(self) -> None:
        if not (self._waiting or self._sinks or self._making or self._over.isActive()):
            self._tell(done=True)

    def _tell(self, **what: object) -> None:
        print(json.dumps({"id": self._id, **what}), flush=True)  # noqa: T201

    def _none(self, why: str) -> None:
        self.hush()
        self._tell(none=why)


class Mouthpiece(QObject):
    """Reads the messages, a line each."""

    def __init__(self, reader: Reader, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self._reader, self._application = reader, parent
        self._begun = b""
        os.set_blocking(0, False)
        self._input = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._input.activated.connect(lambda *_: self._read())

    def _read(self) -> None:
        try:
            read = os.read(0, 1 << 16)
        except BlockingIOError:
            return
        if not read:
            self._input.setEnabled(False)
            self._reader.hush()
            self._application.quit()
        *lines, self._begun = (self._begun + read).split(b"\n")
        for line in lines:
            self._reader.hear(json.loads(line))


def main(readings: str, *command: str) -> int:
    """Until the input is closed."""
    os.setsid()  # who ends it by force ends its engine as well
    application = QCoreApplication(["kiosk-voice"])
    engine = Own(command) if command else Espeak(Path(readings))
    Mouthpiece(Reader(engine, application), application)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
