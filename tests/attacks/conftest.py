"""The office that these attacks are made on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.emulator.issuer.service_point import Desk, opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An office on files of its own, with all bundled cards."""
    with opened(tmp_path) as desk:
        yield desk
