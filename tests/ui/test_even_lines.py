"""No sentence ends in a lone sign on a line of its own: 试。 and 态。 were read as words of their own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtQuick import QQuickItem

from kiosk.roles.view import View
from kiosk.ui.look import HALL, LANGUAGES, PX_PER_MM, TYPES, Look
from kiosk.ui.sentences import SentencesModel
from tests.support.stage import Stage
from tests.support.verdict import assert_none
from tests.ui.views import CARD, LOCKED, VIEWS

SHOWN = {
    **VIEWS,
    "attract": View("attract"),
    "attract-chosen": View("attract", {"wish": "change-pin"}),
    "reading": View("reading", {"mayEnd": True}),
    "not-recognised": View("not-recognised"),
    "bank-card-only": View("bank-card-only"),
    "unsupported-card": View("unsupported-card"),
    "last-attempt": View("last-attempt", {**CARD, "triesLeft": 1, "wrong": True, "purpose": "change"}),
    "locked": View("locked", LOCKED),
    "take-card": View("take-card", {"why": "card-stopped"}),
    "card-left-behind": View("card-left-behind", {"loud": True}),
    "still-there": View("still-there", {"seconds": 20}),
    "out-of-service": View("out-of-service", {"fault": "card-hung", "code": "", "attempt": True}),
}
SIZES = [(HALL), pytest.param((1280, 1024), marks=pytest.mark.slow), pytest.param((1920, 1080), marks=pytest.mark.slow)]


def last_lines(item: QQuickItem) -> list[str]:
    """What stands on a text's last two lines, nothing where it has only one."""
    text = str(item.property("text"))
    inner = item.width() - item.property("leftPadding") - item.property("rightPadding")
    layout = QTextLayout(text.replace("\n", "\u2028"), item.property("font"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(inner)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return [line.strip() for line in lines[-2:]] if len(lines) > 1 else []


def is_lone(lines: list[str]) -> bool:
    """A sign or two, below a longer line: 忘记 and 密码 are even."""
    return bool(lines) and len(lines[1]) <= 2 and len(lines[1]) < len(lines[0])


def centred(stage: Stage) -> Iterator[QQuickItem]:
    """The texts in the middle of the page, on whichever leaf, outside buttons."""
    page = stage.screen.window.findChild(QQuickItem, "stage")
    for item in stage.items(page, hidden=True):
        if item.inherits("QQuickText") and item.property("text"):
            beside = item.width() - item.property("contentWidth")
            if beside > 1 and abs(item.property("inset") - beside / 2) < 1:
                yield item


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_last_line_is_a_sign_or_two(window: Stage, size: tuple[int, int]) -> None:
    first = window.screen.model.look
    lone: list[str] = []
    for language, size_of_type in product(LANGUAGES, TYPES):
        look = Look(language, size_of_type, width=size[0], height=size[1], px_per_mm=PX_PER_MM[size], still=True)
        window.screen.wear(look)
        window.settle()  # the window takes its size
        for name, view in SHOWN.items():
            window.screen.model.show(view)
            window.settle()
            found = (item.property("text") for item in centred(window) if is_lone(last_lines(item)))
            lone += [f"{name} {language} {size_of_type}: {text!r}" for text in found]
    window.screen.model.show(View("attract"))
    window.screen.wear(first)
    assert_none(lone)


def test_paragraphs_are_those_of_the_text() -> None:
    assert SentencesModel().parts("银行密码没有变。\n请带卡，\n再来。", False) == [
        "银行密码没有变。",
        "请带卡，\n再来。",
    ]


def test_a_paragraph_is_taken_apart_into_sentences() -> None:
    told = "Nothing was changed. Please call 12333. Is it yours?"
    assert SentencesModel().parts(told, True) == ["Nothing was changed.", "Please call 12333.", "Is it yours?"]
