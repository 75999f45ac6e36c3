"""From a touch to the frame that shows what became of it: pressed, and what the release brings.

Clicks go to the real window, off-screen; a frame counts once it is on the screen and drawn after the change.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPointingDevice
from PySide6.QtQuick import QQuickItem

from kiosk.ui.look import Look
from kiosk.ui.window import application
from tests.benchmarks.child import measured, p99, surroundings
from tests.benchmarks.figure import AtMost, Figure
from tests.support.stage import Stage

TARGET_MS = AtMost(100)
ROUNDS = 15  # of some 36 touches each
WITHIN_MS = 5000
SETTLED_MS = 1000  # the first frame, and what is made ready after it

PRESSED, DOT, SCREEN, LOOK = "press → pressed", "release → dot", "release → screen", "release → look"
Taken = dict[str, list[float]]


def touch(share: float) -> Sequence[Figure]:
    """The 99th percentile and the longest of each kind of reaction, and over all of them."""
    with surroundings() as environment:
        taken: Taken = measured("touch", str(max(3, round(ROUNDS * share))), environment=environment)
    everything = [each for kind in taken.values() for each in kind]
    figures = [Figure(f"touch: p99 of all {len(everything)} reactions", p99(everything), "ms", TARGET_MS)]
    for kind, values in taken.items():
        figures += [Figure(f"touch: {kind}, p99 of {len(values)}", p99(values), "ms", TARGET_MS)]
        figures += [Figure(f"touch: {kind}, longest", max(values), "ms")]
    return figures


class Finger:
    """Touches the stage's window, and measures."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._window = stage.screen.window
        self._changed: Callable[[], bool] | None = None
        self._drawn = False
        self._shown_at: float | None = None
        self._wait = QEventLoop()
        self._too_long = QTimer(interval=WITHIN_MS, singleShot=True)
        self._too_long.timeout.connect(self._wait.quit)
        self._window.beforeSynchronizing.connect(self._drawing, Qt.ConnectionType.DirectConnection)
        self._window.frameSwapped.connect(self._swapped, Qt.ConnectionType.DirectConnection)
        self.taken: Taken = {PRESSED: [], DOT: [], SCREEN: [], LOOK: []}

    def dot(self, name: str) -> None:
        """Touch a key of the pad."""
        before = self._stage.digits()
        self._touch(name, DOT, lambda: self._stage.digits() != before)

    def screen(self, name: str, screen: str) -> None:
        """Touch what leads to `screen`."""
        self._touch(name, SCREEN, lambda: self._stage.shown() == screen and self._page_is_seen())

    def look(self, name: str) -> None:
        """Touch what changes language, type or contrast."""
        before = self._stage.look()
        self._touch(name, LOOK, lambda: self._stage.look() != before)

    def _touch(self, name: str, kind: str, changed: Callable[[], bool]) -> None:
        item = self._stage.find(name)
        self._stage.until(self._stage.knows_all, "what is under way in a person's half second")
        self._stage.pause()
        middle = QPointF(self._stage.middle(item))
        self.taken[PRESSED].append(self._reaction(QEvent.Type.MouseButtonPress, middle, lambda: True))
        self.taken[kind].append(self._reaction(QEvent.Type.MouseButtonRelease, middle, changed))

    def _reaction(self, kind: QEvent.Type, at: QPointF, changed: Callable[[], bool]) -> float:
        """Milliseconds until a frame that was drawn after `changed` is on the screen."""
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        held = left if kind is QEvent.Type.MouseButtonPress else none
        modifiers = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, at, at, left, held, modifiers, QPointingDevice.primaryPointingDevice())
        start = perf_counter()
        QCoreApplication.sendEvent(self._window, event)
        self._expect(changed)
        self._too_long.start()
        self._wait.exec()
        self._too_long.stop()
        assert self._shown_at is not None, f"nothing was seen within {WITHIN_MS} ms on {self._stage.shown()}"
        return (self._shown_at - start) * 1000

    def _expect(self, changed: Callable[[], bool]) -> None:
        self._changed, self._drawn, self._shown_at = changed, False, None

    def _drawing(self) -> None:
        self._drawn = self._changed is not None and self._changed()

    def _swapped(self) -> None:
        if self._drawn:
            self._shown_at, self._changed, self._drawn = perf_counter(), None, False
            self._wait.quit()

    def _page_is_seen(self) -> bool:
        """Not in the first, fully transparent, frame of a new screen."""
        loader = self._stage.screen.window.findChild(QQuickItem, "stage")
        page = loader.property("item") if loader is not None else None
        return isinstance(page, QQuickItem) and page.opacity() > 0


def _round(stage: Stage, finger: Finger) -> None:
    _choices(finger)
    stage.insert("normal")
    stage.sees("menu")
    finger.screen("查询状态", "standing")
    finger.screen("返回", "menu")
    finger.screen("解锁与重置", "unlock-explained")
    _choices(finger)
    finger.screen("返回", "menu")
    finger.screen("修改密码", "pin-present")
    for key in "1357":
        finger.dot(f"key-{key}")
    _choices(finger)
    for key in ("9", "delete", "clear", *"135790"):
        finger.dot(f"key-{key}")
    finger.screen("下一步", "pin-new")
    for key in "624815":
        finger.dot(f"key-{key}")
    finger.screen("下一步", "pin-again")
    finger.screen("退卡", "take-card")
    stage.slot.remove()
    stage.sees("attract")


def _choices(finger: Finger) -> None:
    for name in ("大字", "特大字", "标准字", "高对比", "标准", "English", "中文"):
        finger.look(name)


def main(rounds: int) -> Taken:
    """Milliseconds of each reaction, by its kind."""
    qt = application()
    stage = Stage(Look(terminal="610100-0001"))
    finger = Finger(stage)
    stage.screen.warm()
    stage.rest(SETTLED_MS)
    with tempfile.TemporaryDirectory() as folder, stage.terminal(Path(folder)):
        for _ in range(rounds):
            _round(stage, finger)
    stage.screen.close()
    qt.shutdown()
    return finger.taken


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
