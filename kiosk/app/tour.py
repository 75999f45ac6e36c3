"""The tour of all screens, in every role, on emulated cards, with an issuer's office of its own, and off-screen."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QEventLoop

from emulator.assets import ASSETS
from emulator.back_office import back_office
from emulator.card.profile import CardProfile
from emulator.cards import bundled_cards, find_card, ready_card
from emulator.reader.hand import Hand
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk import china
from kiosk.app.at_work import at_work
from kiosk.app.emulated import EMULATED_READERS
from kiosk.app.roles import ROLES
from kiosk.card.in_process import InProcessPort
from kiosk.issuer.office import OfficeAway
from kiosk.printer.job import PDF
from kiosk.roles.journey import OTHER_KIND
from kiosk.roles.parts import RoleParts
from kiosk.settings import Settings
from kiosk.tour.album import Album
from kiosk.tour.walk import Picture, TourClock, Walk
from kiosk.ui.garbage import Garbage
from kiosk.ui.look import Look
from kiosk.ui.trouble import NO_FONT, ScreenRefused
from kiosk.ui.window import Loop, Screen, Signals, application, has_fonts

HELD_S = 60.0  # the longest that the tour looks at one screen


def run_tour(settings: Settings, albums: Sequence[tuple[Look, Path]], told: Callable[[Path], None]) -> None:
    """Walk through every screen on emulated cards, off-screen, once in each look.

    Leaves its pictures and tour.json in the folder that goes with the look; each file is `told`. Raises
    PicturesRefused where a folder takes none, TourStuck where a screen does not come, KeyboardInterrupt at Ctrl-C.
    """

    qt = application(offscreen=True)
    if not has_fonts():
        raise ScreenRefused(NO_FONT)
    stopped = False

    def stop() -> None:  # raised here, it would be lost whenever Qt is the one who called
        nonlocal stopped
        stopped = True
        qt.exit()

    signals = Signals(lambda _: stop(), [signal.SIGINT])
    clock = TourClock()
    loop = Loop(clock)
    first_role = next(iter(ROLES.values())).parts()
    screen = Screen(send=loop.post, clock=clock, look=replace(albums[0][0], still=True), assets=ASSETS, role=first_role)
    screen.voice.offer(always=False)  # silently: who looks at pictures listens to none
    first = QEventLoop()
    screen.show(fullscreen=False, shown=first.quit)
    first.exec()
    garbage = Garbage(is_loading=lambda: False, is_idle=screen.is_idle)
    garbage.start()
    for look, folder in albums:
        album = Album(folder, look)
        screen.wear(replace(look, still=True))

        def picture(shown: str, name: str, state: str, look: Look = look, album: Album = album) -> None:
            for low, variant in ((False, name), (True, f"{name}-low")):
                if look.may_lower or not low:
                    screen.model.wear(replace(look, still=True, low=low))
                    for made in album.add(shown, variant, state, screen.window):
                        told(made)
            screen.model.wear(replace(look, still=True))

        walk_through(settings, screen, loop, clock, picture, lambda: stopped)
        told(album.close())
    garbage.stop()
    signals.deleteLater()
    screen.close()
    qt.shutdown()


def walk_through(
    settings: Settings,
    screen: Screen,
    loop: Loop,
    clock: TourClock,
    picture: Picture,
    is_stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Walk through every screen once; `picture(screen, name, state)` where one is to be made. Raises TourStuck.

    Once somebody stopped it, it raises KeyboardInterrupt.

    `screen` is shown, and sends to `loop`. Nobody was here: no entries, no paper, and the issuer is a new one.
    """
    with TemporaryDirectory() as aside, back_office(None, bundled_cards()) as issuer:
        own = settings.model_copy(
            update={
                "reader": "",
                "staff_reader": "",
                "journal": Path(aside, "journal.jsonl"),
                "printer": PDF,
                "slips": Path(aside),
                "outbox": Path(aside, "outbox.sqlite"),
            }
        )
        for name, role in ROLES.items():
            parts = role.parts()
            screen.play(parts)
            wire = Wire(role.near(issuer.office, issuer.enrol(f"tour-{name}", role.enrols_as)))
            with _at_work(parts, own, wire, screen, loop, clock, is_stopped) as walk:
                for journey in parts.journeys():
                    walk.go(journey, picture)
    screen.play(next(iter(ROLES.values())).parts())


@contextmanager
def _at_work(
    role: RoleParts[Any, Any],
    settings: Settings,
    wire: Wire,
    screen: Screen,
    loop: Loop,
    clock: TourClock,
    is_stopped: Callable[[], bool],
) -> Iterator[Walk]:
    """A terminal in its role, and the people at it."""
    slots = {reader: Slot(EMULATED_READERS[reader]) for reader in role.trades}
    ports = {reader: partial(InProcessPort, slot) for reader, slot in slots.items()}
    with ExitStack() as work:
        hands = {whose: work.enter_context(_hand(slot)) for whose, slot in slots.items()}
        walk = Walk(role, screen, loop, hands, wire, clock, is_stopped)
        working = at_work(role, settings, ports, loop.post, open_office=lambda: wire, observe=walk.observe, clock=clock)
        loop.drive(work.enter_context(working))
        work.callback(loop.release)
        yield walk


class Wire:
    """An office behind a wire that can be cut."""

    def __init__(self, office: object) -> None:
        self._office = office
        self._whole = True

    def cut(self) -> None:
        """Nothing comes through any more."""
        self._whole = False

    def mend(self) -> None:
        """It does again."""
        self._whole = True

    def __getattr__(self, question: str) -> Any:
        """Any question to the office. Raises OfficeAway."""
        if not self._whole:
            raise OfficeAway("the wire is cut")
        return getattr(self._office, question)


@contextmanager
def _hand(slot: Slot) -> Iterator[Hand]:
    """A hand at `slot` with all cards that the tour asks for. Their memories end with it."""

    with ExitStack() as cards:

        def make(name: str) -> Insertable:
            profile = _of_another_kind() if name == OTHER_KIND else find_card(name)
            return cards.enter_context(ready_card(profile, store=None, today=china.today(), random=os.urandom))

        yield Hand(slot, make, HELD_S)


def _of_another_kind() -> CardProfile:
    """A card without any application that a terminal knows."""
    profile = find_card("bank-only")
    return profile.model_copy(update={"card": profile.card.model_copy(update={"applications": ()})})
