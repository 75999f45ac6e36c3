"""A terminal at work: its threads, its journal, its printer, over real readers or one in this process."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from typing import TypeVar

from emulator.assets import ASSETS
from emulator.cards import CardRefused, bundled_registry, find_card, ready_card
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from emulator.store.sqlite import StoreRefused
from kiosk.card.desk import Desk
from kiosk.card.in_process import InProcessPort
from kiosk.card.pcsc import PcscPort
from kiosk.card.port import Port
from kiosk.card.watcher import Watcher
from kiosk.doctor import Finding, examine
from kiosk.issuer.gateway import TableIssuer
from kiosk.journal.entry import derive
from kiosk.journal.file import JournalFile
from kiosk.journal.writer import JournalWriter
from kiosk.printer.look import look
from kiosk.printer.port import NoPrinter, SlipPrinter
from kiosk.printer.printer import Printer
from kiosk.rules.standing import Standing
from kiosk.session.event import Event
from kiosk.session.play import Inbox, Person, play
from kiosk.session.runner import Arrival, Runner
from kiosk.session.state import State
from kiosk.settings import Settings

__all__ = [
    "EMULATED_READER",
    "CardRefused",
    "StoreRefused",
    "Terminal",
    "bundled_standings",
    "emulated_terminal",
    "examination",
    "pcsc_terminal",
    "running",
    "standings_of",
    "terminal",
]

_log = logging.getLogger("kiosk")

STOP_S = 1.0
SLIP_S = 10.0  # a slip that takes longer is not waited for
EMULATED_READER = "Emulated Reader"

T = TypeVar("T")
Observer = Callable[[State, Event, State], None]


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal at work, for a program to be the person at: a runner with its inbox."""

    runner: Runner
    inbox: Inbox

    def play(self, person: Person[T]) -> T:
        """Let a program be the person until it is finished; its result."""
        return play(self.runner, self.inbox, person, monotonic)


@contextmanager
def terminal(
    settings: Settings,
    open_port: Callable[[], Port],
    *,
    standings: dict[bytes, Standing],
    reader: str = "",
) -> Iterator[Terminal]:
    """A terminal over the readers of `open_port`, with `reader` in their names. Its threads end with it."""
    inbox: Inbox = SimpleQueue()
    none = NoPrinter()
    with running(settings, open_port, inbox.put, standings=standings, reader=reader, printer=none) as runner:
        yield Terminal(runner, inbox)


@contextmanager
def running(
    settings: Settings,
    open_port: Callable[[], Port],
    post: Callable[[Arrival], None],
    *,
    standings: dict[bytes, Standing],
    reader: str = "",
    observe: Observer = lambda *_: None,
    clock: Callable[[], float] = monotonic,
    printer: SlipPrinter | None = None,
) -> Iterator[Runner]:
    """A runner with its threads. What they have for it goes through `post`, on any thread, to `Runner.deliver`.

    `clock` gives monotonic seconds, for deadlines and idle times; `printer` prints instead of the settings' one.
    """
    with _journal(settings) as journal:

        def hear(before: State, event: Event, after: State) -> None:
            journal(before, event, after)
            observe(before, event, after)

        desk = Desk(open_port, lambda number, outcome: post((number, outcome)), clock)
        slips = Printer(settings.place, ASSETS, lambda: datetime.now().astimezone(), monotonic, SLIP_S)
        runner = Runner(
            desk=desk,
            issuer=TableIssuer(standings),
            printer=printer or slips,
            post=post,
            observe=hear,
            clock=clock,
            policy=settings.policy,
        )
        watcher = Watcher(open_port, post, reader or settings.reader)
        try:
            yield runner
        finally:
            watcher.stop(STOP_S)
            desk.stop(STOP_S)
            slips.stop(STOP_S)


@contextmanager
def pcsc_terminal(settings: Settings, reader: str) -> Iterator[Terminal]:
    """A terminal over PC/SC; the bundled cards stand in the registry."""
    with terminal(settings, PcscPort, standings=bundled_standings(), reader=reader) as ready:
        yield ready


@contextmanager
def emulated_terminal(settings: Settings, card: str, store: Path | None) -> Iterator[Terminal]:
    """A terminal over a reader in this process with `card` in it. Raises CardRefused or StoreRefused."""
    slot = Slot(EMULATED_READER)
    standings = bundled_standings() | standings_of(card)
    with emulated_card(card, store) as ready:
        slot.insert(ready)
        with terminal(settings, lambda: InProcessPort(slot), standings=standings) as running:
            yield running


@contextmanager
def emulated_card(card: str, store: Path | None = None) -> Iterator[Insertable]:
    """A virtual card, ready to go in. Raises CardRefused or StoreRefused."""
    with ready_card(find_card(card), store=store, today=date.today(), random=os.urandom) as ready:
        yield ready


def examination(settings: Settings) -> list[Finding]:
    """What `kiosk doctor` finds on this machine."""
    return examine(settings, PcscPort(), look(settings.printer, SLIP_S))


def bundled_standings() -> dict[bytes, Standing]:
    """The registry of the bundled cards."""
    return {card: Standing(code) for card, code in bundled_registry().items()}


def standings_of(card: str) -> dict[bytes, Standing]:
    """The registry's entry in a card file of one's own."""
    profile = find_card(card)
    return {profile.identification: Standing(profile.registry.standing)}


@contextmanager
def _journal(settings: Settings) -> Iterator[Observer]:
    """The journal, written by a thread of its own; where it can't be, that is said, and the service goes on."""
    open_file = partial(JournalFile, settings.journal, settings.terminal)
    writer = JournalWriter(open_file, lambda: datetime.now().astimezone(), _log.warning)

    def record(before: State, event: Event, after: State) -> None:
        entry = derive(before, event, after)
        if entry is not None:
            writer.put(entry)

    try:
        yield record
    finally:
        writer.close(STOP_S)
