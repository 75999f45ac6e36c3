"""The composition root: the one place that puts real or emulated parts together."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from emulator.assets import ASSETS
from emulator.card.profile import CardProfile
from emulator.cards import CardRefused, bundled_cards, find_card, ready_card
from emulator.reader.hand import Hand
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
from kiosk.printer.job import PDF
from kiosk.printer.look import look
from kiosk.printer.port import NoPrinter, SlipPrinter
from kiosk.printer.printer import Printer
from kiosk.rules.standing import Standing
from kiosk.session.event import Event
from kiosk.session.play import Inbox, Person, play
from kiosk.session.runner import Arrival, Runner
from kiosk.session.state import State
from kiosk.settings import Settings
from kiosk.ui.look import Look, px_per_mm

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from emulator.dock.window import Dock

__all__ = [
    "CardRefused",
    "StoreRefused",
    "Terminal",
    "emulated_card",
    "emulated_terminal",
    "examination",
    "pcsc_terminal",
    "run_tour",
    "run_window",
]

_log = logging.getLogger("kiosk")

STOP_S = 1.0
SLIP_S = 10.0  # a slip that takes longer is not waited for
EMULATED_READER = "Emulated Reader"
BESIDE_PX, ABOVE_PX = 24, 48  # what is left free around the windows of a desk
DOCK_PX = 420
HELD_S = 60.0  # the longest that the tour looks at one screen

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


def run_window(
    settings: Settings,
    look: Look,
    *,
    fullscreen: bool = False,
    fit: bool = False,
    card: str | None = None,
    desk: bool = False,
    shown: Callable[[], None] = lambda: None,
) -> int:
    """The terminal in its window until it is closed; Qt's exit status. Raises CardRefused.

    With `fit`, smaller than `look` says where the display has no room for it.
    On PC/SC readers; with `card` (in it from the start) or `desk` (the dock beside it) on a reader in this process.
    `shown` is called once, when the first frame is on the screen and the terminal at work.
    """
    profiles = {profile.card.id: profile for profile in (bundled_cards() if desk else [])}
    first = find_card(card) if card else None
    if first:
        profiles[first.card.id] = first
    standings = bundled_standings() | (standings_of(card) if card else {})
    gc.disable()  # until the first frame: nothing of what is loaded now goes away
    from kiosk.sound.reminder import CallBack  # Qt is loaded only where a window is wanted
    from kiosk.ui.window import Loop, Screen, Signals, application

    qt = application()
    room = qt.primaryScreen().availableSize()
    if fullscreen:
        whole = qt.primaryScreen().size()
        dense = px_per_mm(whole.width(), whole.height(), settings.screen_inches)
        look = replace(look, width=whole.width(), height=whole.height(), px_per_mm=dense)
    elif fit:
        beside = BESIDE_PX * 3 + DOCK_PX if desk else BESIDE_PX * 2
        look = look.within(room.width() - beside, room.height() - ABOVE_PX * 2)
    if desk and not settings.printer:
        settings = settings.model_copy(update={"printer": PDF})  # virtual cards print on no real printer by themselves
    loop = Loop(monotonic)
    screen = Screen(send=loop.post, clock=monotonic, look=look, assets=ASSETS)
    call_back = CallBack(ASSETS / "sounds" / "card-left-behind.wav")
    slot = Slot(EMULATED_READER) if profiles else None

    def observe(before: State, event: Event, after: State) -> None:
        screen.observe(before, event, after)
        call_back.observe(before, event, after)

    with ExitStack() as cards, ExitStack() as work:  # the terminal ends before the cards' memory does

        def make(name: str) -> Insertable:
            return cards.enter_context(ready_card(profiles[name], store=None, today=date.today(), random=os.urandom))

        dock = _dock(slot, list(profiles.values()), make, screen.window) if slot and desk else None
        if slot and first and not dock:
            slot.insert(make(first.card.id))

        def begin() -> None:
            port = PcscPort if slot is None else partial(InProcessPort, slot)
            runner = running(settings, port, loop.post, standings=standings, observe=observe)
            loop.drive(work.enter_context(runner))
            gc.freeze()  # a full collection over all that was imported would stall the screen
            gc.enable()
            shown()
            screen.warm()

        signals = Signals(qt.quit)
        if not fullscreen:
            screen.window.setPosition(BESIDE_PX, ABOVE_PX)
        screen.show(fullscreen=fullscreen, shown=begin)
        if dock:
            dock.show(BESIDE_PX + look.width + BESIDE_PX, ABOVE_PX, look.height)
            if first:
                dock.model.insert(first.card.id)
        status = qt.exec()
        loop.release()
    call_back.stop()
    signals.deleteLater()
    screen.close()
    return status


def run_tour(settings: Settings, albums: Sequence[tuple[Look, Path]], told: Callable[[Path], None]) -> None:
    """Walk through every screen on emulated cards, off-screen, once in each look.

    Leaves its pictures and tour.json in the folder that goes with the look; each file is `told`. Raises OSError where
    a folder takes none, TourStuck where a screen does not come.
    """
    from kiosk.tour.album import Album
    from kiosk.tour.stops import JOURNEYS
    from kiosk.tour.walk import TourClock, Walk
    from kiosk.ui.window import Loop, Screen, application

    qt = application(offscreen=True)
    clock = TourClock()
    loop = Loop(clock)
    screen = Screen(send=loop.post, clock=clock, look=replace(albums[0][0], still=True), assets=ASSETS)
    with ExitStack() as work:
        aside = Path(work.enter_context(TemporaryDirectory()))  # nobody was here: no entries, and no paper
        own = settings.model_copy(update={"journal": aside / "journal.jsonl", "printer": PDF, "slips": aside})
        slot = Slot(EMULATED_READER)
        walk = Walk(screen, loop, work.enter_context(tour_hand(slot)), clock)
        port = partial(InProcessPort, slot)
        runner = running(own, port, loop.post, standings=bundled_standings(), observe=walk.observe, clock=clock)
        loop.drive(work.enter_context(runner))
        for look, folder in albums:
            album = Album(folder, look)
            screen.wear(replace(look, still=True))

            def picture(shown: str, name: str, state: str, album: Album = album) -> None:
                told(album.add(shown, name, state, screen.window))

            for journey in JOURNEYS:
                walk.go(journey, picture)
            told(album.close())
        loop.release()
    screen.close()
    qt.shutdown()


@contextmanager
def tour_hand(slot: Slot) -> Iterator[Hand]:
    """A hand at `slot` with all cards that the tour asks for. Their memories end with it."""
    from kiosk.tour.stops import OTHER_KIND  # here, because only a tour needs it

    with ExitStack() as cards:

        def make(name: str) -> Insertable:
            profile = _of_another_kind() if name == OTHER_KIND else find_card(name)
            return cards.enter_context(ready_card(profile, store=None, today=date.today(), random=os.urandom))

        yield Hand(slot, make, HELD_S)


def _of_another_kind() -> CardProfile:
    """A card without any application that a terminal knows."""
    profile = find_card("bank-only")
    return profile.model_copy(update={"card": profile.card.model_copy(update={"applications": ()})})


def _dock(slot: Slot, profiles: list[CardProfile], make: Callable[[str], Insertable], beside: QQuickWindow) -> Dock:
    """The desk panel, which goes when the window beside it goes."""
    from emulator.dock.window import Dock

    dock = Dock(slot, sorted(profiles, key=lambda profile: profile.card.id != "normal"), make)
    beside.visibleChanged.connect(lambda visible: None if visible else dock.window.close())
    return dock


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
    return {profile.identification: Standing(profile.registry.standing) for profile in bundled_cards()}


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
