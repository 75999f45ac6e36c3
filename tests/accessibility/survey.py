"""All pages of all looks, measured: by as many processes as there are processors, each with a window of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from os import cpu_count
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QGuiApplication

from emulator.assets import ASSETS
from kiosk.app.roles import ROLES
from kiosk.roles.view import View
from kiosk.settings import RoleName, Settings
from kiosk.tour.walk import TourClock
from kiosk.ui.look import CONTRASTS, LANGUAGES, PX_PER_MM, TYPES, Look
from kiosk.ui.window import Loop, Screen, application
from tests.accessibility.checks import Led
from tests.accessibility.figures import Figures, figures, merged
from tests.accessibility.judged import Verdict, judged, together
from tests.accessibility.measuring import Gauge
from tests.accessibility.page import Page, Show
from tests.accessibility.walk import Seen, Step, beside, deaf, walked

TERMINAL = "610100-0007"
PASSED = "(passed)"  # a screen of the way that has no picture of its own


@dataclass(frozen=True, slots=True)
class Survey:
    """The verdicts on some looks, or on all, and what was measured of each screen in them."""

    looks: int
    pages: int
    verdicts: tuple[Verdict, ...]
    figures: tuple[Figures, ...]


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
) -> tuple[list[Page], list[Led]]:
    """All pages of `shows` in `looks`, and where the controls of `steps` lie. Pictures of some are left in `album`."""
    pages: list[Page] = []
    led: list[Led] = []
    for look in looks:
        moved = look.contrast == "standard"  # high contrast moves nothing
        for show in shows:
            kept = album if is_pictured(look) else None
            pages += gauge.pages(show, look, colours=True, keys=moved and not look.low, album=kept)
        if moved:
            led += _led(gauge, steps, look)
    return pages, led


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
    screen.voice.offer(always=False)  # its control takes room
    screen.show(fullscreen=False, shown=first.quit)
    first.exec()
    return screen, loop, clock


def _walk(outbox: Path) -> tuple[list[Show], list[Step]]:
    _, screen, loop, clock = _own()
    return walk_once(outbox, screen, loop, clock)


def _measure(shows: Sequence[Show], steps: Sequence[Step], looks: Sequence[Look], album: Path) -> Survey:
    _, screen, loop, clock = _own()
    with deaf(loop) as ear:
        pages, led = measured(Gauge(screen, loop, clock, ear), shows, steps, looks, album)
    return Survey(len(looks), len(pages), tuple(judged(pages, led)), tuple(figures(pages)))


@cache
def _own() -> tuple[QGuiApplication, Screen, Loop, TourClock]:
    """This process's window; it ends with the process."""
    return application(offscreen=True), *one_window()


def survey(outbox: Path, album: Path, looks: Sequence[Look], told: Callable[[int, int], None]) -> Survey:
    """Everything in `looks`; `told` how many parts of how many are done."""
    found: list[Survey] = []
    ways = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cpu_count(), mp_context=ways) as processes:
        shows, steps = processes.submit(_walk, outbox).result()
        parts = _parts(looks)
        told(0, len(parts))
        waiting = [processes.submit(_measure, shows, steps, part, album) for part in parts]
        for done, each in enumerate(as_completed(waiting), start=1):
            found.append(each.result())
            told(done, len(parts))
    return Survey(
        sum(part.looks for part in found),
        sum(part.pages for part in found),
        tuple(together(part.verdicts for part in found)),
        tuple(merged(part.figures for part in found)),
    )


def _parts(looks: Sequence[Look]) -> list[list[Look]]:
    """Looks that have to say the same."""
    parts: dict[Look, list[Look]] = {}
    for look in looks:
        parts.setdefault(replace(look, type="", low=False), []).append(look)
    return list(parts.values())
