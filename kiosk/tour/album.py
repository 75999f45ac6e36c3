"""The pictures of a tour and `tour.json`, which says what is on them in millimetres."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.leaves import leaves
from kiosk.ui.look import Look
from kiosk.ui.measure import scene, without_texts, worst_contrast

_KNOWN_AS = {"pin-not-changed": "outcome-unknown"}  # a screen of the session's that is a variant of another outside

PNG_LEAST_EFFORT = 85  # as Qt counts: half of a tour's time would go into making the files a tenth smaller


class PicturesRefused(Exception):
    """The folder does not take them; the message says which file, and why."""


class Album:
    """One look's pictures in a folder. Raises PicturesRefused."""

    def __init__(self, folder: Path, look: Look) -> None:
        """Creates the folder."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise PicturesRefused(f"{error.filename} is no folder") from error
        except OSError as error:
            raise PicturesRefused(f"{error.filename}: {error.strerror}") from error
        self._folder = folder
        self._look = look
        self._screens: list[dict[str, Any]] = []

    def add(self, screen: str, name: str, state: str, window: QQuickWindow) -> list[Path]:
        """Picture every leaf of what `window` shows: `screen`, in the session's `state`, as `name`.png; their paths."""
        return [
            self._add(screen, name if leaf == 1 else f"{name}-leaf-{leaf}", state, window) for leaf in leaves(window)
        ]

    def _add(self, screen: str, variant: str, state: str, window: QQuickWindow) -> Path:
        path = self._folder / f"{variant}.png"
        picture, behind = window.grabWindow().convertToFormat(QImage.Format.Format_RGB32), without_texts(window)
        if not picture.save(str(path), None, PNG_LEAST_EFFORT):
            raise PicturesRefused(f"{path} can't be written")
        look, measured = self._look, scene(window, self._look.px_per_mm)
        self._screens.append(
            {
                "screen": _KNOWN_AS.get(screen, screen),
                "variant": variant,
                "file": path.name,
                "language": look.language,
                "type": look.type,
                "contrast": look.contrast,
                "width_px": picture.width(),
                "height_px": picture.height(),
                "px_per_mm": look.px_per_mm,
                "state": state,
                "controls": [asdict(control) for control in measured.controls],
                "texts": [
                    {
                        "text": text.text,
                        "capital_mm": text.capital_mm,
                        "contrast_ratio": round(worst_contrast(text, behind), 2),
                    }
                    for text in measured.texts
                ],
            }
        )
        return path

    def close(self) -> Path:
        """Write tour.json; its path."""
        path = self._folder / "tour.json"
        text = json.dumps({"screens": self._screens}, ensure_ascii=False, indent=1) + "\n"
        try:
            path.write_text(text, "utf-8")
        except OSError as error:
            raise PicturesRefused(f"{path}: {error.strerror}") from error
        return path
