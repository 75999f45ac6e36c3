"""Walks the tour through the real window, on a clock of its own, so that nobody waits a minute for "still there?"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, assert_never

from PySide6.QtCore import QEventLoop, QTimer

from kiosk.session.event import Event
from kiosk.session.state import State
from kiosk.tour.stops import (
    Confirm,
    Hold,
    Insert,
    Key,
    Pass,
    Plug,
    PutBack,
    Release,
    Remove,
    See,
    Stop,
    Touch,
    Trouble,
    Unplug,
)
from kiosk.ui.window import Loop, Screen

Picture = Callable[[str, str, str], None]

BETWEEN_TOUCHES_S = 0.5
STUCK_MS = 20_000


class TourStuck(Exception):
    """A screen did not come: a defect, or a machine that is far too slow. The message names it and the one that is."""


class Hand(Protocol):
    """What the tour does at the reader; see `emulator.reader.hand`."""

    def insert(self, card: str) -> None:
        """Put a new card in."""
        ...

    def insert_held(self, card: str) -> None:
        """One that keeps its answers back."""
        ...

    def insert_to_lose(self, card: str, *, before_change: bool) -> None:
        """One that is pulled out at its PIN change."""
        ...

    def put_back(self, card: str) -> None:
        """The same card again."""
        ...

    def hold(self) -> None:
        """Keep answers back again."""
        ...

    def release(self) -> None:
        """Let the card answer."""
        ...

    def remove(self) -> None:
        """Pull it out."""
        ...

    def unplug(self) -> None:
        """Pull the reader's cable."""
        ...

    def plug(self) -> None:
        """Put it back."""
        ...


class TourClock:
    """Seconds that pass when the tour says so."""

    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        """Now."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds


class Walk:
    """The person on the tour."""

    def __init__(self, screen: Screen, loop: Loop, hand: Hand, clock: TourClock) -> None:
        """`observe` is to hear of every transition, and shows it."""
        self._screen = screen
        self._loop = loop
        self._hand = hand
        self._clock = clock
        self._state = ""
        first = QEventLoop()
        screen.show(fullscreen=False, shown=first.quit)
        screen.window.requestUpdate()  # which a window that is shown already would not do by itself
        first.exec()

    def observe(self, before: State, event: Event, after: State) -> None:
        """Hear of a transition."""
        self._state = type(after).__name__
        self._screen.observe(before, event, after)

    def go(self, stops: Iterable[Stop], picture: Picture) -> None:
        """Walk through `stops`; `picture(screen, name, state)` where one is to be made. Raises TourStuck."""
        for stop in stops:
            self._stop(stop, picture)

    def _stop(self, stop: Stop, picture: Picture) -> None:
        model, hand = self._screen.model, self._hand
        match stop:
            case See(screen, name, slip):
                self._wait_for(screen, slip)
                if name:
                    picture(screen, name, self._state)
            case Insert(card, trouble):
                self._insert(card, trouble)
            case PutBack(card):
                hand.put_back(card)
            case Hold():
                hand.hold()
            case Release():
                hand.release()
            case Remove():
                hand.remove()
            case Unplug():
                hand.unplug()
            case Plug():
                hand.plug()
            case Touch(intent):
                self._clock.advance(BETWEEN_TOUCHES_S)
                model.act(intent)
            case Key(digits):
                self._key(digits)
            case Confirm(digits):
                self._key(digits)
                self._clock.advance(BETWEEN_TOUCHES_S)
                model.confirm()
            case Pass(seconds):
                self._clock.advance(seconds)
                self._loop.elapse()
            case _:
                assert_never(stop)

    def _insert(self, card: str, trouble: Trouble) -> None:
        match trouble:
            case Trouble.NONE:
                self._hand.insert(card)
            case Trouble.HELD:
                self._hand.insert_held(card)
            case Trouble.PULLED_BEFORE_CHANGE | Trouble.PULLED_AFTER_CHANGE:
                self._hand.insert_to_lose(card, before_change=trouble is Trouble.PULLED_BEFORE_CHANGE)
            case _:
                assert_never(trouble)

    def _key(self, digits: str) -> None:
        for digit in digits:
            self._clock.advance(BETWEEN_TOUCHES_S)
            self._screen.model.digit(int(digit))

    def _wait_for(self, screen: str, slip: str) -> None:
        """Let Qt work until that screen was there, complete. A picture of one that goes by itself needs a card held."""
        model = self._screen.model
        wait, late = QEventLoop(), QTimer(singleShot=True, interval=STUCK_MS)
        arrived = False

        def look() -> None:
            nonlocal arrived
            values = model.view.values
            complete = values.get("standing") != "asked" and slip in ("", values.get("slip"))
            arrived = arrived or (model.view.screen == screen and complete)
            if arrived:
                wait.quit()

        late.timeout.connect(wait.quit)
        late.start()
        model.viewChanged.connect(look)
        look()
        while not arrived and late.isActive():
            wait.exec()
        model.viewChanged.disconnect(look)
        if not arrived:
            raise TourStuck(f"the screen {screen} did not come; {model.view.screen} is shown")
