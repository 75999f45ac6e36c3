"""How the screen is shown: language, size of type, contrast, and the screen's own measures."""

from __future__ import annotations

from dataclasses import dataclass

FAMILY = "Noto Sans CJK SC"  # the Simplified Chinese one, by name: a fallback would show Japanese forms

LANGUAGES = ("zh_CN", "en")
TYPES = ("standard", "larger", "largest")
CONTRASTS = ("standard", "high")

# Diagonals of the screens that are common in halls: 21.5 inches for the first two, 19 inches for the third.
PX_PER_MM = {(1080, 1920): 4.03, (1920, 1080): 4.03, (1280, 1024): 3.40}


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
