"""The terminal in its window, and the desk panel beside it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from emulator.assets import ASSETS
from emulator.card.profile import CardProfile
from emulator.cards import bundled_cards, find_card, ready_card
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.app.terminal import EMULATED_READER, bundled_standings, running, standings_of
from kiosk.card.in_process import InProcessPort
from kiosk.card.pcsc import PcscPort
from kiosk.printer.job import PDF
from kiosk.session.event import Event
from kiosk.session.state import State
from kiosk.settings import Settings
from kiosk.ui.look import Look, px_per_mm

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from emulator.dock.window import Dock

BESIDE_PX, ABOVE_PX = 24, 48  # what is left free around the windows of a desk
DOCK_PX = 420


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


def _dock(slot: Slot, profiles: list[CardProfile], make: Callable[[str], Insertable], beside: QQuickWindow) -> Dock:
    """The desk panel, which goes when the window beside it goes."""
    from emulator.dock.window import Dock

    dock = Dock(slot, sorted(profiles, key=lambda profile: profile.card.id != "normal"), make)
    beside.visibleChanged.connect(lambda visible: None if visible else dock.window.close())
    return dock
