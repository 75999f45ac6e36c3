"""Walks the tour through the real window, on a clock of its own, so that nobody waits a minute for "still there?"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, assert_never

from PySide6.QtCore import QEventLoop, QTimer

from kiosk.roles.journey import (
    Confirm,
    Cut,
    Hold,
    Insert,
    Key,
    LetGo,
    Mend,
    Mishap,
    Pass,
    Plug,
    PutBack,
    Remove,
    See,
    Stop,
    Touch,
    Unplug,
)
from kiosk.roles.parts import RoleParts
from kiosk.session.reader import Reader
from kiosk.session.visit import is_settled
from kiosk.ui.window import Loop, Screen

Picture = Callable[[str, str, str], None]

BETWEEN_TOUCHES_S = 0.5  # at least
A_MOMENT_S = 0.01
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
        """One that is pulled out where its PIN is changed or unblocked."""
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


class Wire(Protocol):
    """The wire to the issuer."""

    def cut(self) -> None:
        """Nothing comes through any more."""
        ...

    def mend(self) -> None:
        """It does again."""
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
    """The people on the tour."""

    def __init__(
        self,
        role: RoleParts[Any, Any],
        screen: Screen,
        loop: Loop,
        hands: Mapping[Reader, Hand],
        wire: Wire,
        clock: TourClock,
        is_stopped: Callable[[], bool],
    ) -> None:
        """`observe` is to hear of every transition, and shows it. The window is shown already.

        `is_stopped` is asked at every stop, and whenever Qt's loop ends.
        """
        self._role = role
        self._screen = screen
        self._loop = loop
        self._hands = hands
        self._wire = wire
        self._clock = clock
        self._is_stopped = is_stopped
        self._state: object = None
        self._look: Callable[[], None] = _do_nothing

    def observe(self, before: object, event: object, after: object) -> None:
        """Hear of a transition."""
        self._state = after
        self._screen.observe(before, event, after)
        self._look()

    def go(self, stops: Iterable[Stop], picture: Picture) -> None:
        """Walk through `stops`; `picture(screen, name, state)` where one is to be made.

        Raises TourStuck, or KeyboardInterrupt once it is stopped.
        """
        for stop in stops:
            self._stop(stop, picture)
            if self._is_stopped():
                raise KeyboardInterrupt

    def _stop(self, stop: Stop, picture: Picture) -> None:
        hands, wire = self._hands, self._wire
        match stop:
            case See(screen, name):
                self._wait_for(stop)
                if name:
                    picture(screen, name, type(self._role.machine.front(self._state)).__name__)
            case Insert(card, mishap, reader):
                _insert(hands[reader], card, mishap)
            case PutBack(card, reader):
                hands[reader].put_back(card)
            case Hold(reader):
                hands[reader].hold()
            case LetGo(reader):
                hands[reader].release()
            case Remove(reader):
                hands[reader].remove()
            case Unplug(reader):
                hands[reader].unplug()
            case Plug(reader):
                hands[reader].plug()
            case Cut():
                wire.cut()
            case Mend():
                wire.mend()
            case Touch(intent):
                self._pause()
                self._screen.model.act(intent)
            case Key(digits):
                self._key(digits)
            case Confirm(digits):
                self._key(digits)
                self._pause()
                self._screen.model.confirm()
            case Pass(seconds):
                self._clock.advance(seconds)
                self._loop.elapse()
            case _:
                assert_never(stop)

    def _pause(self) -> None:
        self._clock.advance(max(BETWEEN_TOUCHES_S, self._screen.model.acts_in() + A_MOMENT_S))

    def _key(self, digits: str) -> None:
        for digit in digits:
            self._clock.advance(BETWEEN_TOUCHES_S)
            self._screen.model.digit(int(digit))

    def _wait_for(self, stop: See) -> None:
        """Let Qt work until that screen was there, complete. A picture of one that goes by itself needs a card held."""
        wait, late = QEventLoop(), QTimer(singleShot=True, interval=STUCK_MS)
        arrived = False

        def look() -> None:
            nonlocal arrived
            view = self._screen.model.view
            says = all(view.values.get(name) == value for name, value in stop.says.items())
            arrived = arrived or (view.screen == stop.screen and says and self._is_settled())
            if arrived:
                wait.quit()

        late.timeout.connect(wait.quit)
        late.start()
        self._look = look
        look()
        while not arrived and late.isActive():
            wait.exec()
            if self._is_stopped():
                raise KeyboardInterrupt
        self._look = _do_nothing
        if not arrived:
            view = self._screen.model.view
            raise TourStuck(
                f"the tour is stuck: {stop.screen} {dict(stop.says)} did not come within {STUCK_MS // 1000} s,"
                f" {view.screen} is shown. Is the machine busy? Try again"
            )

    def _is_settled(self) -> bool:
        """True where something was shown, and nothing more gets known of the card by itself."""
        visit = None if self._state is None else self._role.visit_in_front(self._state)
        return self._state is not None and (visit is None or is_settled(visit))


def _insert(hand: Hand, card: str, mishap: Mishap) -> None:
    match mishap:
        case Mishap.NONE:
            hand.insert(card)
        case Mishap.HELD:
            hand.insert_held(card)
        case Mishap.PULLED_BEFORE_CHANGE | Mishap.PULLED_AFTER_CHANGE:
            hand.insert_to_lose(card, before_change=mishap is Mishap.PULLED_BEFORE_CHANGE)
        case _:
            assert_never(mishap)


def _do_nothing() -> None:
    """Nobody waits for a screen."""
