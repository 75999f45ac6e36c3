"""Where to go and what to bring: the public knowledge that screen and slip share, from data files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ServicePoint:
    """A staffed service point, in both languages, with the way there and its hours."""

    zh: str
    en: str
    how_zh: str
    how_en: str

    def name(self, language: str) -> str:
        """Its name; `language` "zh_CN" or "en"."""
        return self.en if language == "en" else self.zh

    def way(self, language: str) -> str:
        """The way there and its hours; `language` "zh_CN" or "en"."""
        return self.how_en if language == "en" else self.how_zh


def service_points(path: Path) -> tuple[ServicePoint, ...]:
    """The service points in a data file, the nearest first. Raises OSError, TOMLDecodeError or TypeError."""
    return tuple(ServicePoint(**point) for point in tomllib.loads(path.read_text("utf-8"))["point"])


def public_text(points: tuple[ServicePoint, ...], language: str = "zh_CN") -> str:
    """What a QR code holds: the service points and what to bring, nothing of anybody's."""
    first, bring, ask = _QR_EN if language == "en" else _QR_ZH
    return "\n".join((first, *(f"{point.name(language)} {point.way(language)}" for point in points), bring, ask))


_QR_ZH = ("社保密码解锁、重置", "请带社会保障卡和本人身份证", "咨询 12333")
_QR_EN = ("Unlock or reset a social security PIN", "Bring the social security card and your ID card", "Ask 12333")
