"""Calls back whoever is not looking: to say whether they are still there, or to a card left behind, ever louder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QProcess

from kiosk.own_process import own_process
from kiosk.session.state import Call

# Which sound, its volume from 0 to 1, and how often, every three seconds. Nobody is called for longer than two minutes.
_CALLS: dict[Call, tuple[str, float, int]] = {
    Call.STILL_THERE: ("still-there.wav", 0.5, 3),
    Call.CARD: ("card-left-behind.wav", 0.4, 4),
    Call.CARD_LOUDER: ("card-left-behind.wav", 1.0, 40),
}


class CallBack(QObject):
    """Hears what is called for in every state, and has it played. Lives on Qt's thread; never waits for it."""

    def __init__(self, sounds: Path, parent: QObject | None = None) -> None:
        """`sounds` is a folder of WAV files."""
        super().__init__(parent)
        self._sounds = sounds
        self._playing: QProcess | None = None
        self._call: Call | None = None

    def call(self, now: Call | None) -> None:
        """Start, change or end the sound where what is called for does; None: there is nobody to be called back."""
        then, self._call = self._call, now
        if now is then:
            return
        self.stop()
        if now is not None:
            self._start(*_CALLS[now])

    def is_playing(self) -> bool:
        """True while a sound is on its way."""
        return self._playing is not None and self._playing.state() is not QProcess.ProcessState.NotRunning

    def stop(self) -> None:
        """Be quiet: the process ends when its input is closed."""
        if self._playing is not None:
            self._playing.closeWriteChannel()
            self._playing.finished.connect(self._playing.deleteLater)
            if not self.is_playing():  # it ended by itself, as on a machine without sound
                self._playing.deleteLater()
            self._playing = None

    def _start(self, sound: str, volume: float, times: int) -> None:
        process = QProcess(self)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())  # a machine without sound: that is no news every time
        program, *arguments = own_process("kiosk.sound", str(self._sounds / sound), str(volume), str(times))
        process.start(program, arguments)
        self._playing = process
