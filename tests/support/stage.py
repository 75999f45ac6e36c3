"""The kiosk's real window off-screen, a virtual card in its reader, and a finger that touches what it sees."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from emulator import china
from emulator.assets import ASSETS
from emulator.card.card import Card
from emulator.card.profile import CardProfile
from emulator.cards import find_card, ready_card
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.app.at_work import at_work
from kiosk.card.in_process import InProcessPort
from kiosk.card.port import Port
from kiosk.issuer.office import Office
from kiosk.printer.job import PDF
from kiosk.roles.self_service.parts import PARTS as SELF_SERVICE
from kiosk.roles.view import View
from kiosk.session.event import Event
from kiosk.session.reader import Reader
from kiosk.session.runner import Runner
from kiosk.session.state import State
from kiosk.session.visit import is_settled
from kiosk.settings import Settings
from kiosk.tour.walk import TourClock
from kiosk.ui.look import Look
from kiosk.ui.taps import ONE_DIGIT_S, ONE_TAP_S
from kiosk.ui.window import Loop, Screen
from kiosk.voice.choice import Choice
from tests.support.office import bundled_office

WITHIN_MS, QUIET_MS, ANSWERED_WITHIN_MS = 5000, 1000, 200
A_MOMENT_S = 0.01
BETWEEN_TAPS_S = ONE_TAP_S + A_MOMENT_S  # as quick as a person may be
BETWEEN_DIGITS_S = ONE_DIGIT_S + A_MOMENT_S


class Recorded:
    """A voice that says nothing, and keeps what it was to say."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.choice = Choice()
        self.language = ""

    def say(self, sentences: tuple[str, ...], language: str, choice: Choice, *, then: bool = False) -> None:
        self.said.extend(sentences)
        self.language, self.choice = language, choice

    def stop(self) -> None:
        """It is off, or the session has ended."""


def said(text: QQuickItem) -> str:
    """What a text says, wherever its lines break."""
    says = text.property("says")
    return str(text.property("text") if says is None else says)


class Stage:
    """One window for the whole run (QML's types are the process's); a new terminal and reader for each visit.

    Its clock stands still until a test, or a person's pause between two taps, moves it.
    """

    def __init__(self, look: Look) -> None:
        self.clock = TourClock()
        self.qt_said: list[str] = []
        qInstallMessageHandler(self._hear)
        self.loop = Loop(self.clock)
        self.screen = Screen(send=self.loop.post, clock=self.clock, look=look, assets=ASSETS, role=SELF_SERVICE)
        self.speech = Recorded()
        self.guidance = self.screen.give_voice(self.speech, always=False)
        self.screen.window.show()
        self._cards, self._hung = ExitStack(), ExitStack()
        self._runner: Runner[State, Event] | None = None
        self.slot = Slot("Stage")
        self._insert: Callable[[Insertable], None] = self.slot.insert
        self.journal = Path()

    @contextmanager
    def terminal(
        self,
        folder: Path,
        open_port: Callable[[], Port] | None = None,
        insert: Callable[[Insertable], None] | None = None,
        printer: str = PDF,
        open_office: Callable[[], Office] = bundled_office,
    ) -> Iterator[None]:
        """A terminal at work, its journal in `folder`.

        Over an empty reader in this process, or over `open_port`; then `insert` is the hand that puts cards in.
        `open_office` opens the office that it asks.
        """
        self.slot = slot = Slot("Stage")
        self._insert = insert or slot.insert
        self.journal = folder / "journal.jsonl"
        self.qt_said.clear()
        # What hangs is freed before the terminal ends, and that before the cards' memory does.
        with ExitStack() as self._cards, ExitStack() as work, ExitStack() as self._hung:
            runner = work.enter_context(
                at_work(
                    SELF_SERVICE,
                    Settings(
                        journal=self.journal, slips=folder / "slips", outbox=folder / "outbox.sqlite", printer=printer
                    ),
                    {Reader.HOLDER: open_port or (lambda: InProcessPort(slot))},
                    self.loop.post,
                    open_office=open_office,
                    observe=self.screen.observe,
                    clock=self.clock,
                )
            )
            self.loop.drive(runner)
            self._runner = runner
            yield
            self._runner = None
            self.loop.release()
        self.screen.model.show(View("attract"))
        self.screen.model.start_over()

    @contextmanager
    def card(self, name: str) -> Iterator[Card]:
        """A bundled card, with a memory that ends with the test."""
        with ready_card(find_card(name), store=None, today=china.today(), random=os.urandom) as ready:
            assert isinstance(ready, Card)
            yield ready

    def made(self, card: str | CardProfile) -> Insertable:
        """A card by its name or file, with a memory that ends with the test; not in the reader yet."""
        profile = find_card(card) if isinstance(card, str) else card
        return self._cards.enter_context(ready_card(profile, store=None, today=china.today(), random=os.urandom))

    def insert(self, card: str | Insertable) -> Insertable:
        """Put a card in: one of the bundled ones by its name, or any."""
        inserted = self.made(card) if isinstance(card, str) else card
        self._insert(inserted)
        return inserted

    def free_at_end(self, free: Callable[[], object]) -> None:
        """Have a card that hangs let go before the terminal ends."""
        self._hung.callback(free)

    def happen(self, event: Event) -> None:
        """Something other than a touch, such as time."""
        self.loop.post(event)

    def passes(self, seconds: float) -> None:
        """That much time passes without a sign of life; what is due then happens. What is under way is done by then."""
        self._wait(self.knows_all, QUIET_MS)
        self.clock.advance(seconds)
        self.loop.elapse()

    def shown(self) -> str:
        """The name of the screen that is shown."""
        return str(self.screen.model.property("screen"))

    def digits(self) -> int:
        """How many digits are in."""
        return int(self.screen.model.property("digits"))

    def value(self, name: str) -> object:
        """What the screen is given to show under this name; None where there is no such thing."""
        return dict(self.screen.model.property("values")).get(name)

    def look(self) -> tuple[str, str, str]:
        """Language, size of type and contrast."""
        look = self.screen.model.look
        return look.language, look.type, look.contrast

    def sees(self, screen: str) -> None:
        """Wait until that screen is shown; fails after five seconds with the one that is."""
        self.until(lambda: self.shown() == screen, f"{screen}, but {self.shown()} is shown")

    def reads(self, text: str) -> None:
        """Wait until that text is on the screen, wherever its lines break."""
        self.until(lambda: text in [shown.replace("\n", "") for shown in self.texts()], f"{text!r} on {self.shown()}")

    def knows_all(self) -> bool:
        """True where nothing more gets known of the card that is here, if one is, without anybody's doing."""
        visit = SELF_SERVICE.visit_in_front(self._runner.state) if self._runner else None
        return visit is None or is_settled(visit)

    def _has_answers(self) -> bool:
        return self._runner is None or self._runner._works.gateway.due() is None

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Let Qt work until `holds`."""
        self._wait(holds, WITHIN_MS)
        assert holds(), what

    def _wait(self, holds: Callable[[], bool], within_ms: float) -> None:
        wait, end = QEventLoop(), monotonic() + within_ms / 1000
        look = QTimer(interval=2)
        look.timeout.connect(lambda: wait.quit() if holds() or monotonic() > end else None)
        look.start()
        if not holds():
            wait.exec()
        look.stop()

    def rest(self, ms: int) -> None:
        """Let Qt work for a while; the clock stands still meanwhile."""
        wait = QEventLoop()
        QTimer.singleShot(ms, wait.quit)
        wait.exec()

    def settle(self) -> None:
        """Let Qt do what is waiting already, and what that brings about at once."""
        self.rest(8)

    def pause(self) -> None:
        """A person's pause between two touches: no longer than it takes until whatever is on the screen acts.

        In such a pause whoever is there has answered: time that passes in one leap would call them late.
        """
        wait = self.screen.model.acts_in()
        if wait:
            self._wait(self._has_answers, ANSWERED_WITHIN_MS)
        self.clock.advance(max(BETWEEN_TAPS_S, wait + A_MOMENT_S if wait else 0.0))

    def touch(self, name: str) -> None:
        """A tap in the middle of the control with this text or object name, after a person's pause."""
        control = self.find(name)
        self.pause()
        self.tap(control)

    def touch_at(self, point: QPoint) -> None:
        """A tap at this point of the window, after a person's pause."""
        self.pause()
        self.tap_at(point)

    def key(self, digits: str) -> None:
        """Tap these digits on the pad, as fast as a person would."""
        self.clock.advance(BETWEEN_TAPS_S)
        for digit in digits:
            self.clock.advance(BETWEEN_DIGITS_S)
            self.tap(self.find(f"key-{digit}"))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press and release a hardware key, after a person's pause."""
        self.pause()
        QTest.keyClick(self.screen.window, key, modifiers)

    def tap(self, item: QQuickItem) -> None:
        """Press and release, really, at the item's middle."""
        self.tap_at(self.middle(item))

    def tap_at(self, point: QPoint) -> None:
        """Press and release, really, at this point of the window."""
        QTest.mouseClick(self.screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def middle(self, item: QQuickItem) -> QPoint:
        """The item's middle in the window, once all is in its place: nobody touches what was not drawn yet."""
        for waiting in reversed(self.items()):  # what is inside first
            waiting.ensurePolished()
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def find(self, name: str) -> QQuickItem:
        """The control with this text or object name, on the screen now."""
        self.until(lambda: bool(self._named(name)), f"there is no {name!r} on {self.shown()}")
        return self._named(name)[0]

    def texts(self) -> list[str]:
        """All texts that can be read on the screen now."""
        return [said(item) for item in self.items() if item.inherits("QQuickText")]

    def controls(self) -> list[str]:
        """What can be touched on the page now, below the header: names of buttons, in no particular order."""
        page = self.screen.window.findChild(QQuickItem, "stage")
        assert page is not None
        return [
            str(item.property("text"))
            for item in self.items(page)
            if item.property("activeFocusOnTab") or item.metaObject().indexOfSignal("triggered()") >= 0
        ]

    def items(self, top: QQuickItem | None = None, *, hidden: bool = False) -> list[QQuickItem]:
        """All visible items; the hidden ones as well where asked."""
        found: list[QQuickItem] = []
        waiting = [top or self.screen.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if hidden or item.isVisible():
                found.append(item)
                waiting.extend(item.childItems())
        return found

    def _named(self, name: str) -> list[QQuickItem]:
        controls = [item for item in self.items() if not item.inherits("QQuickText")]
        return [item for item in controls if name in (item.objectName(), item.property("text"))]

    def _hear(self, kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        self.qt_said.append(text)
