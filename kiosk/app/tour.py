"""The tour of all screens, in both roles, on emulated cards, with an issuer's office of its own, and off-screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QEventLoop

from emulator.assets import ASSETS
from emulator.back_office import BackOffice, back_office
from emulator.card.profile import CardProfile
from emulator.cards import bundled_cards, find_card, ready_card
from emulator.reader.hand import Hand
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.app import service_point, terminal
from kiosk.app.emulated import EMULATED_READER, EMULATED_STAFF_READER
from kiosk.app.office import NearOffice, NearServicePointOffice
from kiosk.card.in_process import InProcessPort
from kiosk.card.port import Port
from kiosk.issuer.office import OfficeAway
from kiosk.printer.job import PDF
from kiosk.roles.self_service import intents as self_service_role
from kiosk.roles.self_service.tour import OTHER_KIND, SELF_SERVICE
from kiosk.roles.service_point import intents as service_point_role
from kiosk.roles.service_point.tour import SERVICE_POINT
from kiosk.settings import Role as RoleName
from kiosk.settings import Settings
from kiosk.tour.album import Album
from kiosk.tour.stops import Journey, Reader
from kiosk.tour.walk import Picture, TourClock, Walk
from kiosk.ui.look import Look
from kiosk.ui.role import Role
from kiosk.ui.window import Loop, Runner, Screen, application

HELD_S = 60.0  # the longest that the tour looks at one screen

AtWork = Callable[..., AbstractContextManager[Runner]]
OpenPort = Callable[[], Port]


@dataclass(frozen=True, slots=True)
class Part:
    """What the tour shows of one role. `at_work` makes a terminal of the ways to its two readers."""

    name: RoleName
    role: Role
    near: type[NearOffice]
    at_work: Callable[[Settings, OpenPort, OpenPort], AtWork]
    journeys: tuple[Journey, ...]


PARTS = (
    Part(
        "self-service",
        self_service_role.SELF_SERVICE,
        NearOffice,
        lambda settings, port, _: partial(terminal.running, settings, port),
        SELF_SERVICE,
    ),
    Part(
        "service-point",
        service_point_role.SERVICE_POINT,
        NearServicePointOffice,
        lambda settings, port, staff_port: partial(service_point.serving, settings, port, staff_port),
        SERVICE_POINT,
    ),
)


def run_tour(settings: Settings, albums: Sequence[tuple[Look, Path]], told: Callable[[Path], None]) -> None:
    """Walk through every screen on emulated cards, off-screen, once in each look.

    Leaves its pictures and tour.json in the folder that goes with the look; each file is `told`. Raises OSError where
    a folder takes none, TourStuck where a screen does not come.
    """

    qt = application(offscreen=True)
    clock = TourClock()
    loop = Loop(clock)
    screen = Screen(send=loop.post, clock=clock, look=replace(albums[0][0], still=True), assets=ASSETS)
    first = QEventLoop()
    screen.show(fullscreen=False, shown=first.quit)
    first.exec()
    for look, folder in albums:
        album = Album(folder, look)
        screen.wear(replace(look, still=True))

        def picture(shown: str, name: str, state: str, album: Album = album) -> None:
            told(album.add(shown, name, state, screen.window))

        walk_through(settings, screen, loop, clock, picture)
        told(album.close())
    screen.close()
    qt.shutdown()


def walk_through(settings: Settings, screen: Screen, loop: Loop, clock: TourClock, picture: Picture) -> None:
    """Walk through every screen once; `picture(screen, name, state)` where one is to be made. Raises TourStuck.

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
        for part in PARTS:
            screen.play(part.role)
            with _at_work(part, own, issuer, screen, loop, clock) as walk:
                for journey in part.journeys:
                    walk.go(journey, picture)
    screen.play(PARTS[0].role)


@contextmanager
def _at_work(
    part: Part, settings: Settings, issuer: BackOffice, screen: Screen, loop: Loop, clock: TourClock
) -> Iterator[Walk]:
    """A terminal in its role, and the people at it."""
    slots = {Reader.HOLDER: Slot(EMULATED_READER), Reader.STAFF: Slot(EMULATED_STAFF_READER)}
    ports = [partial(InProcessPort, slot) for slot in slots.values()]
    line = Line(part.near(issuer.office, issuer.enrol(f"tour-{part.name}", part.name)))
    with ExitStack() as work:
        hands = {whose: work.enter_context(_hand(slot)) for whose, slot in slots.items()}
        walk = Walk(screen, loop, hands, line, clock)
        at_work = part.at_work(settings, *ports)
        runner = at_work(loop.post, open_office=lambda: line, observe=walk.observe, clock=clock)
        loop.drive(work.enter_context(runner))
        work.callback(loop.release)
        yield walk


class Line:
    """An office behind a line that can be cut."""

    def __init__(self, office: NearOffice) -> None:
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
            raise OfficeAway("the line is cut")
        return getattr(self._office, question)


@contextmanager
def _hand(slot: Slot) -> Iterator[Hand]:
    """A hand at `slot` with all cards that the tour asks for. Their memories end with it."""

    with ExitStack() as cards:

        def make(name: str) -> Insertable:
            profile = _of_another_kind() if name == OTHER_KIND else find_card(name)
            return cards.enter_context(ready_card(profile, store=None, today=date.today(), random=os.urandom))

        yield Hand(slot, make, HELD_S)


def _of_another_kind() -> CardProfile:
    """A card without any application that a terminal knows."""
    profile = find_card("bank-only")
    return profile.model_copy(update={"card": profile.card.model_copy(update={"applications": ()})})
