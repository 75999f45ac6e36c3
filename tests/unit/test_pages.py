"""The drawn pages of `docs/` say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulator.pages import PAGES as EMULATOR_PAGES
from kiosk.pages import PAGES as KIOSK_PAGES

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {**KIOSK_PAGES, **EMULATOR_PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_a_drawn_page_is_up_to_date(name: str) -> None:
    """`make docs` draws it anew."""
    assert (DOCS / name).read_text("utf-8") == PAGES[name]()
