"""Everything that the window holds in text, shown or not: items with their properties, title, assistive technology."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQml import QQmlListReference

from tests.support.stage import Stage

_TEXTS = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Value,
    QAccessible.Text.Help,
    QAccessible.Text.Accelerator,
)
_IN_TEXT = ("QString", "QVariant", "QJSValue", "QVariantMap", "QVariantList", "QUrl")


def everything(stage: Stage) -> list[str]:
    """All of it."""
    return [*properties(stage), stage.screen.window.title(), *told(stage), *stage.qt_said]


def properties(stage: Stage) -> Iterator[str]:
    """Every property in text of every item, visible or not, and of the model."""
    yield from _properties_of(stage.screen.model)
    for item in stage.items(hidden=True):
        yield from _properties_of(item)


def told(stage: Stage) -> list[str]:
    """What assistive technology can be told of the window and everything in it."""
    root = QAccessible.queryAccessibleInterface(stage.screen.window)
    assert root is not None
    return list(_told_of(root))


def _properties_of(thing: QObject) -> Iterator[str]:
    kind = thing.metaObject()
    for index in range(kind.propertyCount()):
        declared = kind.property(index)
        if str(declared.typeName()) in _IN_TEXT:
            value = thing.property(str(declared.name()))
            if not isinstance(value, QQmlListReference):  # of items, each of which is looked at by itself
                yield str(value.toVariant() if hasattr(value, "toVariant") else value)


def _told_of(interface: QAccessibleInterface) -> Iterator[str]:
    for text in _TEXTS:
        yield interface.text(text)
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child is not None:
            yield from _told_of(child)
