"""The table of attacks names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

import tests.attacks


def test_every_test_that_the_table_names_is_there() -> None:
    there = {path.stem for path in Path(__file__).parents[1].rglob("test_*.py")}
    named = set(re.findall(r"test_\w+", tests.attacks.__doc__ or ""))

    assert (len(named) > 20, named - there) == (True, set())
