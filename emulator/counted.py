"""A number and what it is of, as English says it."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 row", "2 rows"; `many` where that is more than an s behind."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
