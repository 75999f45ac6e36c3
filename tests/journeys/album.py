"""What a tour left in a folder: pictures, and `tour.json` which tells of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

TOUR_WITHIN_S = 100.0  # of all screens in two languages, on a machine that has other work too


def told(folder: Path) -> list[dict[str, Any]]:
    """The screens of `tour.json`."""
    found = json.loads((folder / "tour.json").read_text("utf-8"))
    assert list(found) == ["screens"]
    screens = found["screens"]
    assert isinstance(screens, list)
    return screens


def texts(folder: Path, picture: str) -> list[str]:
    """What can be read on a picture, wherever its lines break."""
    (screen,) = (screen for screen in told(folder) if screen["file"] == f"{picture}.png")
    return [text["text"].replace("\n", "") for text in screen["texts"]]


def size_of(picture: Path) -> tuple[int, int]:
    """A picture's width and height in pixels; (0, 0) where there is none, or nothing on it but one colour."""
    image = QImage(str(picture))
    if image.isNull():
        return 0, 0
    small = image.scaled(96, 96, mode=Qt.TransformationMode.FastTransformation)
    colours = {small.pixel(x, y) for x in range(96) for y in range(96)}
    return (image.width(), image.height()) if len(colours) > 1 else (0, 0)
