"""The rows of a table of which a quick run takes some, and a slow one all."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pytest


def some(rows: Iterable[str], quick: Collection[str]) -> list[object]:
    """`rows` as parameters, slow but for the `quick` ones. A quick one that is no row is an error."""
    all_of_them = list(rows)
    assert set(quick) <= set(all_of_them)
    return [row if row in quick else pytest.param(row, marks=pytest.mark.slow) for row in all_of_them]
