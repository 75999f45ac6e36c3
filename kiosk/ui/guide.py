"""The guide as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlNamedElement, QmlSingleton

from kiosk.bring import BRING, IDENTITY_DOCUMENTS
from kiosk.errand import ERRANDS, Errand
from kiosk.guide import CODE_MODULES, ServicePoint
from kiosk.signs import Has, in_line

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1


@QmlNamedElement("Guide")
@QmlSingleton
class GuideModel(QObject):  # type: ignore[operator]
    """Where to go, and with what. Languages are "zh_CN" or "en"."""

    def __init__(self, points: tuple[ServicePoint, ...], has: Has, parent: QObject | None = None) -> None:
        """`has` says which signs can be drawn."""
        super().__init__(parent)
        self._has = has
        self._points = points

    @Slot(result=int)
    def codeModules(self) -> int:
        """How many modules a side a QR code has at the most, without the white around it."""
        return CODE_MODULES

    @Slot(str, result="QVariantList")
    def servicePoints(self, language: str) -> list[dict[str, str]]:
        """The service points' `name` and the `way` there, in `language`."""
        said = ({"name": point.name(language), "way": point.way(language)} for point in self._points)
        return [{what: in_line(text, self._has) for what, text in point.items()} for point in said]

    @Slot(str, str, result=str)
    def lead(self, errand: str, language: str) -> str:
        """What is to be known before somebody goes there for the errand."""
        return ERRANDS[Errand(errand)].lead.by(language)

    @Slot(bool, str, result="QVariantList")
    def bring(self, reset: bool, language: str) -> list[dict[str, object]]:
        """Each case of who comes: its `id`, its `name`, and `documents`, the lines of what to bring.

        With `reset`, the last line says who keys in the new PIN where that is not the holder.
        """
        return [
            {"id": who.value, "name": case.name.by(language), "documents": case.listed(language, reset=reset)}
            for who, case in BRING.items()
        ]

    @Slot(str, result=str)
    def identityDocuments(self, language: str) -> str:
        """What counts as one."""
        return IDENTITY_DOCUMENTS.by(language)
