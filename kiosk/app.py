"""The composition root: the one place that puts real or emulated parts together."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from emulator.assets import ASSETS
from emulator.card.profile import CardProfile
from emulator.cards import CardRefused, bundled_cards, find_card, ready_card
from emulator.reader.faults import PulledOut
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
from kiosk.rules.standing import Standing
from kiosk.session.event import Event
from kiosk.session.play import Inbox, Person, play
from kiosk.session.runner import Arrival, Runner
from kiosk.session.state import State
from kiosk.settings import Settings
from kiosk.ui.look import Look

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from emulator.dock.window import Dock

__all__ = [
    "CardRefused",
    "StoreRefused",
    "Terminal",
    "empty_terminal",
    "emulated_card",
    "emulated_terminal",
    "examination",
    "pcsc_terminal",
    "pulled_during_change",
    "run_window",
]

_log = logging.getLogger("kiosk")

STOP_S = 1.0
EMULATED_READER = "Emulated Reader"
CHANGE_PIN = bytes.fromhex("805E")

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
    observe: Observer = lambda *_: None,
) -> Iterator[Terminal]:
    """A terminal over the readers of `open_port`, with `reader` in their names. Its threads end with it."""
    inbox: Inbox = SimpleQueue()
    with running(settings, open_port, inbox.put, standings=standings, reader=reader, observe=observe) as runner:
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
) -> Iterator[Runner]:
    """A runner with its threads. What they have for it goes through `post`, on any thread, to `Runner.deliver`."""
    with _journal(settings) as journal:

        def hear(before: State, event: Event, after: State) -> None:
            journal(before, event, after)
            observe(before, event, after)

        desk = Desk(open_port, lambda number, outcome: post((number, outcome)), monotonic)
        runner = Runner(
            desk=desk,
            issuer=TableIssuer(standings),
            post=post,
            observe=hear,
            clock=monotonic,
            policy=settings.policy,
        )
        watcher = Watcher(open_port, post, reader or settings.reader)
        try:
            yield runner
        finally:
            watcher.stop(STOP_S)
            desk.stop(STOP_S)


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
def empty_terminal(settings: Settings, observe: Observer) -> Iterator[tuple[Terminal, Slot]]:
    """A terminal over an empty reader in this process, and the reader's slot for somebody's hand."""
    slot = Slot(EMULATED_READER)
    with terminal(settings, lambda: InProcessPort(slot), standings=bundled_standings(), observe=observe) as running:
        yield running, slot


def run_window(
    settings: Settings,
    look: Look,
    *,
    fullscreen: bool = False,
    card: str | None = None,
    desk: bool = False,
    shown: Callable[[], None] = lambda: None,
) -> int:
    """The terminal in its window until it is closed; Qt's exit status. Raises CardRefused.

    On PC/SC readers; with `card` (in it from the start) or `desk` (the dock beside it) on a reader in this process.
    `shown` is called once, when the first frame is on the screen and the terminal at work.
    """
    from kiosk.ui.window import Loop, Screen, Signals, application  # Qt is loaded only where a window is wanted

    profiles = {profile.card.id: profile for profile in (bundled_cards() if desk else [])}
    first = find_card(card) if card else None
    if first:
        profiles[first.card.id] = first
    standings = bundled_standings() | (standings_of(card) if card else {})
    qt = application()
    loop = Loop(monotonic)
    screen = Screen(send=loop.post, clock=monotonic, look=look, assets=ASSETS)
    slot = Slot(EMULATED_READER) if profiles else None

    with ExitStack() as cards, ExitStack() as work:  # the terminal ends before the cards' memory does

        def make(name: str) -> Insertable:
            return cards.enter_context(ready_card(profiles[name], store=None, today=date.today(), random=os.urandom))

        dock = _dock(slot, list(profiles.values()), make, screen.window) if slot and desk else None
        if slot and first and not dock:
            slot.insert(make(first.card.id))

        def begin() -> None:
            port = PcscPort if slot is None else partial(InProcessPort, slot)
            runner = running(settings, port, loop.post, standings=standings, observe=screen.observe)
            loop.drive(work.enter_context(runner))
            gc.collect()
            gc.freeze()  # a full collection over all that was imported would stall the screen
            shown()

        signals = Signals(qt.quit)
        screen.show(fullscreen=fullscreen, shown=begin)
        if dock:
            dock.show(look.width + 40, 40)
            if first:
                dock.model.insert(first.card.id)
        status = qt.exec()
        loop.release()
    signals.deleteLater()
    screen.close()
    return status


def _dock(slot: Slot, profiles: list[CardProfile], make: Callable[[str], Insertable], beside: QQuickWindow) -> Dock:
    """The desk panel, which goes when the window beside it goes."""
    from emulator.dock.window import Dock

    dock = Dock(slot, profiles, make)
    beside.visibleChanged.connect(lambda visible: None if visible else dock.window.close())
    return dock


@contextmanager
def emulated_card(card: str, store: Path | None = None) -> Iterator[Insertable]:
    """A virtual card, ready to go in. Raises CardRefused or StoreRefused."""
    with ready_card(find_card(card), store=store, today=date.today(), random=os.urandom) as ready:
        yield ready


def pulled_during_change(card: Insertable, slot: Slot) -> Insertable:
    """`card`, pulled out of `slot` when it has carried CHANGE PIN out and before its answer is heard."""
    return PulledOut(card, slot.remove, lambda apdu: apdu[:2] == CHANGE_PIN)


def examination(settings: Settings) -> list[Finding]:
    """What `kiosk doctor` finds on this machine."""
    return examine(settings, PcscPort())


def bundled_standings() -> dict[bytes, Standing]:
    """The registry of the bundled cards."""
    return {profile.identification: Standing(profile.registry.standing) for profile in bundled_cards()}


def standings_of(card: str) -> dict[bytes, Standing]:
    """The registry's entry in a card file of one's own."""
    profile = find_card(card)
    return {profile.identification: Standing(profile.registry.standing)}


@contextmanager
def _journal(settings: Settings) -> Iterator[Observer]:
    """The journal; a disk that takes no entry is said once on standard error, and the service goes on."""
    try:
        file = JournalFile(settings.journal, settings.terminal, lambda: datetime.now().astimezone())
    except OSError as error:
        _log.warning("no journal: %s. Set KIOSK_JOURNAL to a file that can be written.", error)
        yield lambda *_: None
        return
    complaints: list[OSError] = []

    def record(before: State, event: Event, after: State) -> None:
        entry = derive(before, event, after)
        if entry is None:
            return
        try:
            file.append(entry)
        except OSError as error:
            if not complaints:
                _log.warning("the journal takes no more entries: %s.", error)
            complaints.append(error)

    try:
        yield record
    finally:
        file.close()
