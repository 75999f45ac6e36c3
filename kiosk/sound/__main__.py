"""The playing process: `python -m kiosk.sound FILE VOLUME TIMES`. It ends by itself, or when its input is closed."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier, QTimer, QUrl
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

EVERY_MS = 3000


def main(file: str, volume: str, times: str) -> int:
    """Play `file` (WAV) `times` times, at a `volume` from 0 to 1. Exit status 1 where nothing can play it."""
    application = QCoreApplication(["kiosk-sound"])
    if QMediaDevices.defaultAudioOutput().isNull():
        return 1
    effect = QSoundEffect()
    effect.setSource(QUrl.fromLocalFile(file))
    effect.setVolume(float(volume))
    left = int(times)

    def play() -> None:
        nonlocal left
        if left == 0 or effect.status() == QSoundEffect.Status.Error:
            application.exit(int(left > 0))
        left -= 1
        effect.play()

    closed = QSocketNotifier(0, QSocketNotifier.Type.Read)
    closed.activated.connect(lambda *_: application.quit())
    again = QTimer(interval=EVERY_MS)
    again.timeout.connect(play)
    again.start()
    play()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
