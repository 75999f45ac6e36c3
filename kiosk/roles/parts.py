"""What a role is made of: one type for all roles, which window, tour, pages and composition root read.

A role is a folder beside this file whose `parts.py` makes one of these, `PARTS`, and a line in `kiosk.app.roles`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic

from kiosk.card.trade import Trade
from kiosk.issuer.answers import Away, Delivered, Denied
from kiosk.issuer.report import Report
from kiosk.journal.entry import Entry
from kiosk.roles.journey import Journey
from kiosk.roles.view import Pad, View
from kiosk.session.machine import EventT, Machine, StateT
from kiosk.session.reader import Reader
from kiosk.session.state import Call
from kiosk.session.visit import Visit

Intents = Mapping[str, Callable[[], EventT]]  # what a control is called, to the event of whoever touches it


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleParts(Generic[StateT, EventT]):
    """A role in one place.

    `machine` is what it does, and `project` what it shows of a state: on that day, out of service since that time.
    `intents` are all that anybody can touch, and `pads` where a PIN is keyed in. `derive` gives the journal's entries
    for a transition. It has a reader for each of its `trades`, which are what its cards can be asked. `put` asks the
    office a question, and `deliver` hands it a report; both may block. What became of that is the event `reported`, if
    anybody waits for it. Of a state, `visit_in_front` is the visit that
    is seen on the screen, None without one, and `call_of` what is called for, to who is not looking.
    `journeys` of the tour and `pages` (by the file's name in `docs/`) are loaded when they are asked for.
    """

    machine: Machine[StateT, EventT]
    project: Callable[[StateT, date, datetime | None], View]
    intents: Intents[EventT]
    pads: frozenset[Pad]
    derive: Callable[[StateT, EventT, StateT], tuple[Entry, ...]]
    trades: Mapping[Reader, Trade[Any, Any]]
    put: Callable[[Any, Any], Any]
    deliver: Callable[[Report, Any], Delivered | Denied | Away]
    reported: Callable[[Report, Delivered | Denied], EventT | None]
    visit_in_front: Callable[[StateT], Visit | None]
    call_of: Callable[[StateT], Call | None]
    journeys: Callable[[], tuple[Journey, ...]]
    pages: Mapping[str, Callable[[], str]]
