"""All pages of all looks, measured: by as many processes as there are processors, each with a window of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from itertools import product
from os import cpu_count
from pathlib import Path

from PySide6.QtCore import QEventLoop

from emulator.assets import ASSETS
from kiosk.app.roles import ROLES
from kiosk.roles.view import View
from kiosk.settings import RoleName, Settings
from kiosk.tour.walk import TourClock
from kiosk.ui.look import CONTRASTS, HALL, LANGUAGES, PX_PER_MM, TYPES, Look
from kiosk.ui.window import Loop, Screen, application
from tests.accessibility.checks import Led
from tests.accessibility.measuring import Gauge
from tests.accessibility.page import Page, Show
from tests.accessibility.walk import Seen, Step, beside, deaf, walked

TERMINAL = "610100-0007"
PASSED = "(passed)"  # a screen of the way that has no picture of its own


@dataclass(frozen=True, slots=True)
class Survey:
    """Every page, and which touch led from which pages to which."""

    pages: tuple[Page, ...]
    led: tuple[Led, ...]


def looks(
    sizes: Sequence[tuple[int, int]] = tuple(PX_PER_MM),
    languages: Sequence[str] = LANGUAGES,
    types: Sequence[str] = TYPES,
    contrasts: Sequence[str] = CONTRASTS,
) -> list[Look]:
    """Of these every one, and lowered where that is offered."""
    return [
        replace(look, low=low)
        for size, language, type_, contrast in product(sizes, languages, types, contrasts)
        for look in [Look(language, type_, contrast, *size, PX_PER_MM[size], terminal=TERMINAL, still=True)]
        for low in ((False, True) if look.may_lower else (False,))
    ]


def walk_once(outbox: Path, screen: Screen, loop: Loop, clock: TourClock) -> tuple[list[Show], list[Step]]:
    """What there is to show: what the tour pictures, what it does not come to, and what its steps passed through."""
    seen: Seen = walked(Settings(outbox=outbox), screen, loop, clock)
    return [*seen.shows, *beside()], seen.steps


def measured(
    gauge: Gauge, shows: Sequence[Show], steps: Sequence[Step], looks: Sequence[Look], album: Path | None
) -> Survey:
    """All pages of `shows` in `looks`, and where the controls of `steps` lie. Pictures of some are left in `album`."""
    pages: list[Page] = []
    led: list[Led] = []
    for look in looks:
        keys = look.contrast == "standard"
        for show in shows:
            kept = album if (look.width, look.height) == HALL and is_pictured(look) else None
            pages += gauge.pages(show, look, colours=True, keys=keys, album=kept)
        if keys:  # high contrast moves nothing
            led += _led(gauge, steps, look)
    return Survey(tuple(pages), tuple(led))


def is_pictured(look: Look) -> bool:
    """Whether a look is one of those that are pictured: as most see it, and as differently as can be."""
    most = (look.language, look.type, look.contrast) == ("zh_CN", "standard", "standard")
    return most or ((look.language, look.type, look.contrast) == ("en", "largest", "high"))


def _led(gauge: Gauge, steps: Sequence[Step], look: Look) -> Iterator[Led]:
    known: list[tuple[RoleName, View, tuple[Page, ...]]] = []

    def pages(role: RoleName, view: View) -> tuple[Page, ...]:
        for other, shown, found in known:
            if (other, shown) == (role, view):
                return found
        name = f"{view.screen} {PASSED}"
        found = tuple(gauge.pages(Show(name, role, view), look, colours=False, keys=False))
        known.append((role, view, found))
        return found

    for step in steps:
        # a second tap comes before anybody turned a leaf
        after = tuple(pages(step.role, view)[0] for view in step.after)
        yield Led(step.intent, pages(step.role, step.before), after)


def one_window() -> tuple[Screen, Loop, TourClock]:
    """A process's one window, shown off-screen."""
    clock = TourClock()
    loop = Loop(clock)
    role = next(iter(ROLES.values())).parts()
    screen = Screen(send=loop.post, clock=clock, look=Look(terminal=TERMINAL, still=True), assets=ASSETS, role=role)
    first = QEventLoop()
    screen.show(fullscreen=False, shown=first.quit)
    first.exec()
    return screen, loop, clock


def _walk(outbox: Path) -> tuple[list[Show], list[Step]]:
    qt = application(offscreen=True)
    screen, loop, clock = one_window()
    found = walk_once(outbox, screen, loop, clock)
    screen.close()
    qt.shutdown()
    return found


def _measure(shows: Sequence[Show], steps: Sequence[Step], looks: Sequence[Look], album: Path) -> Survey:
    qt = application(offscreen=True)
    screen, loop, clock = one_window()
    with deaf(loop) as ear:
        found = measured(Gauge(screen, loop, clock, ear), shows, steps, looks, album)
    screen.close()
    qt.shutdown()
    return found


def survey(outbox: Path, album: Path, looks: Sequence[Look], told: Callable[[int, int], None]) -> Survey:
    """Everything in `looks`; `told` how many parts of how many are done."""
    pages: list[Page] = []
    led: list[Led] = []
    ways = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cpu_count(), mp_context=ways, max_tasks_per_child=1) as processes:
        shows, steps = processes.submit(_walk, outbox).result()
        parts = _parts(looks)
        told(0, len(parts))
        waiting = [processes.submit(_measure, shows, steps, part, album) for part in parts]
        for done, each in enumerate(as_completed(waiting), start=1):
            found = each.result()
            pages += found.pages
            led += found.led
            told(done, len(parts))
    return Survey(tuple(pages), tuple(led))


def _parts(looks: Sequence[Look]) -> list[list[Look]]:
    """A part for each size, language and type: small enough to tell how far it is, large enough for a window."""
    parts: dict[tuple[int, str, str], list[Look]] = {}
    for look in looks:
        parts.setdefault((look.width, look.language, look.type), []).append(look)
    return list(parts.values())
