"""The terminal in its window, in any role, and the desk panel beside it."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import count
from random import SystemRandom
from time import monotonic
from typing import TYPE_CHECKING, Any

from emulator.assets import ASSETS
from kiosk.app.at_work import Ports, at_work
from kiosk.app.emulated import EMULATED_READERS, all_cards, found_card, made
from kiosk.app.installed import pcsc_port
from kiosk.app.issuer import Issuer
from kiosk.app.no_issuer import NoIssuer
from kiosk.app.roles import ROLES, Role
from kiosk.card.in_process import InProcessPort
from kiosk.card.real_readers import RealReaders
from kiosk.hall import Refusal, Where, allowed, hall_of, issuer_note, refusals, refusals_on_a_desk
from kiosk.hardened import harden_for_a_hall
from kiosk.printer.job import PDF
from kiosk.printer.look import has_printer
from kiosk.roles.parts import RoleParts
from kiosk.session.reader import Reader
from kiosk.settings import Settings, SettingsRefused
from kiosk.signals import SENT_TO_A_WINDOW, as_by_default
from kiosk.typeface import FAMILY, INSTALL
from kiosk.ui.look import Look, px_per_mm
from kiosk.ui.trouble import NO_FONT, NO_SCREEN, ScreenRefused, Trouble, not_loaded, trouble

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from emulator.card.profile import CardProfile
    from emulator.dock.window import Dock
    from emulator.reader.insertable import Insertable
    from emulator.reader.slot import Slot

_log = logging.getLogger("kiosk")

BESIDE_PX, ABOVE_PX = 24, 48  # what is left free around the windows of a desk
DOCK_PX = 420
READINGS = ASSETS / "voice" / "readings.toml"
OPERATOR = "operator"  # the bundled card that makes its holder a member of staff


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
    """The terminal in its window until it is closed; Qt's exit status, 1 where the window was taken away.

    With `fit`, smaller than `look` says where the display has no room for it. Raises CardRefused.
    On PC/SC readers; with `card` (in it from the start) or `desk` (the dock beside it) on readers in this process.
    `shown` is called once, when the first frame is on the screen and the terminal at work. Raises SettingsRefused for
    what breaks the rules of a hall (`kiosk.hall`), which bind a terminal on PC/SC, and ScreenRefused where Qt can't be
    loaded; where Qt finds no screen, the process says so and ends with status 1.
    """
    role = ROLES[settings.role]
    parts = role.parts()
    where = Where.DESK if card or desk else hall_of(settings)
    may = allowed(where)
    if where is Where.DESK:
        _start_with(refusals_on_a_desk(os.environ))
    else:
        _keep_hall_rules(settings, staffed=Reader.STAFF in parts.trades)
    first = found_card(card) if card else None
    bundled = {profile.card.id: profile for profile in (all_cards() if desk else ())}
    first = _beside(bundled, first) if first else None
    profiles = bundled | ({first.card.id: first} if first else {})
    gc.disable()  # nothing of what is loaded now goes away, and later it is `Garbage` that collects
    try:  # Qt is loaded only where a window is wanted
        from kiosk.sound.call_back import CallBack
        from kiosk.ui.garbage import Garbage
        from kiosk.ui.qt_says import QtSays
        from kiosk.ui.window import Loop, Screen, Signals, application, has_fonts, has_typeface
        from kiosk.ui.window_lost import LostWindows
        from kiosk.voice.headphone import Headphone
        from kiosk.voice.speaker import Speaker
    except ImportError as error:
        raise ScreenRefused(not_loaded(error)) from error

    qt_says = QtSays(_give_up)
    qt = application()
    if not qt.screens():
        raise ScreenRefused(trouble(NO_SCREEN))
    if not has_fonts():
        raise ScreenRefused(NO_FONT)
    room = qt.primaryScreen().availableSize()
    if fullscreen:
        whole, told = qt.primaryScreen().size(), qt.primaryScreen().physicalSize()
        dense = px_per_mm(whole.width(), whole.height(), settings.screen_inches, (told.width(), told.height()))
        look = replace(look, width=whole.width(), height=whole.height(), px_per_mm=dense)
    elif fit:
        beside = BESIDE_PX * 3 + DOCK_PX if desk else BESIDE_PX * 2
        look = look.within(room.width() - beside, room.height() - ABOVE_PX * 2)
    if desk and not settings.printer:
        settings = settings.model_copy(update={"printer": PDF})  # virtual cards print on no real printer by themselves
    loop = Loop(monotonic)
    screen = Screen(send=loop.post, clock=monotonic, look=look, assets=ASSETS, role=parts)
    if settings.shuffled_pad:
        screen.model.shuffle_pads(SystemRandom().shuffle)
    slots = _slots(parts) if profiles else {}
    if slots:
        settings = settings.model_copy(update={"reader": "", "staff_reader": ""})  # which name ones behind PC/SC
    with ExitStack() as cards, ExitStack() as work:  # the terminal ends before the cards' memory does

        def make(name: str) -> Insertable:
            return cards.enter_context(made(profiles[name]))

        dock = _dock(list(slots.values()), list(profiles.values()), make, screen.window) if desk and may.dock else None
        if first and not dock:
            slots[Reader.HOLDER].insert(make(first.card.id))
            if Reader.STAFF in slots:  # nobody could put one in
                slots[Reader.STAFF].insert(cards.enter_context(made(found_card(OPERATOR))))
        issuer = _issuer(settings, role, first, real=not slots)
        work.callback(issuer.close)
        garbage = Garbage(is_loading=issuer.is_loading, is_idle=screen.is_idle)
        call_back = CallBack(ASSETS / "sounds")
        speaker = Speaker(READINGS, settings.voice_command, clock=monotonic)
        headphone = Headphone()
        if settings.voice != "never":
            speaker.failed.connect(screen.voice.fail)
            speaker.begun.connect(screen.give_voice(speaker, always=settings.voice == "always").begin)

        def observe(before: object, event: object, after: object) -> None:
            screen.observe(before, event, after)
            call_back.call(parts.call_of(after))

        def begin() -> None:
            ports = _ports(parts, slots, allow_virtual=settings.allow_virtual_reader)
            working = at_work(
                parts,
                settings,
                ports,
                loop.post,
                open_office=issuer.open,
                when_open=issuer.when_open,
                journal_of=issuer.record,
                observe=observe,
                keeps_slips=where is Where.DESK,
            )
            loop.drive(work.enter_context(working))
            garbage.start()
            qt_says.started()
            shown()
            issuer.begin()
            screen.warm()
            if where is not Where.DESK:
                screen.prints_if(lambda: has_printer(settings.printer))
            if settings.voice == "asked":
                headphone.plugged.connect(screen.voice.plug)
                headphone.start()
            if not has_typeface():
                _log.warning("the type face %s is missing, and Chinese shows as it may. %s", FAMILY, INSTALL)

        def lose() -> None:
            _log.error("the window was taken away by somebody else: another program, or the display's server.")
            loop.leave(lambda: qt.exit(1))  # whoever started the terminal starts it anew

        def end(number: int | None = None) -> None:
            ended_by.append(number)
            loop.leave(qt.exit)  # not `quit`, which asks the windows, and one in a hall says no

        ended_by: list[int | None] = []
        signals = Signals(end, SENT_TO_A_WINDOW)
        qt.setQuitOnLastWindowClosed(False)
        qt.lastWindowClosed.connect(end)
        lost_windows = LostWindows(qt, lose)
        if not fullscreen:
            screen.window.setPosition(BESIDE_PX, ABOVE_PX)
        screen.show(fullscreen=fullscreen, stays=fullscreen and not may.closed, shown=begin)
        lost_windows.watch(screen.window)
        if dock:
            dock.show(BESIDE_PX + look.width + BESIDE_PX, ABOVE_PX, look.height)
            lost_windows.watch(dock.window)
            if first:
                dock.model.insert(first.card.id)
        status = qt.exec()
        lost_windows.stop()
        issuer.leave()
        loop.release()
    garbage.stop()
    call_back.stop()
    headphone.stop()
    speaker.stop()
    signals.deleteLater()
    screen.close()
    for number in {signal.SIGHUP, signal.SIGQUIT} & set(ended_by):
        as_by_default(number)
    return status


def _beside(bundled: Mapping[str, CardProfile], own: CardProfile) -> CardProfile:
    """A card of one's own among `bundled` ones: one that is none of theirs takes no id of theirs."""
    there = bundled.get(own.card.id)
    if there is None or there.identification == own.identification:  # an edited copy stands in its place
        return own
    free = next(name for number in count(2) if (name := f"{own.card.id}-{number}") not in bundled)
    return own.model_copy(update={"card": own.card.model_copy(update={"id": free})})


def _keep_hall_rules(settings: Settings, *, staffed: bool) -> None:
    """Raises SettingsRefused."""
    _start_with(refusals(settings, os.environ, staffed=staffed))
    says, mend = issuer_note(settings)
    _log.warning("%s", f"{says} {mend}".rstrip())
    harden_for_a_hall(os.environ)


def _start_with(refused: Iterator[Refusal]) -> None:
    """Raises SettingsRefused for the first."""
    for each in refused:
        raise SettingsRefused(str(each))


def _give_up(why: Trouble) -> None:
    print(f"kiosk: {why.says} {why.mend}", file=sys.stderr, flush=True)  # noqa: T201


def _issuer(settings: Settings, role: Role, card: CardProfile | None, *, real: bool) -> Issuer[Any] | NoIssuer:
    """Who is asked. Without one in the settings real cards have none, and virtual ones one that is kept nowhere."""
    if real and settings.issuer is None:
        return NoIssuer()
    return Issuer(settings, role.near, lambda: [card] if card else [])


def _slots(role: RoleParts[Any, Any]) -> dict[Reader, Slot]:
    """Its readers in this process."""
    from emulator.reader.slot import Slot

    return {reader: Slot(EMULATED_READERS[reader]) for reader in role.trades}


def _ports(role: RoleParts[Any, Any], slots: Mapping[Reader, Slot], *, allow_virtual: bool) -> Ports:
    """A way to each of its readers: in this process, or on PC/SC."""
    real = pcsc_port() if allow_virtual else lambda: RealReaders(pcsc_port()())
    return {reader: partial(InProcessPort, slots[reader]) if slots else real for reader in role.trades}


def _dock(
    slots: list[Slot], profiles: list[CardProfile], make: Callable[[str], Insertable], beside: QQuickWindow
) -> Dock:
    """The desk panel, which goes with the window beside it, and that one with it; what is needed first stands first."""
    from emulator.dock.readers import HOLDER, STAFF, DockSlot
    from emulator.dock.window import Dock

    first = ["normal", *(["locked", OPERATOR] if len(slots) > 1 else [])]
    rank = {name: place for place, name in enumerate(first)}
    readers = [DockSlot(slot, whose) for slot, whose in zip(slots, (HOLDER, STAFF), strict=False)]
    dock = Dock(readers, sorted(profiles, key=lambda profile: rank.get(profile.card.id, len(rank))), make)
    beside.visibleChanged.connect(lambda visible: None if visible else dock.window.close())
    dock.window.visibleChanged.connect(lambda visible: None if visible else beside.close())
    return dock
