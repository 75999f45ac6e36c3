"""The voice as QML sees it: whether it speaks, how loud and how fast, and what is to be announced."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlNamedElement, QmlSingleton

from kiosk.ui.model import TerminalModel
from kiosk.voice.choice import Choice

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1


@QmlNamedElement("Voice")
@QmlSingleton
class VoiceModel(QObject):  # type: ignore[operator]
    """What was chosen of it. Of the next person nothing is left: it is as loud as usual, and as silent."""

    changed = Signal()
    again = Signal()
    announced = Signal(str)

    def __init__(self, terminal: TerminalModel, parent: QObject | None = None) -> None:
        """`terminal` says which touches count."""
        super().__init__(parent)
        self._terminal = terminal
        self._offered = self._always = self._missing = False
        self._choice = Choice()
        terminal.startedOver.connect(self._start_over)

    @property
    def choice(self) -> Choice:
        """As it is now."""
        return self._choice

    def offer(self, *, always: bool) -> None:
        """There may be a voice, and `always`: it speaks to everybody, until somebody silences it."""
        self._offered, self._always = True, always
        self._choose(Choice(on=always))

    def plug(self, plugged: bool) -> None:
        """A headphone is there, or no longer. The next person has it as well."""
        if self._offered:
            self._always = plugged
            self._missing = False
            self._choose(Choice(on=plugged, volume=self._choice.volume, rate=self._choice.rate))

    def fail(self) -> None:
        """This machine has no voice. The next person may ask for it again."""
        self._missing = True
        self._choose(Choice())

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether there may be a voice at all."""
        return self._offered

    @Property(bool, notify=changed)
    def on(self) -> bool:
        """Whether it speaks."""
        return self._choice.on

    @Property(bool, notify=changed)
    def missing(self) -> bool:
        """It was asked for, and this machine has none."""
        return self._missing

    @Property(int, notify=changed)
    def volume(self) -> int:
        """From 1."""
        return self._choice.volume + 1

    @Property(int, notify=changed)
    def rate(self) -> int:
        """From 1."""
        return self._choice.rate + 1

    @Slot(bool)
    def switch(self, on: bool) -> None:
        """Speak, or be silent."""
        if self._offered and self._terminal.is_tap_that_stays():
            self._missing = False
            self._choose(Choice(on=on))
            self._terminal.moved()

    @Slot()
    def repeat(self) -> None:
        """Say the screen once more."""
        if self._terminal.is_tap_that_stays():
            self.again.emit()

    @Slot()
    def louder(self) -> None:
        """Another volume."""
        if self._terminal.is_tap_that_stays():
            self._choose(self._choice.louder())

    @Slot()
    def faster(self) -> None:
        """Another speed."""
        if self._terminal.is_tap_that_stays():
            self._choose(self._choice.faster())

    @Slot(str)
    def announce(self, text: str) -> None:
        """Say this instead of what is being said."""
        self.announced.emit(text)

    def _choose(self, choice: Choice) -> None:
        self._choice = choice
        self.changed.emit()

    def _start_over(self) -> None:
        self._missing = False
        self._choose(Choice(on=self._always and self._offered))
