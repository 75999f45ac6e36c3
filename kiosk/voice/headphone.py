"""Whether a headphone is plugged in, where the sound server says so: PulseAudio, or PipeWire in its name."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

AGAIN_S = 30  # after a sound server that went, or is not there yet
_PACTL = "pactl"
_LISTEN = ("subscribe",)
_ASK = ("--format=json", "list", "sinks")


def has_headphone(sinks: str) -> bool:
    """Of what `pactl --format=json list sinks` says: whether any of them has a headphone in its socket."""
    try:
        found = json.loads(sinks)
        return any(_is_plugged(port) for sink in found for port in sink.get("ports", ()))
    except (ValueError, AttributeError, TypeError):  # nothing that a sound server says
        return False


def _is_plugged(port: dict[str, str]) -> bool:
    """A socket that can't tell says that its availability is unknown: then nobody knows."""
    is_one = "headphone" in port.get("name", "").lower() or port.get("type", "").lower() in ("headphones", "headset")
    return is_one and port.get("availability") == "available"


class Headphone(QObject):
    """Listens to the sound server from `start` to `stop`, and tells when one is plugged in or pulled out."""

    plugged = Signal(bool)

    def __init__(self, pactl: str = _PACTL, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pactl = pactl
        self._is_plugged = self._is_due = False
        self._stopped = True
        self._listening = QProcess(self)
        self._listening.setStandardErrorFile(QProcess.nullDevice())
        self._listening.readyReadStandardOutput.connect(self._heard)
        self._listening.finished.connect(lambda *_: self._later())
        self._asking = QProcess(self)
        self._asking.setStandardErrorFile(QProcess.nullDevice())
        self._asking.finished.connect(lambda *_: self._answered())
        self._again = QTimer(self, singleShot=True, interval=AGAIN_S * 1000)
        self._again.timeout.connect(self._listen)

    def start(self) -> None:
        """Listen from now on. On a machine without `pactl` nothing is heard."""
        self._stopped = False
        self._listen()

    def stop(self) -> None:
        """Listen no more."""
        self._stopped = True
        self._again.stop()
        for process in (self._listening, self._asking):
            process.kill()
            process.waitForFinished()

    def _listen(self) -> None:
        self._listening.start(self._pactl, list(_LISTEN))
        self._ask()

    def _later(self) -> None:
        if not self._stopped:
            self._again.start()

    def _heard(self) -> None:
        said = self._listening.readAllStandardOutput().data()
        if b"sink" in said or b"card" in said:
            self._ask()

    def _ask(self) -> None:
        self._is_due = self._asking.state() is not QProcess.ProcessState.NotRunning
        if not self._is_due:
            self._asking.start(self._pactl, list(_ASK))

    def _answered(self) -> None:
        plugged = has_headphone(bytes(self._asking.readAllStandardOutput().data()).decode("utf-8", "replace"))
        if plugged is not self._is_plugged and not self._stopped:
            self._is_plugged = plugged
            self.plugged.emit(plugged)
        if self._is_due and not self._stopped:  # something has changed since it was asked
            self._ask()
