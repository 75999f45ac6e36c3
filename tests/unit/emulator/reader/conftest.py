"""A vpcd to meet, and a card linked to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.workbench import Bench
from tests.unit.emulator.reader.vpcd_end import Contact, RunningLink, VpcdEnd


@pytest.fixture
def vpcd() -> Iterator[VpcdEnd]:
    end = VpcdEnd()
    yield end
    end.close()


@pytest.fixture
def link(vpcd: VpcdEnd) -> Iterator[RunningLink]:
    with RunningLink(Bench().card, vpcd.port) as running:
        yield running


@pytest.fixture
def contact(vpcd: VpcdEnd, link: RunningLink) -> Contact:
    return vpcd.accept()
