"""Where to go and what to bring: the public knowledge that screen and slip share, from data files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kiosk.bring import BRING, IDENTITY_DOCUMENTS
from kiosk.errand import ASK, ERRANDS, Errand

CODE_BYTES = 718  # what a code holds that a phone still reads off a screen, at the least correction
CODE_MODULES = 89  # a side, of such a code


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


def public_text(errand: Errand, points: tuple[ServicePoint, ...], language: str) -> str:
    """What a QR code holds in `language`: the errand, the service points, what to bring; nothing of anybody's.

    Of the service points the nearest ones, as many as a code has room for that a phone still reads off a screen.
    """
    words = _QR_EN if language == "en" else _QR_ZH
    lines = [
        ERRANDS[errand].name.by(language),
        words.bring,
        *(
            f"· {case.name.by(language)}{words.colon}{words.comma.join(case.listed(language))}"
            for case in BRING.values()
        ),
        IDENTITY_DOCUMENTS.by(language),
        ASK.by(language),
    ]
    nearest = (f"{point.name(language)}{words.gap}{point.way(language)}" for point in points)
    for place, line in enumerate(nearest, 1):
        longer = [*lines[:place], f"{place}. {line}", *lines[place:]]
        if len("\n".join(longer).encode()) > CODE_BYTES:
            break
        lines = longer
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Words:
    bring: str
    colon: str
    comma: str
    gap: str


_QR_ZH = _Words("请带社会保障卡，还有", "：", "、", "，")
_QR_EN = _Words("Bring the social security card, and", ": ", ", ", ", ")
