"""No test reaches a printer that really is there."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_print_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a test starts none of its own, there is none."""
    monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")
