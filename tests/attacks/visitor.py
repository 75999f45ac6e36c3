"""The real `kiosk run` with somebody before its window: `python -m tests.attacks.visitor LEAKS TOLD run …`.

Digits come on standard input, each PIN a list of numbers, so that this process has no PIN but what the terminal makes
of them. The present PIN is clicked, the new one touched, and keyed in again. At each PIN screen TOLD gets what can be
read there. At its end the process stands still. LEAKS is what it does wrong on purpose.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest

import emulator.back_office  # noqa: F401  while it is loaded no office answers, and an operator card is in from the start
from kiosk import cli
from kiosk.app.window import run_window
from kiosk.ui import window as ui
from tests.support.stage import Stage
from tests.ui.scene import properties, told

STAFFED = 3  # PINs: two of staff's, and the holder's new one
AFTER_A_SCREEN_S = 0.6  # a touch before that acts on nothing


class Waiting:
    """A clock on which time passes by itself."""

    def advance(self, seconds: float) -> None:
        wait = QEventLoop()
        QTimer.singleShot(int(seconds * 1000) + 1, wait.quit)
        wait.exec()


class Person(Stage):
    """Touches what is seen, as the tests' stage does, on a window that is somebody else's."""

    def __init__(self, screen: ui.Screen, note: Callable[[list[str]], None]) -> None:
        self.screen, self.qt_said, self._way, self._note = screen, [], "click", note
        vars(self)["clock"] = Waiting()
        self._glass = QTest.createTouchDevice()

    def sees(self, screen: str) -> None:
        super().sees(screen)
        self.clock.advance(AFTER_A_SCREEN_S)

    def tap_at(self, point: QPoint) -> None:
        if self._way != "touch":
            return super().tap_at(point)
        for part in ("press", "release"):
            touch: Any = QTest.touchEvent(self.screen.window, self._glass)
            getattr(touch, part)(0, point).commit()
        return None

    def enters(self, pin: list[int], button: str, way: str) -> None:
        """Key a PIN in, digit by digit, and go on."""
        self._way = way
        for digit in pin:
            if self._way == "keys":
                self.press(Qt.Key(Qt.Key.Key_0 + digit))
            else:
                self.clock.advance(0.05)
                self.tap(self.find(f"key-{digit}"))
        self.until(lambda: self.digits() == len(pin), "all digits")
        self._note([self.screen.window.title(), *told(self), *properties(self)])
        if self._way == "keys":
            self.press(Qt.Key.Key_Return)
        else:
            self.touch(button)


def change(person: Person, pins: list[list[int]]) -> None:
    """A change of PIN, from the menu until the card is to be taken."""
    present, new = pins
    person.sees("menu")
    person.until(lambda: person.value("standing") != "asked", "the standing")
    person.touch("修改密码")
    entries = (
        ("present", present, "下一步", "click"),
        ("new", new, "下一步", "touch"),
        ("again", new, "确认修改", "keys"),
    )
    for screen, pin, button, way in entries:
        person.sees(f"pin-{screen}")
        person.enters(pin, button, way)
    person.until(lambda: person.shown() in ("pin-changed", "enabled"), "the change")
    person.clock.advance(2.1)
    person.touch("退卡")
    person.sees("take-card")


def reset(person: Person, pins: list[list[int]]) -> None:
    """A member of staff signs in at the second attempt, and the holder of a locked card keys a new PIN in twice."""
    wrong, staffs, new = pins
    person.sees("staff-sign-in")
    person.until(lambda: person.value("stage") == "pin", "the pad for staff")
    person.enters(wrong, "登录", "click")
    person.until(lambda: person.value("wrong") is True, "that it was wrong")
    person.clock.advance(AFTER_A_SCREEN_S)
    person.enters(staffs, "登录", "keys")
    person.sees("menu")
    person.until(lambda: person.value("standing") != "asked", "the standing")
    person.touch("解锁与重置")
    person.sees("case")
    for choice in ("重置", "持卡人身份证件"):
        person.touch(choice)
    person.until(lambda: person.value("ready") is True, "a case that can be opened")
    person.touch("开始办理")
    person.sees("reset-pin")
    person.enters(new, "下一步", "touch")
    person.until(lambda: person.value("stage") == "again", "the second entry")
    person.clock.advance(AFTER_A_SCREEN_S)
    person.enters(new, "确认重置", "keys")
    person.sees("unlock-done")
    person.clock.advance(2.1)
    person.touch("退卡")
    person.sees("take-card")


LEAKS: dict[str, Callable[[str, Person], object]] = {
    "memory": lambda pin, person: vars(person).setdefault("kept", pin),
    "output": lambda pin, _: logging.getLogger("kiosk").warning("%s", pin),
    "file": lambda pin, _: Path.home().joinpath("kept").write_text(pin),
    # each screen has a title of its own
    "title": lambda pin, person: person.screen.window.windowTitleChanged.connect(
        lambda _: person.screen.window.setTitle(pin)
    ),
}


def main(leaks: str, notes: str, *command: str) -> None:
    """Play it."""
    pins = json.loads(sys.stdin.readline())
    screens: list[ui.Screen] = []

    class Seen(ui.Screen):
        def __init__(self, **parts: Any) -> None:
            super().__init__(**parts)
            screens.append(self)

    def note(texts: list[str]) -> None:
        with Path(notes).open("a", encoding="utf-8") as file:
            file.writelines(f"{text}\n" for text in texts)

    def play() -> None:
        person = Person(screens[0], note)
        for leak in filter(None, leaks.split(",")):
            LEAKS[leak]("".join(map(str, pins[-1])), person)
        try:
            (reset if len(pins) == STAFFED else change)(person, pins)
        except BaseException:  # Qt would say it and go on, and whoever waits would never hear why
            traceback.print_exc()
            os._exit(1)
        os.kill(os.getpid(), signal.SIGSTOP)

    vars(ui)["Screen"] = Seen
    vars(cli)["run_window"] = partial(run_window, shown=lambda: QTimer.singleShot(0, play))
    sys.argv[1:] = command
    cli.main()


if __name__ == "__main__":
    main(*sys.argv[1:])
