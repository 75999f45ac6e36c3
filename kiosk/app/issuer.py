"""The issuer in the terminal's own process, for desks and halls without one: opened beside the work, asked directly."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from importlib import import_module
from threading import Event, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from kiosk import china, defect
from kiosk.app.roles import ROLES
from kiosk.app.witnessed import witnessed
from kiosk.issuer.office import OfficeAway
from kiosk.issuer.witness import Witness, damaged
from kiosk.journal.entry import Entry
from kiosk.settings import Settings

if TYPE_CHECKING:
    from emulator.card.profile import CardProfile
    from emulator.issuer.answers import Credential
    from emulator.issuer.office import Office

OfficeT = TypeVar("OfficeT")

_log = logging.getLogger("kiosk")

OPEN_WITHIN_S = 10.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0
LOOK_EVERY_S = 2.0  # whether its folder is still there
# It can be broken off between two of these.
_LOADED = ("sqlalchemy", "sqlalchemy.orm", "emulator.cards", "emulator.back_office")


class Issuer(Generic[OfficeT]):
    """A back office of the bundled cards that this terminal is enrolled with; one in memory knows one's own as well.

    What it takes to load it is much, so that is done on a thread of its own, from `begin` on: no screen waits for it.
    A folder that can't be had, such as one that another program serves, is tried again until it can. One that is
    removed while it is open is let go, and taken again once it is back; none is made in its place. One that is not
    there is made by a terminal that runs alone, and not where it asked one before. A command asks `beside` whoever
    serves it.
    """

    def __init__(
        self,
        settings: Settings,
        near: Callable[[Office, Credential], OfficeT],
        own: Callable[[], Sequence[CardProfile]] = tuple,
        first_pause_s: float = FIRST_PAUSE_S,
        look_every_s: float = LOOK_EVERY_S,
        *,
        beside: bool = False,
    ) -> None:
        """`near` makes the terminal's side of an office; `own` gives cards that are not bundled, for one in memory."""
        self._settings = settings
        self._near = near
        self._own = own
        self._beside = beside
        self._first_pause_s = self._pause_s = first_pause_s
        self._look_every_s = look_every_s
        self._record: Callable[[Entry], None] | None = None
        self._unrecorded: list[Entry] = []
        self._when_open: list[Callable[[], None]] = []
        self._was_open = False
        self._said = ""  # why it is not open
        self._office: OfficeT | None = None
        self._settled, self._left, self._closed = Event(), Event(), Event()
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Start to open it, once."""
        if self._thread is None:
            self._thread = Thread(target=self._serve, name="issuer", daemon=True)
            self._thread.start()

    def when_open(self, hear: Callable[[], None]) -> None:
        """Have `hear` called, on its thread, each time that it was opened from now on."""
        self._when_open.append(hear)

    def record(self, record: Callable[[Entry], None]) -> None:
        """Have put into the journal what the terminal finds out about its issuer, on any thread."""
        self._record = record
        while self._unrecorded:
            record(self._unrecorded.pop(0))

    def is_loading(self) -> bool:
        """True while what it takes is loaded, and until it was tried to be opened."""
        return self._thread is not None and not self._settled.is_set()

    def open(self) -> OfficeT:
        """The office, once it is open. Raises OfficeAway where it can't be, or not yet, or no more."""
        self.begin()
        settled = self._settled.wait(OPEN_WITHIN_S)
        office = self._office
        if not settled or office is None:
            raise OfficeAway("the issuer is not open")
        return office

    def leave(self) -> None:
        """Nobody waits for it any more: who does is told so, and an opening under way is broken off.

        One that is open is there until `close`: what a card has just done is still told to it.
        """
        self._left.set()
        self._settled.set()

    def close(self) -> None:
        """Let go of its files, once nobody asks any more.

        The thread is waited for: no program may end while one loads what was compiled.
        """
        self.leave()
        self._closed.set()
        if self._thread is not None:
            self._thread.join(OPEN_WITHIN_S)

    def _serve(self) -> None:
        for module in _LOADED:
            if self._left.is_set():
                return
            import_module(module)
        while not self._is_served():
            self._left.wait(self._pause_s)
            self._pause_s = min(self._pause_s * 2, LONGEST_PAUSE_S)

    def _is_served(self) -> bool:
        """Open it, and keep it open while it is there and anybody may ask it; False where it is to be tried again."""
        with ExitStack() as held:
            opened = self._opened(held)
            if opened is not None:
                self._office, is_in_place = opened
                self._was_open, self._pause_s = True, self._first_pause_s
            self._settled.set()
            if opened is not None:
                for hear in self._when_open:
                    hear()
                while not self._closed.wait(self._look_every_s) and is_in_place():
                    pass
                self._office = None
                if not self._left.is_set():
                    self._say_gone()
        return self._left.is_set()

    def _opened(self, held: ExitStack) -> tuple[OfficeT, Callable[[], bool]] | None:
        """The office, which `held` closes, and whether its folder is there; None, and said, where it can't be had."""
        from emulator.back_office import OPERATOR, REGISTRY, BackOfficeRefused, back_office
        from emulator.cards import bundled_cards, find_card

        folder = self._settings.issuer
        if self._was_open and folder is not None and not (folder / REGISTRY).exists():
            self._say_gone()
            return None
        try:
            if why := missing(self._settings, makes=not self._beside):
                raise BackOfficeRefused(why)
            cards = {profile.identification: profile for profile in bundled_cards()}
            operator = find_card(OPERATOR)
            own = self._own() if folder is None else ()
            # An edited copy of a bundled card is that card; the one that makes staff is no file's to be.
            cards |= {each.identification: each for each in own} | {operator.identification: operator}
            opened = held.enter_context(back_office(folder, list(cards.values()), beside=self._beside))
            caller = opened.enrol(self._settings.terminal, ROLES[self._settings.role].enrols_as)
            witness = Witness(self._settings.witness, china.now, self._journal, _log.warning)
            office = self._near(witnessed(opened.office, caller, witness), caller)
        except BackOfficeRefused as refused:
            self._say(str(refused))
            return None
        except OSError as error:
            self._say(f"{folder}: {error.strerror}. Make it readable for this user.")
            return None
        except Exception as error:  # a defect must not leave everybody waiting
            self._say(f"failed: {defect.told(error)}")
            return None
        if self._said:
            self._said = ""
            _log.warning("issuer: it is open now.")
        return office, opened.database.is_in_place

    def _journal(self, what: str, details: Mapping[str, str | int]) -> None:
        (self._record or self._unrecorded.append)(Entry(what, None, details))

    def _say_gone(self) -> None:
        self._say(f"{self._settings.issuer} was removed or replaced. Put it back: until then no card is checked here.")

    def _say(self, reason: str) -> None:
        """Once; another reason is news."""
        if reason != self._said:
            self._said = reason
            _log.warning("issuer: %s", reason)


def missing(settings: Settings, *, makes: bool) -> str:
    """Why there is no issuer in the settings' folder, and what mends it; empty where there is one, or where a terminal
    that `makes` one may do so. Raises OSError."""
    from emulator.back_office import REGISTRY
    from emulator.issuer.folder import why_not_made

    folder, witness = settings.issuer, settings.witness
    if folder is None or witness is None or (folder / REGISTRY).exists():
        return ""
    if kept := next((each for each in (witness, damaged(witness)) if os.path.lexists(each)), None):
        return (
            f"{folder} has no {REGISTRY}, and this terminal asked an issuer there before: is a disk not mounted? Put it"
            f" back; for another issuer in its place, remove {kept} first."
        )
    why = why_not_made(folder)
    return why if why or makes else f"{folder} has no {REGISTRY}. Put it back; a new one is made by: kiosk run."
