"""Fixtures for whoever tests card software with pytest: they come with the package, nothing has to be imported."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import emulator

_MARKER = (
    'virtual_card(card="normal", protocol=..., store=..., today=..., random=...): '
    "which card the fixture virtual_card is, as emulator.card takes it"
)


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the marker."""
    config.addinivalue_line("markers", _MARKER)


@pytest.fixture
def virtual_card(request: pytest.FixtureRequest) -> Iterator[emulator.VirtualCard]:
    """A new card with power, its memory in this process: `normal`, or what `@pytest.mark.virtual_card` says."""
    marker = request.node.get_closest_marker("virtual_card")
    arguments, named = (marker.args, marker.kwargs) if marker else ((), {})
    try:
        card = emulator.card(*(arguments or ("normal",)), **named)
    except (emulator.CardRefused, emulator.StoreRefused) as error:
        pytest.fail(f"virtual_card: {error}", pytrace=False)
    with card:
        yield card


@pytest.fixture
def virtual_reader() -> emulator.VirtualReader:
    """An empty reader in this process: `insert` a card from `emulator.card`, `remove` it."""
    return emulator.VirtualReader()
