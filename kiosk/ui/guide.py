"""Where to go and what to bring: the public knowledge behind the screens, from data files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlNamedElement, QmlSingleton

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ServicePoint:
    """A staffed service point, in both languages, with the way there and its hours."""

    zh: str
    en: str
    how_zh: str
    how_en: str


def service_points(path: Path) -> tuple[ServicePoint, ...]:
    """The service points in a data file, the nearest first. Raises OSError, TOMLDecodeError or TypeError."""
    return tuple(ServicePoint(**point) for point in tomllib.loads(path.read_text("utf-8"))["point"])


def public_text(points: tuple[ServicePoint, ...]) -> str:
    """What the QR code on the screen holds: the service points and what to bring, nothing of anybody's."""
    lines = (f"{point.zh} {point.how_zh}" for point in points)
    return "\n".join(("社保密码解锁、重置", *lines, "请带社会保障卡和本人身份证", "咨询 12333"))


@QmlNamedElement("Guide")
@QmlSingleton
class GuideModel(QObject):  # type: ignore[operator]
    """The guide as QML sees it."""

    def __init__(self, points: tuple[ServicePoint, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points = points

    @Slot(str, result="QVariantList")
    def servicePoints(self, language: str) -> list[dict[str, str]]:
        """The service points' `name` and the `way` there, in `language`."""
        return [
            {"name": point.en, "way": point.how_en} if language == "en" else {"name": point.zh, "way": point.how_zh}
            for point in self._points
        ]
