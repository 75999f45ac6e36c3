"""Calls somebody back to a card left behind: softly at first, then louder, until the card is taken."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QProcess

from kiosk.own_process import own_process
from kiosk.session.state import Reminder

# Volume from 0 to 1, and how often, every three seconds. Nobody is called for longer than two minutes.
_CALLS: dict[Reminder, tuple[float, int]] = {Reminder.REMINDED: (0.4, 4), Reminder.LOUDER: (1.0, 40)}


class CallBack(QObject):
    """Hears the reminder of every state, and has the sound played. Lives on Qt's thread; never waits for it."""

    def __init__(self, sound: Path, parent: QObject | None = None) -> None:
        """`sound` is a WAV file."""
        super().__init__(parent)
        self._sound = sound
        self._playing: QProcess | None = None
        self._reminder: Reminder | None = None

    def remind(self, now: Reminder | None) -> None:
        """Start, change or end the sound where the reminder does; None: there is no card to be called back to."""
        then, self._reminder = self._reminder, now
        if now is None:
            self.stop()
        elif now is not then and now in _CALLS:
            self.stop()
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

    def _start(self, volume: float, times: int) -> None:
        process = QProcess(self)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())  # a machine without sound: that is no news every time
        program, *arguments = own_process("kiosk.sound", str(self._sound), str(volume), str(times))
        process.start(program, arguments)
        self._playing = process
