"""All leaves of a screen in larger type, or lowered, say together what it says in standard type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from kiosk.roles.view import View
from kiosk.ui.leaves import leaves
from kiosk.ui.look import LANGUAGES, PX_PER_MM, Look
from tests.support.sample import some
from tests.support.stage import Stage
from tests.ui.counter import at_the_counter
from tests.ui.views import VIEWS

CHOICES = re.compile("查看更多|回到第一页|Show more|First page|^[(（]?\\d+/\\d+")  # the control for leaves counts them
SENTENCE = re.compile(r"[。；;]|\.(?=\s|$)")
STEPS = {"当前密码", "新密码", "再输一次", "CurrentPIN", "NewPIN", "NewPINagain"}  # of others each has its own page
LOOKS = {
    f"{language} {type_}{' low' if low else ''} {width}x{height}": Look(
        language, type_, "standard", width, height, PX_PER_MM[width, height], "610100-0007", still=True, low=low
    )
    for language, (type_, low), (width, height) in product(
        LANGUAGES,
        (("standard", True), ("larger", False), ("larger", True), ("largest", False), ("largest", True)),
        PX_PER_MM,
    )
}
QUICK = ("en largest low 1080x1920", "zh_CN largest 1280x1024")
TELLING = (  # of each screen the one with most to say
    *(
        "menu-everything",
        "menu-temporarily-lost",
        "standing-everything",
        "standing-postponed",
        "unlock-explained-unlock",
    ),
    *("staffed-unlock-explained", "case-guardian", "case-refused", "pin-present-new-card", "reset-pin-again-proxy"),
    *("unlock-done-slip", "unlock-done-too-often", "last-attempt-list", "pin-changed-late", "staff-sign-in-pin-wrong"),
)


@pytest.fixture(scope="module")
def hall(window: Stage) -> Iterator[Stage]:
    """The window with nothing going on behind it, in its own look again at the end."""
    before = window.screen.model.look
    with at_the_counter(window):
        yield window
        window.screen.wear(before)


def said(stage: Stage, look: Look, view: View) -> list[str]:
    """All texts of all leaves of the page, without what is above and below it."""
    if stage.screen.model.look != look:
        stage.screen.wear(look)
    stage.screen.model.show(view)
    stage.settle()
    found: list[str] = []
    page = next(item for item in stage.items() if item.objectName() == "stage")
    for _ in leaves(stage.screen.window):
        stage.settle()
        items = (item for item in stage.items(page) if item.inherits("QQuickText"))
        found += [str(item.property("text")) for item in items]
    return [text for text in found if text and not CHOICES.search(text)]


def parts(texts: list[str]) -> set[str]:
    """Their sentences, however they are broken: large type has one a block where there is little room."""
    return {plain for text in texts for part in SENTENCE.split(text) if (plain := re.sub(r"\s", "", part))}


def lost(stage: Stage, look: Look, names: Iterator[str] | tuple[str, ...]) -> list[str]:
    """What each of these says in standard type and not in this look."""
    standard = replace(look, type="standard", low=False)
    whole = {name: parts(said(stage, standard, VIEWS[name])) for name in names}
    return [
        f"{name}: {sorted(missing)}"
        for name, texts in whole.items()
        if (missing := texts - parts(said(stage, look, VIEWS[name])) - STEPS)
    ]


@pytest.mark.parametrize("look", some(LOOKS, QUICK))
def test_what_tells_most_says_all_of_it_in_every_look(hall: Stage, look: str) -> None:
    assert lost(hall, LOOKS[look], TELLING) == []


@pytest.mark.slow
@pytest.mark.parametrize("look", [look for look in LOOKS if "largest" in look])  # where room is least
def test_so_does_every_view_there_is(hall: Stage, look: str) -> None:
    assert lost(hall, LOOKS[look], tuple(VIEWS)) == []


@pytest.mark.parametrize("size_of_type", ["standard", "largest"])
def test_other_cards_that_a_pin_was_keyed_for_are_on_the_first_leaf(hall: Stage, size_of_type: str) -> None:
    look = LOOKS["zh_CN largest 1080x1920"]
    hall.screen.wear(replace(look, type=size_of_type))
    hall.screen.model.show(VIEWS["standing-everything"])
    hall.settle()
    assert "甘肃，尾号 812X" in hall.texts()
