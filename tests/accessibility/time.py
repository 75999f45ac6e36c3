"""Whether anybody is hurried: asked of the session itself, since no page shows it."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.session.event import TimedOut, Touched
from kiosk.session.state import StillThere, TakeCard
from kiosk.session.step import step
from kiosk.session.timeouts import IDLE_S, STILL_THERE_S, timeout_of
from tests.support.samples import one_of_every_state

LEAST_IDLE_S, LEAST_WARNED_S, LEAST_TIMES = 60.0, 20.0, 10


def hurried() -> Iterator[str]:
    """Where somebody who needs more time gets none."""
    if IDLE_S < LEAST_IDLE_S:
        yield f"a screen stays {IDLE_S:g} s"
    if STILL_THERE_S < LEAST_WARNED_S:
        yield f"“still there?” stays {STILL_THERE_S:g} s"
    for state in one_of_every_state():
        if isinstance(state, StillThere | TakeCard) or timeout_of(state) != IDLE_S:
            continue
        asked, _ = step(state, TimedOut())
        if not isinstance(asked, StillThere):
            continue
        for time in range(LEAST_TIMES):
            asked, _ = step(state, TimedOut())
            again, _ = step(asked, Touched())
            if type(again) is not type(state):
                yield f"{type(state).__name__} does not come back after the question, the {time + 1}th time"
                break
