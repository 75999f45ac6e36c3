"""A memory that ends with the process."""

from __future__ import annotations

from collections.abc import Mapping


class VolatileStore:
    """Cells in a dictionary; a write is whole because nothing comes between."""

    def __init__(self, cells: Mapping[str, bytes]) -> None:
        self._cells = dict(cells)

    def load(self) -> Mapping[str, bytes]:
        """All cells."""
        return dict(self._cells)

    def write(self, cells: Mapping[str, bytes]) -> None:
        """Replace these cells."""
        self._cells.update(cells)
