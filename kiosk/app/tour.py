"""The tour of all screens, on emulated cards and off-screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from emulator.assets import ASSETS
from emulator.card.profile import CardProfile
from emulator.cards import find_card, ready_card
from emulator.reader.hand import Hand
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.app.terminal import EMULATED_READER, bundled_standings, running
from kiosk.card.in_process import InProcessPort
from kiosk.printer.job import PDF
from kiosk.settings import Settings
from kiosk.tour.album import Album
from kiosk.tour.stops import JOURNEYS, OTHER_KIND
from kiosk.tour.walk import TourClock, Walk
from kiosk.ui.look import Look
from kiosk.ui.window import Loop, Screen, application

HELD_S = 60.0  # the longest that the tour looks at one screen


def run_tour(settings: Settings, albums: Sequence[tuple[Look, Path]], told: Callable[[Path], None]) -> None:
    """Walk through every screen on emulated cards, off-screen, once in each look.

    Leaves its pictures and tour.json in the folder that goes with the look; each file is `told`. Raises OSError where
    a folder takes none, TourStuck where a screen does not come.
    """

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

    with ExitStack() as cards:

        def make(name: str) -> Insertable:
            profile = _of_another_kind() if name == OTHER_KIND else find_card(name)
            return cards.enter_context(ready_card(profile, store=None, today=date.today(), random=os.urandom))

        yield Hand(slot, make, HELD_S)


def _of_another_kind() -> CardProfile:
    """A card without any application that a terminal knows."""
    profile = find_card("bank-only")
    return profile.model_copy(update={"card": profile.card.model_copy(update={"applications": ()})})
