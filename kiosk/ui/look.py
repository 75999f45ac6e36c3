"""How the screen is shown: language, size of type, contrast, and the screen's own measures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot

LANGUAGES = ("zh_CN", "en")
TYPES = ("standard", "larger", "largest")
CONTRASTS = ("standard", "high")
SLOTS = ("below", "right", "left")

# The screens that are common in halls: 21.5 inches for the first two, 19 inches for the third.
PX_PER_MM = {(1080, 1920): 4.03, (1920, 1080): 4.03, (1280, 1024): 3.40}
HALL = (1080, 1920)
DESK = (1280, 1024)
SMALLEST, LARGEST = 640, 7680  # pixels a side: what is asked for; the largest screens there are
MM_PER_INCH = 25.4
USUAL_INCHES = 21.5
LEAST_MM = (267.9, 218.0)  # across and down, what every screen finds room in
PX_PER_MM_LEAST, PX_PER_MM_MOST = 1.5, 16.0  # a wall of 60 inches in VGA, and a telephone's screen
REACH_MM = 1220.0  # above the floor, what somebody in a wheelchair reaches (EN 301 549 8.3, Section 508 407.8)
LOWEST_MM = 218.0  # the height that every screen has to find room in
EDGE_MM = 2.0  # what is drawn stays that far below


def px_per_mm(width: int, height: int, inches: float = 0.0, told_mm: tuple[float, float] = (0.0, 0.0)) -> float:
    """Pixels in what is drawn as a millimetre on a screen of `width` × `height` pixels.

    By its diagonal of `inches`, 0 where the settings don't say; else by the usual size of so many pixels; else by what
    the screen tells of itself, `told_mm`; else as a screen of 21.5 inches. Smaller than true where a screen has not
    LEAST_MM: everything finds room.
    """
    diagonal, told = hypot(width, height), hypot(*told_mm)
    if inches > 0:
        true = diagonal / (inches * MM_PER_INCH)
    elif (width, height) in PX_PER_MM:
        true = PX_PER_MM[width, height]
    elif told > 0 and PX_PER_MM_LEAST <= diagonal / told <= PX_PER_MM_MOST:
        true = diagonal / told
    else:
        true = diagonal / (USUAL_INCHES * MM_PER_INCH)
    return min(true, width / LEAST_MM[0], height / LEAST_MM[1])


@dataclass(frozen=True, slots=True)
class Look:
    """What the person may choose (language, type, contrast), and what the screen is: `width` × `height` pixels."""

    language: str = "zh_CN"
    type: str = "standard"
    contrast: str = "standard"
    width: int = 1080
    height: int = 1920
    px_per_mm: float = 4.03
    terminal: str = ""
    still: bool = False  # nothing moves, as for pictures
    low: bool = False  # what can be touched is in the lower part of the glass alone, where everybody reaches
    slot: str = "below"  # where the card's slot is from the glass: see SLOTS
    glass_at_mm: float = 1000.0  # the glass's lower edge above the floor

    @property
    def height_mm(self) -> float:
        """The glass's height."""
        return self.height / self.px_per_mm

    @property
    def may_lower(self) -> bool:
        """Whether anything on the whole glass is higher than everybody reaches."""
        return self.glass_at_mm + self.height_mm > REACH_MM

    @property
    def reach_mm(self) -> float:
        """How much of the glass, from its lower edge, everybody reaches."""
        below = max(LOWEST_MM, REACH_MM - EDGE_MM - self.glass_at_mm)
        return min(self.height_mm, below)

    def within(self, width: int, height: int) -> Look:
        """This look, drawn smaller where it is larger than `width` × `height` pixels, millimetres and all."""
        scale = min(1.0, width / self.width, height / self.height)
        return replace(
            self, width=int(self.width * scale), height=int(self.height * scale), px_per_mm=self.px_per_mm * scale
        )
