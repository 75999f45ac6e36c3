"""The leaves of what a window shows, one after another: what found no room on the first is on the next."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtQuick import QQuickItem, QQuickWindow


def leaves(window: QQuickWindow) -> Iterator[int]:
    """Show each leaf, and give its number, from 1 on; the first is shown again at the end.

    Whoever looks at one has it drawn before, by a grab: only then everything is in its place.
    """
    turned, number = _leafed(window), 1
    if turned is not None:
        turned.setProperty("leaf", 0)
    yield 1
    turned = _leafed(window)
    while turned is not None and number < int(turned.property("count")):
        turned.setProperty("leaf", number)
        number += 1
        yield number
        turned = _leafed(window)
    if turned is not None:
        turned.setProperty("leaf", 0)


def _leafed(window: QQuickWindow) -> QQuickItem | None:
    """The item that is leafed through, if there is one; see Leaves.qml."""
    waiting = [window.contentItem()]
    while waiting:
        item = waiting.pop()
        if item.isVisible():
            if item.inherits("Leaves") or item.metaObject().className().startswith("Leaves_"):
                return item
            waiting.extend(item.childItems())
    return None
