"""The drawn pages of `docs/` say what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from emulator.pages import PAGES as EMULATOR_PAGES
from kiosk.pages import PAGES as KIOSK_PAGES
from kiosk.pages import SECURITY
from kiosk.security import drawn
from tests.support.sample import some

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {**KIOSK_PAGES, **EMULATOR_PAGES}
NAMED = re.compile(r"`([\w./<>-]+(?:\.(?:py|qml|toml|ts)|/))`")


MACHINES = ("session.md", "service-point.md")  # a quick run draws them where it searches all states: tests/properties


@pytest.mark.parametrize("name", some(PAGES, PAGES.keys() - MACHINES))
def test_a_drawn_page_is_up_to_date(name: str) -> None:
    """`make docs` draws it anew."""
    assert (DOCS / name).read_text("utf-8") == PAGES[name]()


def test_what_is_allowed_in_a_hall_and_on_a_desk_is_told_as_the_code_has_it() -> None:
    page = (DOCS / SECURITY).read_text("utf-8")

    assert drawn(page) == page


def test_the_way_in_names_only_files_that_there_are() -> None:
    """In the table of `docs/architecture.md`; a name without a folder stands in the folder named before it."""
    rows = [row for row in (DOCS / "architecture.md").read_text("utf-8").splitlines() if row.startswith("| ")]
    missing = []
    for row in rows:
        folder = ""
        for name in NAMED.findall(row):
            path = name if "/" in name else folder + name
            folder = path[: path.rfind("/") + 1]
            if not any(DOCS.parent.glob(re.sub("<[^>]+>", "*", path))):
                missing.append(path)

    assert (len(rows) > 40, missing) == (True, [])
