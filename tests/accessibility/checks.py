"""What is asked of every page, and of all pages of a screen together: each check names what breaks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product

from kiosk.ui.look import Look
from tests.accessibility.page import Box, Control, Page, Where

TARGET_MM = {"standard": 12.7, "larger": 16.0, "largest": 16.0}
GAP_MM = 2.5
CAPITAL_MM = {"standard": 4.8, "larger": 6.4, "largest": 8.5}
TEXT_CONTRAST = {"standard": 7.0, "high": 15.0}
EDGE_CONTRAST = 3.0
REACH_MM = 1220.0
LINES_APART = 1.3  # of the letters' size, which is a capital's height by CAPITAL_SHARE
CAPITAL_SHARE = 0.733
ROUNDING = 0.01
PICTURE_AIR_MM = 0.8  # an icon is drawn so far inside of its picture
LOWER = "lower"  # what brings the page down
ANSWERING_ROLES = frozenset(("Button", "CheckBox", "RadioButton", "PageTab", "Link"))
_SENTENCE = re.compile(r"(?<=[。；：;:.!?])\s*(?=\D)")  # a long text may be broken after any, over two leaves
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Breach:
    """What is wrong on a page, in words."""

    where: Where
    what: str


def targets(page: Page) -> Iterator[str]:
    """Controls that are too small for a finger."""
    least = TARGET_MM[page.look.type] - ROUNDING
    for control in page.controls:
        side = min(control.box.width, control.box.height)
        if side < least:
            yield f"{control.name}: {side:.1f} mm"


def gaps(page: Page) -> Iterator[str]:
    """Controls that lie too near to each other."""
    for one, other in combinations(page.controls, 2):
        apart = one.box.apart(other.box)
        if apart < GAP_MM - ROUNDING:
            yield f"{one.name} and {other.name}: {apart:.1f} mm"


def capitals(page: Page) -> Iterator[str]:
    """Texts that are too small."""
    for text in page.texts:
        if text.capital_mm < CAPITAL_MM[page.look.type]:
            yield f"{text.text}: {text.capital_mm:.1f} mm"


def contrasts(page: Page) -> Iterator[str]:
    """Texts that are too faint."""
    for text in page.texts:
        if text.contrast is not None and text.contrast < TEXT_CONTRAST[page.look.contrast]:
            yield f"{text.text}: {text.contrast:.1f}:1"


def edges(page: Page) -> Iterator[str]:
    """Controls that can't be told from what is around them. One that can't be pressed need not be found."""
    for control in page.controls:
        if control.enabled and control.edge is not None and control.edge < EDGE_CONTRAST:
            yield f"{control.name}: {control.edge:.2f}:1"


def whole_texts(page: Page) -> Iterator[str]:
    """Texts that are cut off, shortened, or written over something else."""
    for text in page.texts:
        if text.clipped:
            yield f"{text.text}: cut off"
    for one, other in combinations(page.texts, 2):
        if one.ink.shared(other.ink) > ROUNDING:
            yield f"{one.text} and {other.text}: one over the other"
    for text, picture in product(page.texts, page.pictures):
        if text.ink.shared(picture) > PICTURE_AIR_MM:
            yield f"{text.text}: over a picture"
    for text, control in product(page.texts, page.controls):
        if text.ink.shared(control.box) > ROUNDING and not control.box.holds(text.ink):
            yield f"{text.text}: across the edge of {control.name}"


def whole_controls(page: Page) -> Iterator[str]:
    """Controls that are not on the glass whole."""
    look = page.look
    glass = Box(0, 0, look.width / look.px_per_mm, look.height / look.px_per_mm)
    return (f"{control.name}: beyond the glass" for control in page.controls if not glass.holds(control.box))


def lines(page: Page) -> Iterator[str]:
    """Paragraphs whose lines are too near to each other; what is written on a control is none."""
    for text in page.texts:
        written_on = any(control.box.holds(text.ink) for control in page.controls)
        if not written_on and text.lines > 1 and text.apart * CAPITAL_SHARE < LINES_APART:
            yield f"{text.text}: {text.apart * CAPITAL_SHARE:.2f} of its size"


def reach(page: Page) -> Iterator[str]:
    """Controls that are too high for somebody who sits, and that nothing brings down."""
    look = page.look
    if look.low or not look.may_lower:
        for control in page.controls:
            if height_of(control.box, look) > REACH_MM:
                yield f"{control.name}: {height_of(control.box, look):.0f} mm"
    elif not any(control.id == LOWER and height_of(control.box, look) <= REACH_MM for control in page.controls):
        yield "nothing within reach brings the page down"


def height_of(box: Box, look: Look) -> float:
    """The height of its upper edge above the floor, in mm."""
    return look.glass_at_mm + look.height / look.px_per_mm - box.y


def focus(page: Page) -> Iterator[str]:
    """What Tab does not come to, and where it starts outside of the content."""
    if page.focus is None:
        return
    wanted = {control.name for control in page.controls if control.enabled}
    if wanted - set(page.focus):
        yield f"Tab does not come to {', '.join(sorted(wanted - set(page.focus)))}"
    content = {control.name for control in page.controls if control.enabled and _is_content(control, page)}
    first = next((name for name in page.focus if name), "")
    if content and first and first not in content:
        yield f"Tab comes to {first} first, which is no content"


def _is_content(control: Control, page: Page) -> bool:
    top, bottom = page.content_mm
    return control.box.y >= top - ROUNDING and control.box.bottom <= bottom + ROUNDING


def names(page: Page) -> Iterator[str]:
    """Controls of which assistive technology says too little, or something else than what can be read."""
    for control in page.controls:
        if not control.spoken:
            yield f"{control.name or control.role}: has no name"
        if control.kind not in ANSWERING_ROLES:
            yield f"{control.name}: is a {control.kind} to assistive technology"
        written = [text.text for text in page.texts if control.box.holds(text.ink)]
        if (
            written
            and control.spoken
            and not any(_plain(text).casefold() in _plain(control.spoken).casefold() for text in written)
        ):
            yield f"{' '.join(written)}: is called {control.spoken}"
    if not page.title:
        yield "the page has no title"


def lost(pages: Iterable[Page]) -> Iterator[Breach]:
    """What standard type says on the whole glass, and all leaves together in another type, or lowered, do not."""
    for group in _grouped(pages):
        told: dict[Look, list[Page]] = {}
        for page in group:
            told.setdefault(page.look, []).append(page)
        standard = next((kept for kept in told if kept.type == "standard" and not kept.low), None)
        if standard is None:
            continue
        said = [text for page in told[standard] for text in _said(page)]
        for leaves in told.values():
            there = " ".join(_plain(text.text) for page in leaves for text in page.texts)
            for sentence in dict.fromkeys(sentence for text in said for sentence in _SENTENCE.split(text)):
                if _plain(sentence) not in there:
                    yield Breach(leaves[0].where, f"{sentence}: on no leaf")


def _grouped(pages: Iterable[Page]) -> list[list[Page]]:
    """By what is shown, and by what of the look leaves the words alone."""
    groups: dict[tuple[str, str, Look], list[Page]] = {}
    for page in pages:
        known = page.where.variant, page.where.screen, replace(page.look, type="", low=False)
        groups.setdefault(known, []).append(page)
    return list(groups.values())


def _said(page: Page) -> Iterator[str]:
    """What has to be said in every type: not the names of controls that change only how a page is shown."""
    aside = [control.box for control in page.controls if control.stays]
    return (text.text for text in page.texts if not any(box.holds(text.ink) for box in aside))


def _plain(text: str) -> str:
    return _SPACE.sub("", text)


@dataclass(frozen=True, slots=True)
class Led:
    """A touch on `intent` of a screen, whose pages are `before`, led to these."""

    intent: str
    before: tuple[Page, ...]
    after: tuple[Page, ...]


def decides(intent: str) -> bool:
    """Whether a touch with it ends, confirms or ticks."""
    return intent in ("end", "sign-out", "confirm", "open-case") or intent.startswith("document-")


def followed(led: Iterable[Led]) -> Iterator[Breach]:
    """Controls that end, confirm or tick where the control lay that led to them; the same once more does no more."""
    for each in led:
        for before, after in product(each.before, each.after):
            touched = [control for control in before.controls if control.intent == each.intent]
            for one, other in product(touched, after.controls):
                if decides(other.intent) and other.intent != each.intent and one.box.shared(other.box) > ROUNDING:
                    led_here = f"{other.name} lies where {one.name} of {before.where.variant} led here"
                    yield Breach(after.where, led_here)


Ask = Callable[[Page], Iterator[str]]
