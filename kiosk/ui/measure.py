"""What is really on the window: controls and texts in millimetres, measured from the live scene, not from the theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow


@dataclass(frozen=True, slots=True)
class Control:
    """Something to touch: `role` "button" or "key", its place and size in mm from the window's upper left corner."""

    name: str
    role: str
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Writing:
    """A text, the height of its capitals in mm, and where its lines are: `box` in mm, `pixels` in the window's.

    `ink` is where its letters are, a rectangle a line, in pixels: a line has air above and below them.
    """

    text: str
    capital_mm: float
    colour: QColor  # as declared, with the opacity of all that it is in
    pixels: QRectF
    ink: tuple[QRectF, ...]
    box: QRectF
    clipped: bool  # shortened by its own element, or beyond the window


@dataclass(frozen=True, slots=True)
class Scene:
    """What is on the window, from top to bottom."""

    controls: tuple[Control, ...]
    texts: tuple[Writing, ...]
    pictures: tuple[QRectF, ...]  # icons and codes, in mm


def scene(window: QQuickWindow, px_per_mm: float) -> Scene:
    """Measure what `window` shows now."""
    whole = QRectF(0, 0, window.width(), window.height())
    items = list(_visible(window.contentItem(), 1.0))
    return Scene(
        tuple(_control(item, px_per_mm) for item, _ in items if item.property("role") in ("button", "key")),
        tuple(_writing(item, opacity, whole, px_per_mm) for item, opacity in items if _is_text(item)),
        tuple(_box(item, px_per_mm) for item, _ in items if item.inherits("QQuickImage")),
    )


def without_texts(window: QQuickWindow) -> QImage:
    """A picture of `window` with all its texts transparent (RGB32)."""
    texts = [(item, item.opacity()) for item, _ in _visible(window.contentItem(), 1.0) if _is_text(item)]
    for item, _ in texts:
        item.setOpacity(0)
    behind = window.grabWindow()
    for item, opacity in texts:
        item.setOpacity(opacity)
    return behind.convertToFormat(QImage.Format.Format_RGB32)


def worst_contrast(text: Writing, behind: QImage) -> float:
    """The least contrast ratio (WCAG 2, 1–21) of a text against any pixel that is behind its letters."""
    ink = text.colour.rgba()
    colours = {colour for line in text.ink for colour in colours_in(behind, line)}
    return min((_contrast(ink, colour) for colour in colours), default=1.0)


def colours_in(picture: QImage, part: QRectF) -> set[int]:
    """The colours that `picture` (RGB32) has in a part of it, as 0xFFRRGGBB."""
    seen = picture.copy(part.toAlignedRect() & picture.rect())  # has to outlive what looks into it
    return set(memoryview(seen.constBits()).cast("I")) if not seen.isNull() else set()


@cache
def _contrast(ink: int, paper: int) -> float:
    return ratio(_over(QColor.fromRgba(ink), QColor(paper)), QColor(paper))


def _visible(item: QQuickItem, opacity: float) -> Iterator[tuple[QQuickItem, float]]:
    """The items that can be seen at and below `item`, each with its opacity, in the order of their height."""
    opacity *= item.opacity()
    if not item.isVisible() or opacity == 0:
        return
    yield item, opacity
    for child in sorted(item.childItems(), key=lambda child: child.y()):
        yield from _visible(child, opacity)


def _is_text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText") and bool(item.property("text"))


def _control(item: QQuickItem, px_per_mm: float) -> Control:
    box = _box(item, px_per_mm)
    edges = (box.x(), box.y(), box.width(), box.height())
    name = item.property("label") or item.property("text") or item.property("name")
    return Control(str(name), str(item.property("role")), *(round(edge, 3) for edge in edges))


def _box(item: QQuickItem, px_per_mm: float) -> QRectF:
    return _in_mm(item.mapRectToScene(QRectF(0, 0, item.width(), item.height())), px_per_mm)


def _in_mm(pixels: QRectF, px_per_mm: float) -> QRectF:
    return QRectF(*(edge / px_per_mm for edge in (pixels.x(), pixels.y(), pixels.width(), pixels.height())))


def _writing(item: QQuickItem, opacity: float, whole: QRectF, px_per_mm: float) -> Writing:
    scale = item.mapRectToScene(QRectF(0, 0, 1, 1)).height()
    pixels = item.mapRectToScene(_painted(item))
    colour = QColor(item.property("color"))
    colour.setAlphaF(colour.alphaF() * opacity)
    return Writing(
        text=str(item.property("text")),
        capital_mm=round(QFontMetricsF(item.property("font")).capHeight() * scale / px_per_mm, 3),
        colour=colour,
        pixels=pixels,
        ink=tuple(item.mapRectToScene(line) for line in _lines(item)),
        box=_in_mm(pixels, px_per_mm),
        clipped=bool(item.property("truncated")) or not whole.contains(pixels),
    )


def _painted(item: QQuickItem) -> QRectF:
    """Where the text's lines are, which may be less or more than its item."""
    inset, width, height = (float(item.property(name)) for name in ("inset", "contentWidth", "contentHeight"))
    return QRectF(inset, 0, width, height)


def _lines(item: QQuickItem) -> Iterator[QRectF]:
    """Where the letters of each line are."""
    box, count, font = _painted(item), int(item.property("lineCount")), QFontMetricsF(item.property("font"))
    letters, apart = font.tightBoundingRect(str(item.property("text"))), box.height() / max(1, count)
    for line in range(count):
        baseline = item.baselineOffset() + line * apart
        yield QRectF(box.x(), baseline + letters.top(), box.width(), letters.height())


def _over(ink: QColor, paper: QColor) -> QColor:
    share = ink.alphaF()
    return QColor.fromRgbF(*(i * share + p * (1 - share) for i, p in zip(_rgb(ink), _rgb(paper), strict=True)))


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def ratio(one: QColor, other: QColor) -> float:
    """The contrast ratio of two opaque colours (WCAG 2, 1–21)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
