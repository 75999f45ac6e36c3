"""Voice guidance: each screen is read when it comes, and what changes on it; staff's never, and of digits none."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.ui.aloud import part_of, parts
from kiosk.ui.model import TerminalModel
from kiosk.ui.voice import VoiceModel
from kiosk.voice.choice import Choice
from kiosk.voice.form import named, sentence, spoken
from kiosk.voice.words import words_in

_ASKS = frozenset(("still-there", "take-card", "card-left-behind"))
SETTLES_MS = 40  # what comes together is read together


class Speech(Protocol):
    """Whoever says it: `kiosk.voice.speaker` is one."""

    def say(self, sentences: tuple[str, ...], language: str, choice: Choice, *, then: bool = False) -> None:
        """These instead of what is being said, or with `then` after it; without any, silence."""
        ...

    def stop(self) -> None:
        """Silence, and forget."""
        ...


class Guidance(QObject):
    """Lives on Qt's thread with the window that it reads; it does nothing while the voice is off."""

    def __init__(self, window: QQuickWindow, terminal: TerminalModel, voice: VoiceModel, speech: Speech) -> None:
        super().__init__(window)
        self._window, self._terminal, self._voice, self._speech = window, terminal, voice, speech
        self._on = voice.choice.on
        self._choice = voice.choice
        self._told: tuple[str, ...] | None = None  # of this page; None before it was read
        self._soon = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._soon.timeout.connect(self._read)
        terminal.pageChanged.connect(self._turn)
        terminal.toldAgain.connect(self._turn)
        terminal.viewChanged.connect(self._look)
        voice.changed.connect(self._changed)
        voice.again.connect(self._turn)
        voice.announced.connect(self._announce)
        window.activeFocusItemChanged.connect(self._focused)
        self._changed()

    def begin(self) -> None:
        """A sentence is heard from now on: whoever listens is there, but does not say so where that is asked."""
        if self._choice.on and self._terminal.view.screen not in _ASKS:
            self._terminal.touched()

    def _changed(self) -> None:
        before, self._choice = self._choice, self._voice.choice
        if not self._choice.on:
            self._soon.stop()
            self._speech.stop()
        elif not before.on or not self._on:
            self._turn()
        elif before.rate != self._choice.rate:
            self._turn()  # so that it is heard what that comes to
        elif before.volume != self._choice.volume:
            self._announce(words_in(self._terminal.look.language).volume.format(self._choice.volume + 1))
        self._on = self._choice.on

    def _turn(self) -> None:
        """Another page: what is said of the one before ends at once."""
        self._told = None
        if self._choice.on:
            self._speech.say((), self._terminal.look.language, self._choice)
            self._soon.start()

    def _look(self) -> None:
        """The same page may tell something else."""
        if self._choice.on and not self._soon.isActive():
            self._soon.start()

    def _read(self) -> None:
        if self._terminal.view.is_staffs:
            return
        language = self._terminal.look.language
        told, now = self._told, spoken(parts(self._window), language)
        self._told = now
        if told is None:
            self._speech.say(now, language, self._choice)
        elif news := tuple(each for each in now if each not in told):
            self._speech.say(news, language, self._choice, then=True)

    def _announce(self, text: str) -> None:
        self._say_at_once(sentence(text, self._terminal.look.language))

    def _focused(self) -> None:
        item: QQuickItem | None = self._window.activeFocusItem()
        if item is not None and item.property("activeFocusOnTab") and not self._soon.isActive():
            part = part_of(item)
            if part is not None:
                self._say_at_once(named(part, self._terminal.look.language))

    def _say_at_once(self, text: str) -> None:
        if self._choice.on and text and not self._terminal.view.is_staffs:
            self._speech.say((text,), self._terminal.look.language, self._choice)
