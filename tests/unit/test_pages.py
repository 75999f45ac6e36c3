"""The drawn pages of `docs/` say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.pages import PAGES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_a_drawn_page_is_up_to_date(name: str) -> None:
    """`make docs` draws it anew."""
    assert (DOCS / name).read_text("utf-8") == PAGES[name]()
