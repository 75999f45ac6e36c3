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
REACH_MM = 1220.0  # above the floor, what somebody in a wheelchair reaches (EN 301 549 8.3, Section 508 407.8)
LOWEST_MM = 218.0  # the height that every screen has to find room in
EDGE_MM = 2.0  # what is drawn stays that far below


def px_per_mm(width: int, height: int, inches: float = 0.0) -> float:
    """Pixels in a millimetre of a screen of `width` × `height` pixels and a diagonal of `inches`; 0: not known."""
    if inches > 0:
        return hypot(width, height) / (inches * MM_PER_INCH)
    return PX_PER_MM.get((width, height), PX_PER_MM[HALL])


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
