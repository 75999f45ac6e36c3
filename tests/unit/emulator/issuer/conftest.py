"""The office and the registry that most of these tests ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.emulator.issuer.registry_scenes import Bench
from tests.unit.emulator.issuer.service_point import Desk, opened


@pytest.fixture
def bench() -> Iterator[Bench]:
    """A new registry in memory."""
    with Bench() as bench:
        yield bench


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An office on files of its own."""
    with opened(tmp_path) as desk:
        yield desk
