"""Each check sees what is wrong with a page, and nothing else; a page that is right breaks none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.ui.look import Look
from tests.accessibility.checks import Breach, Led, followed, lost
from tests.accessibility.criteria import CRITERIA
from tests.accessibility.edges import edge_contrast
from tests.accessibility.page import Box, Control, Page, Text, Where

PX_PER_MM = 4.0
WAY_ON = Control("on", "Go on", "button", Box(100, 440, 60, 20), True, False, 8.0, "on", "Go on", "Button")
WAY_OUT = replace(WAY_ON, id="leave", name="Leave", box=Box(10, 440, 60, 20), intent="end", spoken="Leave")
LOWER = replace(WAY_ON, id="lower", name="Lower", box=Box(200, 440, 40, 20), stays=True, intent="", spoken="Lower")
WORDS = Text("Your card", 5.0, Box(10, 50, 100, 10), Box(10, 52, 100, 6), False, 1, 0.0, 12.0)
ON_THE_BUTTON = replace(WORDS, text="Go on", box=Box(110, 442, 40, 10), ink=Box(110, 445, 40, 6))
RIGHT = Page(
    where=Where("menu", "menu", 1, Look("en", px_per_mm=4.03)),
    title="Cards",
    controls=(WAY_OUT, WAY_ON, LOWER),
    texts=(WORDS, ON_THE_BUTTON),
    pictures=(Box(200, 50, 20, 20),),
    focus=("Go on", "Leave", "Lower"),
    content_mm=(30, 465),
)


def in_look(page: Page, **changes: object) -> Page:
    return replace(page, where=replace(page.where, look=replace(page.look, **changes)))  # type: ignore[arg-type]


def with_control(**changes: object) -> Page:
    return replace(RIGHT, controls=(WAY_OUT, replace(WAY_ON, **changes), LOWER))  # type: ignore[arg-type]


def with_text(**changes: object) -> Page:
    return replace(RIGHT, texts=(replace(WORDS, **changes), ON_THE_BUTTON))  # type: ignore[arg-type]


WRONG = {  # criterion, what is wrong: the page
    ("targets", "small"): with_control(box=Box(100, 440, 60, 12.6)),
    ("targets", "small for larger type"): in_look(
        replace(with_control(box=Box(100, 440, 60, 15)), texts=()), type="larger"
    ),
    ("gaps", "near"): with_control(box=Box(72.4, 440, 60, 20)),
    ("gaps", "over each other"): with_control(box=Box(60, 435, 90, 25)),
    ("capitals", "low"): with_text(capital_mm=4.7),
    ("text-contrast", "faint"): with_text(contrast=6.9),
    ("text-contrast", "faint for high contrast"): in_look(RIGHT, contrast="high"),
    ("edges", "faint"): with_control(edge=2.9),
    ("whole", "cut off"): with_text(clipped=True),
    ("whole", "over another text"): with_text(box=Box(110, 440, 40, 10), ink=Box(110, 447, 40, 6)),
    ("whole", "over a picture"): with_text(ink=Box(190, 52, 20, 6)),
    ("whole", "across a control's edge"): with_text(ink=Box(10, 436, 40, 6)),
    ("on-the-glass", "beyond"): with_control(box=Box(220, 440, 60, 20)),
    ("lines", "near"): with_text(lines=2, apart=1.5),
    ("reach", "nothing brings it down"): replace(RIGHT, controls=(WAY_OUT, WAY_ON)),
    ("reach", "what brings it down is too high"): replace(RIGHT, controls=(replace(LOWER, box=Box(10, 200, 40, 20)),)),
    ("reach", "high when it is down"): in_look(with_control(box=Box(100, 200, 60, 20)), low=True),
    ("focus", "left out"): replace(RIGHT, focus=("Leave", "Lower")),
    ("focus", "starts outside"): replace(RIGHT, focus=("Lower", "Leave", "Go on"), content_mm=(30, 430)),
    ("names", "without a name"): with_control(spoken=""),
    ("names", "another name"): with_control(spoken="Continue"),
    ("names", "no button"): with_control(kind="StaticText"),
    ("names", "without a title"): replace(RIGHT, title=""),
}
PAGES = {f"{criterion}: {what}": (criterion, page) for (criterion, what), page in WRONG.items()}


def broken(page: Page) -> set[str]:
    """The criteria that it breaks."""
    return {criterion.id for criterion in CRITERIA if criterion.ask is not None and list(criterion.ask(page))}


def test_a_page_that_is_right_breaks_none() -> None:
    assert broken(RIGHT) == set()


@pytest.mark.parametrize("wrong", [name for name in PAGES if name != "focus: starts outside"])
def test_what_is_wrong_is_seen(wrong: str) -> None:
    criterion, page = PAGES[wrong]
    assert criterion in broken(page)


def test_a_focus_that_starts_outside_of_the_content_is_seen() -> None:
    content = replace(WAY_ON, name="Change", box=Box(100, 300, 60, 20), spoken="Change")
    page = replace(RIGHT, controls=(content, WAY_OUT, LOWER), focus=("Lower", "Change", "Leave"), content_mm=(30, 430))
    assert broken(page) == {"focus"}


def test_a_control_that_can_not_be_pressed_needs_no_edge() -> None:
    assert broken(replace(with_control(edge=1.0, enabled=False), focus=("Leave", "Lower"))) == set()


LARGEST = in_look(RIGHT, type="largest")
LOW = in_look(RIGHT, low=True)


def said(breaches: Iterator[Breach]) -> list[str]:
    return [breach.what for breach in breaches]


@pytest.mark.parametrize("other", [LARGEST, LOW], ids=["largest", "low"])
def test_a_text_on_no_leaf_is_lost(other: Page) -> None:
    less = replace(other, texts=(ON_THE_BUTTON,))
    assert said(lost([RIGHT, less])) == ["Your card: on no leaf"]


def test_a_text_on_another_leaf_or_in_other_lines_is_not() -> None:
    first, second = replace(LARGEST, texts=(ON_THE_BUTTON,)), replace(LARGEST, texts=(WORDS,))
    assert said(lost([RIGHT, first, replace(second, texts=(replace(WORDS, text="Your\ncard"),))])) == []


def test_a_long_text_may_be_broken_between_its_sentences() -> None:
    long = replace(RIGHT, texts=(replace(WORDS, text="One moment. Your card is read: wait."),))
    first = replace(LARGEST, texts=(replace(WORDS, text="One moment."),))
    second = replace(LARGEST, texts=(replace(WORDS, text="Your card is read: wait."),))
    assert said(lost([long, first, second])) == []
    assert said(lost([long, first])) == ["Your card is read:: on no leaf", "wait.: on no leaf"]


def test_what_only_another_language_says_is_not_missed() -> None:
    chinese = replace(in_look(LARGEST, language="zh_CN"), texts=())
    assert said(lost([RIGHT, chinese])) == []


TICK = replace(WAY_ON, name="Seen", intent="document-holder-id")


@pytest.mark.parametrize(
    ("there", "wrong"),
    [
        (TICK, ["Seen lies where Go on of menu led here"]),
        (replace(TICK, box=Box(159, 459, 60, 20)), ["Seen lies where Go on of menu led here"]),
        (replace(TICK, box=Box(161, 440, 60, 20)), []),
        (replace(TICK, intent="back"), []),
        (replace(TICK, intent="on"), []),
    ],
    ids=["there", "a corner of it", "beside", "a step back", "the same"],
)
def test_what_decides_must_not_lie_where_the_way_to_it_was(there: Control, wrong: list[str]) -> None:
    after = replace(RIGHT, controls=(there,))
    assert said(followed([Led("on", (RIGHT,), (after,))])) == wrong


def drawn(draw: Callable[[QPainter], None]) -> float | None:
    """The edge's contrast of a control at 40, 40, 200 by 80, of what was drawn on white."""
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    draw(painter)
    painter.end()
    return edge_contrast(QRectF(40, 40, 200, 80), 8, picture, PX_PER_MM)


def filled(colour: str) -> Callable[[QPainter], None]:
    return lambda painter: painter.fillRect(40, 40, 200, 80, QColor(colour))


def framed(colour: str, *, left: bool = True) -> Callable[[QPainter], None]:
    def draw(painter: QPainter) -> None:
        painter.fillRect(40 if left else 30, 40, 200 if left else 210, 80, QColor(colour))
        painter.fillRect(42 if left else 30, 42, 196 if left else 208, 76, QColor("white"))

    return draw


@pytest.mark.parametrize(
    ("draw", "contrast"),
    [
        (filled("black"), 21.0),
        (filled("#E4EFFA"), 1.17),
        (framed("black"), 21.0),
        (framed("#949494"), 3.03),
        (framed("black", left=False), 1.0),
    ],
    ids=["a fill", "a faint fill", "a frame", "a grey frame", "a frame that is open on one side"],
)
def test_an_edge_is_as_good_as_its_faintest_side(draw: Callable[[QPainter], None], contrast: float) -> None:
    assert drawn(draw) == pytest.approx(contrast, abs=0.01)
