"""Which version this is, for both commands."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from emulator.extras import DISTRIBUTION


def version_line(program: str) -> str:
    """What `program --version` prints: the installed version, or the one of the checkout that it is run from."""
    try:
        return f"{program} {version(DISTRIBUTION)}"
    except PackageNotFoundError:
        checkout = Path(__file__).resolve().parent.parent
    try:
        project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["project"]
    except FileNotFoundError:
        return f"{program}, not installed, from {checkout}"
    return f"{program} {project['version']}, not installed, from {checkout}"
