"""A dock over empty readers, the hand that clicks on it, and a host at each reader."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from threading import Thread

from PySide6.QtCore import QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from emulator.card.profile import CardProfile
from emulator.cards import bundled_cards, ready_card
from emulator.dock.readers import DockSlot, Whose
from emulator.dock.window import Dock
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from emulator.refusal import CardRefused

REFUSED = "sealed"  # the one card that can't be made
SELECT = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"
ASK = "00200000"
WRONG, RIGHT = "0020000003909091", "0020000003135790"
CHANGE = "805E010007135790FF624815"


class Desk:
    """A dock with an empty reader for each of `whose`. An item has a name, or a path: "reader-1/pull"."""

    def __init__(self, *whose: Whose) -> None:
        self.slots = [Slot(one.title) for one in whose]
        self.made: list[str] = []
        self.profiles = {profile.card.id: profile for profile in bundled_cards()}
        readers = [DockSlot(slot, one) for slot, one in zip(self.slots, whose, strict=True)]
        self.dock = Dock(readers, list(self.profiles.values()), self._make)
        self.dock.show(40, 60, 860)
        wait_until(self.dock.window.isExposed)

    @property
    def slot(self) -> Slot:
        """The slot of the first reader."""
        return self.slots[0]

    def click(self, name: str) -> None:
        """Click in the middle of a control."""
        if name.startswith("card-"):  # there are more cards than the list has room for
            self._scroll_to(name.removeprefix("card-").removesuffix("-0").removesuffix("-1"))
        item = self.item(name)
        centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        QTest.mouseClick(
            self.dock.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*_whole(centre))
        )

    def item(self, name: str) -> QQuickItem:
        """The item with this name, or at the end of this path."""
        item = self.dock.window.contentItem()
        for step in name.split("/"):
            item = found(item, step)
        return item

    def says(self, name: str) -> str:
        """The text on an item."""
        return str(self.item(name).property("text"))

    def exchange(self, *commands: str, reader: int = 0) -> list[str]:
        """What a host hears, from a thread of its own; the dock has heard it too afterwards."""
        answers: list[str] = []
        host = Thread(target=lambda: answers.extend(_hear(self.slots[reader], command) for command in commands))
        host.start()
        wait_until(lambda: not host.is_alive())
        settle()
        return answers

    def lines(self, name: str = "exchanges") -> list[str]:
        """The lines in a list of exchanges."""
        lines = self.item(name).property("model")
        return [str(line) for line in (lines.toVariant() if hasattr(lines, "toVariant") else lines)]

    def _scroll_to(self, card: str) -> None:
        cards = self.item("cards")
        least, room = 0.0, float(cards.property("contentHeight")) - cards.height()
        row = float(cards.property("contentHeight")) / len(self.profiles) * list(self.profiles).index(card)
        cards.setProperty("contentY", max(least, min(row, room)))

    def _make(self, card_id: str) -> Insertable:
        if card_id == REFUSED:
            raise CardRefused(f"card {card_id}: its file is not right")
        self.made.append(card_id)
        return card_of(self.profiles[card_id])


def card_of(profile: CardProfile) -> Insertable:
    """The card of `profile`; its memory lives as long as it."""
    with ready_card(profile, store=None, today=date(2026, 11, 22), random=os.urandom) as ready:
        return ready


def found(item: QQuickItem, name: str) -> QQuickItem:
    """The item in `item` with the object name `name`."""
    queue = [item]
    while queue:
        candidate = queue.pop()
        if candidate.objectName() == name:
            return candidate
        queue.extend(candidate.childItems())
    raise AssertionError(f"there is no {name}")


def settle() -> None:
    """Let everything that is queued for Qt's thread by now run."""
    loop = QEventLoop()
    QTimer.singleShot(0, loop, loop.quit)
    loop.exec()


def wait_until(holds: Callable[[], bool], deadline_ms: int = 5000) -> None:
    """Run Qt until `holds`; an AssertionError after `deadline_ms`."""
    if holds():
        return
    loop, owner = QEventLoop(), QObject()
    tick, deadline = QTimer(owner), QTimer(owner)
    tick.timeout.connect(lambda: loop.quit() if holds() else None)
    deadline.setSingleShot(True)
    deadline.timeout.connect(loop.quit)
    tick.start(5)
    deadline.start(deadline_ms)
    loop.exec()
    tick.stop()
    deadline.stop()
    assert holds()


def _whole(point: QPointF) -> tuple[int, int]:
    return round(point.x()), round(point.y())


def _hear(slot: Slot, command: str) -> str:
    response = slot.transmit(slot.look().changes, bytes.fromhex(command))
    return "" if response is None else response.hex().upper()
