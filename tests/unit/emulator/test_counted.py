"""A number agrees with what it is of."""

from __future__ import annotations

from emulator.counted import counted


def test_a_number_agrees_with_what_it_is_of() -> None:
    said = [counted(0, "row"), counted(1, "row"), counted(2, "row"), counted(1, "entry", "entries")]

    assert said == ["0 rows", "1 row", "2 rows", "1 entry"]
    assert counted(3, "entry", "entries") == "3 entries"
