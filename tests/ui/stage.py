"""The kiosk's real window off-screen, a virtual card in its reader, and a finger that touches what it sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, QPointF, Qt, QTimer
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from emulator.assets import ASSETS
from emulator.card.card import Card
from emulator.cards import find_card, ready_card
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.app import bundled_standings, running
from kiosk.card.in_process import InProcessPort
from kiosk.session.event import Event
from kiosk.session.runner import Runner
from kiosk.settings import Settings
from kiosk.ui.look import Look
from kiosk.ui.projection import View
from kiosk.ui.window import Loop, Screen

WITHIN_MS = 5000


class Stage:
    """One window for the whole run (QML's types are the process's); a new terminal and reader for each visit."""

    def __init__(self, look: Look) -> None:
        self._loop = Loop(monotonic)
        self.screen = Screen(send=self._loop.post, clock=monotonic, look=look, assets=ASSETS)
        self.screen.window.show()
        self._runner: Runner | None = None
        self.slot = Slot("Stage")

    @contextmanager
    def terminal(self, folder: Path) -> Iterator[None]:
        """A terminal at work over an empty reader, its journal in `folder`."""
        self.slot = slot = Slot("Stage")
        settings = Settings(journal=folder / "journal.jsonl")
        with ExitStack() as stack:
            runner = stack.enter_context(
                running(
                    settings,
                    lambda: InProcessPort(slot),
                    self._loop.post,
                    standings=bundled_standings(),
                    observe=self.screen.observe,
                )
            )
            self._runner = runner
            self._loop.drive(runner)
            yield
            self._loop.release()
        self.screen.model.show(View("attract"))

    @contextmanager
    def card(self, name: str) -> Iterator[Insertable]:
        """A bundled card, with a memory that ends with the test."""
        with ready_card(find_card(name), store=None, today=date.today(), random=bytes) as ready:
            assert isinstance(ready, Card)
            yield ready

    def happen(self, event: Event) -> None:
        """Something other than a touch, such as time."""
        self._loop.post(event)

    def shown(self) -> str:
        """The name of the screen that is shown."""
        return str(self.screen.model.property("screen"))

    def digits(self) -> int:
        """How many digits are in."""
        return int(self.screen.model.property("digits"))

    def sees(self, screen: str) -> None:
        """Wait until that screen is shown; fails after five seconds with the one that is."""
        self.until(lambda: self.shown() == screen, f"{screen}, but {self.shown()} is shown")

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Let Qt work until `holds`."""
        wait, end = QEventLoop(), monotonic() + WITHIN_MS / 1000
        look = QTimer(interval=5)
        look.timeout.connect(lambda: wait.quit() if holds() or monotonic() > end else None)
        look.start()
        if not holds():
            wait.exec()
        look.stop()
        assert holds(), what

    def rest(self, ms: int) -> None:
        """Let Qt work for a while: a person's pause between two taps."""
        wait = QEventLoop()
        QTimer.singleShot(ms, wait.quit)
        wait.exec()

    def touch(self, name: str) -> None:
        """A tap in the middle of the control with this text or object name, after a person's pause."""
        self.rest(130)
        self.tap(self.find(name))

    def key(self, digits: str) -> None:
        """Tap these digits on the pad, as fast as a person would."""
        for digit in digits:
            self.rest(35)
            self.tap(self.find(f"key-{digit}"))

    def tap(self, item: QQuickItem) -> None:
        """Press and release, really, at the item's middle."""
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(self.screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)

    def find(self, name: str) -> QQuickItem:
        """The control with this text or object name, on the screen now."""
        self.until(lambda: bool(self._named(name)), f"there is no {name!r} on {self.shown()}")
        return self._named(name)[0]

    def texts(self) -> list[str]:
        """All texts that can be read on the screen now."""
        return [
            str(item.property("text"))
            for item in self.items()
            if item.metaObject().className() == "QQuickText" or item.inherits("QQuickText")
        ]

    def items(self) -> list[QQuickItem]:
        """All visible items."""
        found: list[QQuickItem] = []
        waiting = [self.screen.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                found.append(item)
                waiting.extend(item.childItems())
        return found

    def _named(self, name: str) -> list[QQuickItem]:
        controls = [item for item in self.items() if not item.inherits("QQuickText")]
        return [item for item in controls if name in (item.objectName(), item.property("text"))]
