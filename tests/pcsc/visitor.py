"""A person at a terminal of this process, a line a move: `sees` waits for a state, `does` and `keys` act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import TypeVar

from kiosk.app.terminal import Terminal, pcsc_terminal
from kiosk.card.outcome import Released
from kiosk.card.pin import Pin
from kiosk.rules.standing import NoStanding
from kiosk.session.event import ChosePinChange, Event, PinEntered
from kiosk.session.play import Finished
from kiosk.session.reader import Reader
from kiosk.session.runner import CardSaid
from kiosk.session.state import Menu, PinAgain, PinNew, PinPresent, State
from kiosk.settings import Settings
from tests.pcsc.waiting import TooLate
from tests.support.cards import NEW, PRESENT
from tests.support.issuer import issuer_in

SEES_WITHIN_S = 5.0
_NOBODY_ASKED = 0  # requests count from 1: this one's outcome only wakes the terminal

S = TypeVar("S", bound=State)


class Visitor:
    """Whoever stands before `terminal`; `seen` are the states shown so far, in order."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.seen: list[State] = []

    def sees(self, kind: type[S], where: Callable[[S], bool] = lambda _: True, within_s: float = SEES_WITHIN_S) -> S:
        """Wait until the terminal is in a state of this `kind` for which `where` holds; the state. Raises TooLate."""
        state = self._wait(kind.__name__, lambda state: isinstance(state, kind) and where(state), within_s)
        assert isinstance(state, kind)
        return state

    def sees_no_more(self, kind: type[State], within_s: float = SEES_WITHIN_S) -> State:
        """Wait until the terminal is in a state of another kind; the state. Raises TooLate."""
        return self._wait(f"no more {kind.__name__}", lambda state: not isinstance(state, kind), within_s)

    def _wait(self, what: str, fits: Callable[[State], bool], within_s: float) -> State:
        ends = monotonic() + within_s

        def wait(state: State) -> Finished[State] | None:
            if self.seen[-1:] != [state]:
                self.seen.append(state)
            if fits(state):
                return Finished(state)
            if monotonic() >= ends:
                raise TooLate(f"{what}: not within {within_s:g} s; seen {self.seen}")
            return None

        timer = Timer(within_s, self._terminal.inbox.put, [CardSaid(Reader.HOLDER, _NOBODY_ASKED, Released())])
        timer.start()
        try:
            return self._terminal.play(wait)
        finally:
            timer.cancel()

    def does(self, event: Event) -> None:
        """Act on what is shown."""
        self._terminal.runner.handle(event)

    def keys(self, digits: bytes) -> None:
        """Key six digits in and confirm."""
        self.does(PinEntered(Pin(digits)))

    def enters_the_present_pin(self) -> None:
        """From the card's going in; what the card says to the PIN is not waited for."""
        self.sees(Menu, lambda menu: menu.visit.standing is not NoStanding.ASKED)
        self.does(ChosePinChange())
        self.sees(PinPresent)
        self.keys(PRESENT)

    def changes_the_pin(self) -> None:
        """From the card's going in to the second entry of the new PIN; what comes of it is not waited for."""
        self.enters_the_present_pin()
        self.sees(PinNew)
        self.keys(NEW)
        self.sees(PinAgain)
        self.keys(NEW)


@contextmanager
def visitor(folder: Path, reader: str = "") -> Iterator[Visitor]:
    """A person at a new terminal over PC/SC, which keeps its journal in `folder`."""
    issuer = issuer_in(folder / "issuer")
    with pcsc_terminal(
        Settings(journal=folder / "journal.jsonl", outbox=folder / "outbox", issuer=issuer), reader
    ) as terminal:
        yield Visitor(terminal)
