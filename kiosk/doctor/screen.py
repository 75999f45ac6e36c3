"""The screen: a window is really opened, by a process of its own, since Qt ends the one that finds no screen."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot

from kiosk.doctor.finding import Finding
from kiosk.own_process import own_process
from kiosk.signs import HANZI_COUNT
from kiosk.typeface import FAMILY, INSTALL, INSTALL_RARE
from kiosk.ui.look import LEAST_MM, MM_PER_INCH, PX_PER_MM, PX_PER_MM_LEAST, PX_PER_MM_MOST, USUAL_INCHES, px_per_mm
from kiosk.ui.trouble import Trouble, missing_display, trouble

PROBE = own_process("kiosk.ui.probe")
WITHIN_S = 20.0
OFF_BY = 1.3  # what a screen says of its own size is not exact


@dataclass(frozen=True, slots=True)
class Shown:
    """A window was shown on a screen of so many pixels and, as far as it tells, millimetres; is our type face there.

    `hanzi` is how many of the Chinese characters of GB 18030-2022 have a glyph.
    """

    platform: str
    width: int
    height: int
    width_mm: float
    height_mm: float
    font: bool
    hanzi: int


def probe(
    environment: Mapping[str, str], process: tuple[str, ...] = PROBE, within_s: float = WITHIN_S
) -> Shown | Trouble:
    """What became of a window."""
    if why := missing_display(environment):
        return why
    try:
        done = subprocess.run(
            process,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=within_s,
            check=False,
            env=dict(environment),
        )
    except subprocess.TimeoutExpired:
        return Trouble("no window was shown in time.", "Look after the graphical session: does it show other windows?")
    try:
        said = json.loads(done.stdout.splitlines()[-1])
        return Shown(**said) if done.returncode == 0 else Trouble(**said)
    except (IndexError, TypeError, ValueError):
        return trouble(done.stderr)


def screen(found: Shown | Trouble, screen_inches: float) -> Iterator[Finding]:
    """What was found, and whether the settings' size can be this screen's."""
    if isinstance(found, Trouble):
        yield Finding("window", True, _sentence(found.says), found.mend)
        return
    yield Finding("window", False, f"A window opens: {found.platform}, {found.width}x{found.height} pixels.")
    yield from _size(found, screen_inches)
    if found.font:
        yield Finding("font", False, "The type face for Simplified Chinese is there.")
    else:
        yield Finding("font", True, f"No font for Simplified Chinese: {FAMILY} is missing.", INSTALL)
    yield _names(found.hanzi)


def _names(hanzi: int) -> Finding:
    says = f"{hanzi:,} of the {HANZI_COUNT:,} Chinese characters of GB 18030-2022 can be shown"
    if hanzi == HANZI_COUNT:
        return Finding("names", False, f"{says}.")
    return Finding("names", False, f"{says}; in a name any other is its code in a frame.", INSTALL_RARE)


def _size(found: Shown, screen_inches: float) -> Iterator[Finding]:
    pixels = hypot(found.width, found.height)
    told = hypot(found.width_mm, found.height_mm) / MM_PER_INCH
    mend = "Measure the diagonal of the picture, and set KIOSK_SCREEN_INCHES to it."
    real = found.platform != "offscreen" and told > 0
    if screen_inches:
        dense = pixels / (screen_inches * MM_PER_INCH)
        if not PX_PER_MM_LEAST <= dense <= PX_PER_MM_MOST:
            says = f"screen_inches = {screen_inches:g} can't be right for {found.width}x{found.height} pixels."
            yield Finding("screen", True, says, mend)
        elif real and not 1 / OFF_BY < told / screen_inches < OFF_BY:
            says = f"screen_inches = {screen_inches:g}, but the screen says that it has {told:.1f}."
            yield Finding("screen", True, says, mend)
        else:
            yield Finding("screen", False, f"{screen_inches:g} inches, as the settings say.")
    elif (found.width, found.height) in PX_PER_MM:
        yield Finding("screen", False, "Its size is taken for the usual one of so many pixels.")
    elif real and PX_PER_MM_LEAST <= pixels / (told * MM_PER_INCH) <= PX_PER_MM_MOST:
        yield Finding("screen", False, f"{told:.1f} inches, as the screen says.")
    else:
        says = f"How large a screen of {found.width}x{found.height} pixels is, nobody knows: it is taken for one of"
        yield Finding("screen", found.platform != "offscreen", f"{says} {USUAL_INCHES:g} inches.", mend)
    yield from _room(found, screen_inches)


def _room(found: Shown, screen_inches: float) -> Iterator[Finding]:
    """Where a screen is smaller than what is drawn, that has to be drawn smaller than it should be."""
    size = found.width_mm, found.height_mm
    drawn = px_per_mm(found.width, found.height, screen_inches, size)
    true = hypot(found.width, found.height) / (screen_inches * MM_PER_INCH) if screen_inches else 0.0
    if true > drawn * 1.005:
        says = f"The screen has {found.width / true:.0f} × {found.height / true:.0f} mm, less than"
        says += f" {LEAST_MM[0]:.0f} × {LEAST_MM[1]:.0f}: all is drawn at {drawn / true:.0%} of its size."
        yield Finding("room", True, says, "Use a larger screen.")


def _sentence(says: str) -> str:
    return says[:1].upper() + says[1:]
