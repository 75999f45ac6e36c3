"""Where the project's data files are; nobody else knows the folder."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def _folder() -> Path:
    """In a wheel, `assets/` is the folder `data` of this package; in a checkout it is where people edit."""
    package = Path(str(files("emulator")))
    shipped = package / "data"
    return shipped if shipped.is_dir() else package.parent / "assets"


ASSETS = _folder()
CARDS = ASSETS / "cards"
MASTER_KEYS = ASSETS / "keys" / "test-master-keys.toml"
