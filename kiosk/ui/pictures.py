"""The pictures that QML asks for by address: drawn icons in a colour, and QR codes of public text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer


class Icons(QQuickImageProvider):
    """`image://icon/<name>/<RRGGBB>`: assets/icons/<name>.svg with its currentColor replaced."""

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder

    def requestImage(self, address: str, size: QSize, requested: QSize) -> QImage:
        """The icon, at the size that was asked for."""
        name, _, colour = address.partition("/")
        drawing = (self._folder / f"{name}.svg").read_bytes().replace(b"currentColor", f"#{colour}".encode())
        renderer = QSvgRenderer(QByteArray(drawing))
        natural = renderer.defaultSize()
        wanted = requested if requested.isValid() and not requested.isEmpty() else natural
        image = QImage(wanted, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(image.rect()))
        painter.end()
        return image


class QrCodes(QQuickImageProvider):
    """`image://qr/<name>`: the QR code of one of `texts`, all of them public. A code is made once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._texts = texts
        self._made: dict[str, QImage] = {}

    def make_all(self) -> None:
        """Have every code ready before it is asked for; on any thread."""
        for name in self._texts:
            self._code(name)

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:
        """The code, one pixel a module, enlarged to whole multiples."""
        code = self._code(name)
        side = code.width()
        factor = max(1, requested.width() // side)
        return code.scaled(side * factor, side * factor)

    def _code(self, name: str) -> QImage:
        if name not in self._made:
            import segno  # here: no start waits for it

            modules = [bytes(row) for row in segno.make(self._texts[name], error="l").matrix]
            image = QImage(len(modules), len(modules), QImage.Format.Format_RGB32)
            for y, row in enumerate(modules):
                for x, dark in enumerate(row):
                    image.setPixel(x, y, 0xFF000000 if dark else 0xFFFFFFFF)
            self._made[name] = image
        return self._made[name]
