"""What a role is made of: one type for all roles, which window, tour, pages and composition root read.

A role is a folder beside this file whose `parts.py` makes one of these, and a line in `kiosk.app.roles`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from kiosk.journal.entry import Entry
from kiosk.roles.journey import Journey
from kiosk.roles.reader import Reader
from kiosk.roles.view import Pad, View
from kiosk.session.state import Reminder
from kiosk.session.visit import Visit

StateT = TypeVar("StateT")
EventT = TypeVar("EventT")

Intents = Mapping[str, Callable[[], EventT]]  # what a control is called, to the event of whoever touches it


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleParts(Generic[StateT, EventT]):
    """A role in one place.

    `project` makes the view of a state: of that day, out of service since that time. `intents` are all that anybody
    can touch, and `pads` where a PIN is keyed in. `derive` gives the journal's entries for a transition. `readers` are
    the ones it has. Of a state, `front` is what has the screen, `visit_in_front` the visit that is seen there, None
    without one, and `reminder_of` how far the reminder about a card left behind has got. `journeys` and `pages` (by the
    file's name in `docs/`) are loaded when they are asked for.
    """

    project: Callable[[StateT, date, datetime | None], View]
    intents: Intents[EventT]
    pads: frozenset[Pad]
    derive: Callable[[StateT, EventT, StateT], tuple[Entry, ...]]
    readers: tuple[Reader, ...]
    front: Callable[[StateT], object]
    visit_in_front: Callable[[StateT], Visit | None]
    reminder_of: Callable[[StateT], Reminder | None]
    journeys: Callable[[], tuple[Journey, ...]]
    pages: Mapping[str, Callable[[], str]]
