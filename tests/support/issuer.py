"""An issuer's folder that is there: a terminal that runs makes one, and commands ask one that was made."""

from __future__ import annotations

from pathlib import Path

from emulator.back_office import REGISTRY, back_office
from emulator.cards import bundled_cards


def issuer_in(folder: Path) -> Path:
    """The folder, with the bundled cards in its registry, made where it is not there yet."""
    if not (folder / REGISTRY).exists():
        with back_office(folder, bundled_cards()):
            pass
    return folder
