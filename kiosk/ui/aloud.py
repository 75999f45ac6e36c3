"""What is on the screen for somebody who does not see it: read from the live scene, as assistive technology is told it.

So no screen is without a spoken form, and nothing that is hidden has one.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.voice.part import Choice, Heading, Pad, Part, Text, Way

_KEY = "key"  # the role of what is on the pad
_ROLE = QAccessible.Role


def parts(window: QQuickWindow) -> tuple[Part, ...]:
    """Of the screen alone: what stands above and below it is the same everywhere, and may name the staff."""
    stage: QQuickItem | None = window.findChild(QQuickItem, "stage")
    root = _interface(window)
    return tuple(_parts(root, stage)) if root is not None and stage is not None else ()


def part_of(item: QQuickItem) -> Part | None:
    """What an item is, None where it is nothing that is told."""
    interface = _interface(item)
    return None if interface is None else _part(interface, interface.text(QAccessible.Text.Name))


def _interface(thing: QObject) -> QAccessibleInterface | None:
    return QAccessible.queryAccessibleInterface(thing)


def _parts(interface: QAccessibleInterface, stage: QQuickItem) -> Iterator[Part]:
    for index in range(interface.childCount()):
        child: QAccessibleInterface | None = interface.child(index)
        if child is None or child.state().invisible:
            continue
        item = child.object()
        if isinstance(item, QQuickItem) and stage.isAncestorOf(item) and item.property("role") != _KEY:
            part = _part(child, child.text(QAccessible.Text.Name))
            if part is not None:
                yield part
        yield from _parts(child, stage)


def _part(interface: QAccessibleInterface, name: str) -> Part | None:
    if not name:
        return None
    role, hint = interface.role(), interface.text(QAccessible.Text.Description)
    if role == _ROLE.Heading:
        return Heading(name)
    if role == _ROLE.StaticText:
        return Text(name)
    if role == _ROLE.Button:
        return Way(name, hint, can=not interface.state().disabled)
    if role in (_ROLE.RadioButton, _ROLE.CheckBox):
        return Choice(name, bool(interface.state().checked), hint)
    return Pad() if role == _ROLE.Grouping and interface.object().objectName() == "pad" else None
