"""Names and other texts from outside as QML draws them: no empty box, and never another sign."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlNamedElement, QmlSingleton

from kiosk.signs import Has, parts

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1


@QmlNamedElement("Signs")
@QmlSingleton
class SignsModel(QObject):  # type: ignore[operator]
    """What can be drawn."""

    def __init__(self, has: Has, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._has = has

    @Slot(str, result="QVariantList")
    def parts(self, text: str) -> list[dict[str, str]]:
        """The pieces of `text`: each its `text`, and the `code` that is shown instead, "" where it can be drawn."""
        return [{"text": part.text, "code": part.code} for part in parts(text, self._has)]
