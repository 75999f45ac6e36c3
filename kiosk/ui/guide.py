"""The guide as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlNamedElement, QmlSingleton

from kiosk.guide import ServicePoint

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1


@QmlNamedElement("Guide")
@QmlSingleton
class GuideModel(QObject):  # type: ignore[operator]
    """Where to go."""

    def __init__(self, points: tuple[ServicePoint, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points = points

    @Slot(str, result="QVariantList")
    def servicePoints(self, language: str) -> list[dict[str, str]]:
        """The service points' `name` and the `way` there, in `language`."""
        return [{"name": point.name(language), "way": point.way(language)} for point in self._points]
