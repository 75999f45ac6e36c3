"""Where the project's data files are; nobody else knows the folder."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "assets"
CARDS = ASSETS / "cards"
MASTER_KEYS = ASSETS / "keys" / "test-master-keys.toml"
