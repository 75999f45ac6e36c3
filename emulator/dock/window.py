"""The dock's window, beside whatever other windows the process has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from emulator.card.profile import CardProfile
from emulator.dock.model import DockModel
from emulator.dock.readers import DockSlot
from emulator.reader.insertable import Insertable

QML = Path(__file__).parent / "qml"


class Dock:
    """The window with its model, which is handed to QML as a property.

    No singleton is registered: once that is done in a process that has an engine, PySide 6.11 loads no more QML.
    For the same reason a window that does register some must be made before the dock.
    The dock must outlive the threads that talk to its cards, since they tell it what they heard.
    """

    def __init__(
        self, slots: Sequence[DockSlot], profiles: Sequence[CardProfile], make: Callable[[str], Insertable]
    ) -> None:
        """A panel over one slot or two for the cards of `profiles`; `make` gives the one with an id, ready to go in."""
        self.model = DockModel(slots, profiles, make)
        self._engine = QQmlApplicationEngine()
        self.model.setParent(self._engine)  # which, when it goes, lets the window go first
        self._engine.setInitialProperties({"dock": self.model})
        self._engine.load(str(QML / "Dock.qml"))
        (window,) = self._engine.rootObjects()
        assert isinstance(window, QQuickWindow)
        self.window = window

    def show(self, x: int, y: int, height: int) -> None:
        """Put the window on the screen, its upper left corner at `x`, `y`, and `height` pixels high where it can be."""
        self.window.setPosition(x, y)
        self.window.setHeight(max(self.window.minimumHeight(), height))
        self.window.show()
