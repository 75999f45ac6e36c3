"""A console for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.console import Console


@pytest.fixture
def console(tmp_path: Path) -> Console:
    """`kiosk` with a home of its own."""
    return Console(tmp_path)
