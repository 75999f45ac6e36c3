"""What the runner has to know of a role's machine: one type for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kiosk.card.pin import Pin
from kiosk.card.sighting import Sighting
from kiosk.session.reader import Reader
from kiosk.session.terms import Terms
from kiosk.session.works import Works

StateT = TypeVar("StateT")
EventT = TypeVar("EventT")


@dataclass(frozen=True, slots=True)
class Alarm(Generic[EventT]):
    """`event` comes once the states have had this alarm for so many seconds; where `by_touch`, without a touch."""

    event: EventT
    seconds: float
    by_touch: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine(Generic[StateT, EventT]):
    """A machine's start and its pure step, and what its states and events mean to whoever runs it.

    Of a state: what of it has the screen (`front`), seconds until TimedOut comes if that stays (`timeout_of`, None for
    as long as it takes), its `alarms`, the PINs that it holds, and whether it `is_settling`: what became of a PIN comes
    by itself, soon, and the journal has it only then. Events are made of a sighting, of a card's outcome
    and a missed deadline in a visit, and of the office's answer, None where nobody waits for it. `is_by_person` tells
    signs of life, `is_aside` what starts no time anew. `carry_out` carries one effect out, and never waits.
    """

    at_start: StateT
    step: Callable[[StateT, EventT, Terms], tuple[StateT, tuple[Any, ...]]]
    front: Callable[[StateT], object]
    timeout_of: Callable[[StateT], float | None]
    alarms: Callable[[StateT], tuple[Alarm[EventT], ...]]
    pins_in: Callable[[StateT], tuple[Pin, ...]]
    is_settling: Callable[[StateT], bool]
    seen: Callable[[Reader, Sighting], EventT]
    answered: Callable[[Reader, int, Any], EventT]
    deadline_missed: Callable[[Reader, int], EventT]
    told: Callable[[int, Any, Any], EventT | None]
    timed_out: EventT
    is_by_person: Callable[[EventT], bool]
    is_aside: Callable[[EventT], bool]
    carry_out: Callable[[Any, Works], None]
