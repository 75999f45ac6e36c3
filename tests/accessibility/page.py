"""One leaf of one screen in one look, as it was measured. Plain values: processes hand it to each other."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.roles.view import View
from kiosk.settings import RoleName
from kiosk.ui.look import Look


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the glass, in mm from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def apart(self, other: Box) -> float:
        """The distance between the two; 0 where they touch or overlap."""
        across = max(self.x - other.right, other.x - self.right, 0.0)
        down = max(self.y - other.bottom, other.y - self.bottom, 0.0)
        return float((across**2 + down**2) ** 0.5)

    def shared(self, other: Box) -> float:
        """How deep they lie in each other: the lesser side of what both cover; 0 or less where nothing is."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        return min(across, down)

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside, but for a hundredth of a millimetre."""
        least = min(other.x - self.x, other.y - self.y, self.right - other.right, self.bottom - other.bottom)
        return least >= -0.01


@dataclass(frozen=True, slots=True)
class Control:
    """Something to touch. `edge` is the contrast (1–21) of what shows where it ends, None where it was not looked at.

    `intent` is what a touch says, empty where nobody asked, for a key, and for what changes only how the page is shown.
    `spoken` and `kind` are its name and role to assistive technology, `id` its name to us, if it has one.
    """

    id: str
    name: str
    role: str
    box: Box
    enabled: bool
    stays: bool
    edge: float | None
    intent: str
    spoken: str
    kind: str


@dataclass(frozen=True, slots=True)
class Text:
    """Something to read. `ink` is where its letters are; `apart` the distance of its lines, in heights of its letters.

    `contrast` (1–21) is None where it was not looked at.
    """

    text: str
    capital_mm: float
    box: Box
    ink: Box
    clipped: bool
    lines: int
    apart: float
    contrast: float | None


@dataclass(frozen=True, slots=True)
class Show:
    """Something to show: `variant` is its name, with so many digits in."""

    variant: str
    role: RoleName
    view: View
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Where:
    """Which leaf of what in which look; `picture` is its file, where one was made."""

    screen: str
    variant: str
    leaf: int
    look: Look
    picture: str = ""

    def __str__(self) -> str:
        look = self.look
        leaf = f", leaf {self.leaf}" if self.leaf > 1 else ""
        low = ", low" if look.low else ""
        return f"{self.variant}{leaf}: {look.language}, {look.type}, {look.contrast}, {look.width}x{look.height}{low}"


@dataclass(frozen=True, slots=True)
class Page:
    """`focus` is what Tab comes to, in its order, None where nobody looked; empty names are of what is no control.

    `content_mm` is where the content begins and ends, below the header and above the footer.
    """

    where: Where
    title: str
    controls: tuple[Control, ...]
    texts: tuple[Text, ...]
    pictures: tuple[Box, ...]
    focus: tuple[str, ...] | None
    content_mm: tuple[float, float]

    @property
    def look(self) -> Look:
        """The look that it is in."""
        return self.where.look
