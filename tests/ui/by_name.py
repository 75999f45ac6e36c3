"""A person who uses assistive technology: presses what has a name, and knows nothing else of the screen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem

from tests.support.stage import Stage

PRESSED = {
    QAccessible.Role.Button: "Press",
    QAccessible.Role.RadioButton: "Toggle",
    QAccessible.Role.CheckBox: "Toggle",
}


def there(stage: Stage) -> list[QAccessibleInterface]:
    """All that is told of the window and can be seen, in the order in which it is read."""
    root = _of(stage.screen.window)
    assert root is not None
    return list(_below(root))


def names(stage: Stage, role: QAccessible.Role) -> list[str]:
    """The names of all that has this role."""
    return [each.text(QAccessible.Text.Name) for each in there(stage) if each.role() == role]


def press(stage: Stage, name: str) -> None:
    """The one control of that name, after a person's pause, once it can be pressed."""
    stage.until(lambda: len(_controls(stage, name)) == 1, f"one {name!r} on {stage.shown()}")
    stage.pause()
    (control,) = _controls(stage, name)
    actions = control.actionInterface()
    actions.doAction(PRESSED[control.role()])


def key(stage: Stage, digits: str) -> None:
    """On the pad, by the keys' names."""
    for digit in digits:
        press(stage, digit)


def _controls(stage: Stage, name: str) -> list[QAccessibleInterface]:
    named = (each for each in there(stage) if each.text(QAccessible.Text.Name) == name)
    return [each for each in named if each.role() in PRESSED and not each.state().disabled]


def _below(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    for index in range(interface.childCount()):
        child: QAccessibleInterface | None = interface.child(index)
        if child is not None and not child.state().invisible:
            yield child
            yield from _below(child)


def _of(thing: QObject | QQuickItem) -> QAccessibleInterface | None:
    return QAccessible.queryAccessibleInterface(thing)
