"""Whether a control can be told from what is around it: the contrast of its edge or fill, from the pixels."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage

from kiosk.ui.measure import ratio

OUT_MM, IN_MM = 0.8, 1.6  # so far outside is its surroundings; so far inside its edge is looked for
POINTS = 7  # of each side
FAINT = 0.25  # of its points may be fainter: a rounded corner begins somewhere


def edge_contrast(box: QRectF, radius: float, picture: QImage, px_per_mm: float) -> float | None:
    """The contrast (1–21) of a control at `box` (pixels, corners rounded by `radius`) on its faintest side.

    None where no side of it is on the picture.
    """
    sides = [_side(points, inwards, picture, px_per_mm) for points, inwards in _sides(box, radius)]
    return min((side for side in sides if side is not None), default=None)


def _sides(box: QRectF, radius: float) -> list[tuple[list[tuple[float, float]], tuple[int, int]]]:
    """Points on the straight part of each side, and which way is in."""
    across = [box.left() + radius + (box.width() - 2 * radius) * share for share in _shares()]
    down = [box.top() + radius + (box.height() - 2 * radius) * share for share in _shares()]
    return [
        ([(x, box.top()) for x in across], (0, 1)),
        ([(x, box.bottom()) for x in across], (0, -1)),
        ([(box.left(), y) for y in down], (1, 0)),
        ([(box.right(), y) for y in down], (-1, 0)),
    ]


def _shares() -> list[float]:
    return [(point + 0.5) / POINTS for point in range(POINTS)]


def _side(
    points: list[tuple[float, float]], inwards: tuple[int, int], picture: QImage, px_per_mm: float
) -> float | None:
    found = sorted(contrast for x, y in points if (contrast := _at(x, y, inwards, picture, px_per_mm)) is not None)
    return found[int(len(found) * FAINT)] if found else None


def _at(x: float, y: float, inwards: tuple[int, int], picture: QImage, px_per_mm: float) -> float | None:
    """The best contrast of what lies across the edge there with what is just outside of it."""
    across, down = inwards
    steps = range(-round(OUT_MM * px_per_mm), round(IN_MM * px_per_mm) + 1)
    places = [(int(x) + across * step, int(y) + down * step) for step in steps]
    if not all(picture.valid(*place) for place in places):
        return None
    colours = [picture.pixel(*place) for place in places]
    return max(_ratio(colour, colours[0]) for colour in set(colours))


@cache
def _ratio(one: int, other: int) -> float:
    return ratio(QColor(one), QColor(other))
