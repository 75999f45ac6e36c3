"""Which signs the fonts of this machine draw, as Qt finds them: in the house's type face, else in any other."""

from __future__ import annotations

from itertools import chain

from PySide6.QtGui import QFont, QFontMetrics

from kiosk.signs import HANZI, is_drawn
from kiosk.typeface import FAMILY


class Glyphs:
    """The fonts, asked once for each sign; needs Qt's application, and belongs to its thread."""

    def __init__(self) -> None:
        self._fonts = QFontMetrics(QFont(FAMILY))
        self._known: dict[str, bool] = {}

    def has(self, sign: str) -> bool:
        """Whether there is a glyph that is this one sign, or nothing to draw."""
        if sign not in self._known:
            self._known[sign] = is_drawn(sign, self._fonts.inFontUcs4)
        return self._known[sign]

    def hanzi(self) -> int:
        """How many of the Chinese characters of GB 18030-2022 there is a glyph for; takes a sixth of a second."""
        return sum(map(self._fonts.inFontUcs4, chain(*HANZI)))
