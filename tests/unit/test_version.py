"""`--version`: what is installed, or what is run without being installed."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from emulator import version

CHECKOUT = Path(__file__).parents[2]
VERSION = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def test_the_installed_version() -> None:
    assert version.version_line("kiosk") == f"kiosk {VERSION}"


def test_a_checkout_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(version, "version", none)

    assert version.version_line("kiosk") == f"kiosk {VERSION}, not installed, from {CHECKOUT}"
