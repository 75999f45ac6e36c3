"""The guide as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlNamedElement, QmlSingleton

from kiosk.guide import ServicePoint
from kiosk.signs import Has, in_line

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1


@QmlNamedElement("Guide")
@QmlSingleton
class GuideModel(QObject):  # type: ignore[operator]
    """Where to go."""

    def __init__(self, points: tuple[ServicePoint, ...], has: Has, parent: QObject | None = None) -> None:
        """`has` says which signs can be drawn."""
        super().__init__(parent)
        self._has = has
        self._points = points

    @Slot(str, result="QVariantList")
    def servicePoints(self, language: str) -> list[dict[str, str]]:
        """The service points' `name` and the `way` there, in `language`."""
        said = ({"name": point.name(language), "way": point.way(language)} for point in self._points)
        return [{what: in_line(text, self._has) for what, text in point.items()} for point in said]
