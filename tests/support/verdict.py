"""The verdict on many cases in one test: all that is wrong, a line each."""

from __future__ import annotations

from collections.abc import Iterable


def assert_none(offences: Iterable[object]) -> None:
    """Passes where there is none; else fails with all of them."""
    found = [str(offence) for offence in offences]
    told = "\n".join(found)
    assert not told, f"{len(found)} wrong:\n{told}"
