"""What was measured of each screen, over all its leaves and looks: the figures nearest to what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from tests.accessibility.checks import height_of
from tests.accessibility.page import Page


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one variant. None where there was nothing to measure."""

    screen: str
    variant: str
    leaves: int
    pages: int
    target_mm: float | None
    gap_mm: float | None
    capital_mm: float | None
    text: float | None
    text_high: float | None
    edge: float | None
    highest_mm: float | None  # of what is touched, once the page is brought down
    pictures: tuple[str, ...]


def figures(pages: Iterable[Page]) -> list[Figures]:
    """Of every variant, in the order in which they come."""
    of: dict[str, list[Page]] = {}
    for page in pages:
        of.setdefault(page.where.variant, []).append(page)
    return [_of(variant, found) for variant, found in of.items()]


def merged(parts: Iterable[Sequence[Figures]]) -> list[Figures]:
    """The figures of several parts as one."""
    of: dict[str, Figures] = {}
    for each in (each for part in parts for each in part):
        of[each.variant] = _both(of[each.variant], each) if each.variant in of else each
    return list(of.values())


def _both(one: Figures, other: Figures) -> Figures:
    return replace(
        one,
        leaves=max(one.leaves, other.leaves),
        pages=one.pages + other.pages,
        target_mm=_lesser(one.target_mm, other.target_mm),
        gap_mm=_lesser(one.gap_mm, other.gap_mm),
        capital_mm=_lesser(one.capital_mm, other.capital_mm),
        text=_lesser(one.text, other.text),
        text_high=_lesser(one.text_high, other.text_high),
        edge=_lesser(one.edge, other.edge),
        highest_mm=max((each.highest_mm for each in (one, other) if each.highest_mm is not None), default=None),
        pictures=(*one.pictures, *other.pictures),
    )


def _lesser(*values: float | None) -> float | None:
    return min((value for value in values if value is not None), default=None)


def _of(variant: str, pages: list[Page]) -> Figures:
    controls = [(page, control) for page in pages for control in page.controls]
    reached = [(page, control) for page, control in controls if page.look.low or not page.look.may_lower]
    return Figures(
        screen=pages[0].where.screen,
        variant=variant,
        leaves=max(page.where.leaf for page in pages),
        pages=len(pages),
        target_mm=min((min(each.box.width, each.box.height) for _, each in controls), default=None),
        gap_mm=_least(
            pages,
            lambda page: (one.box.apart(other.box) for one, other in combinations(page.controls, 2)),
        ),
        capital_mm=_least(pages, lambda page: (text.capital_mm for text in page.texts)),
        text=_least(pages, _contrasts("standard")),
        text_high=_least(pages, _contrasts("high")),
        edge=min((each.edge for _, each in controls if each.enabled and each.edge is not None), default=None),
        highest_mm=max((height_of(each.box, page.look) for page, each in reached), default=None),
        pictures=tuple(dict.fromkeys(page.where.picture for page in pages if page.where.picture)),
    )


def _least(pages: list[Page], of: Callable[[Page], Iterable[float]]) -> float | None:
    return min((found for page in pages for found in of(page)), default=None)


def _contrasts(contrast: str) -> Callable[[Page], Iterable[float]]:
    def of(page: Page) -> Iterable[float]:
        texts = page.texts if page.look.contrast == contrast else ()
        return (text.contrast for text in texts if text.contrast is not None)

    return of
