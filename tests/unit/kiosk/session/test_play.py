"""A session played by a program: the loop under every command without a window."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue

import pytest

from kiosk import china
from kiosk.card.port import Failure, Fault
from kiosk.card.request import CardRequest
from kiosk.card.sighting import CardIn, CardOut, ReaderFailed
from kiosk.issuer.gateway import Gateway
from kiosk.issuer.office import Office, OfficeAway
from kiosk.issuer.question import put
from kiosk.roles.self_service.machine import MACHINE
from kiosk.rules.new_pin import PinPolicy
from kiosk.session.event import Ended, Event, Touched
from kiosk.session.play import Finished, Inbox, play
from kiosk.session.runner import Runner
from kiosk.session.state import Attract, CardLeftBehind, OutOfService, Reading, Starting, State, TakeCard
from tests.support.clock import Seconds
from tests.support.samples import ATR, READER
from tests.unit.kiosk.session.hall import works

Met = Event | Finished[str] | None


class Nobody:
    """A desk with nobody behind it: nothing is ever answered."""

    def __init__(self) -> None:
        self.asked: list[CardRequest] = []

    def submit(self, request: CardRequest) -> None:
        """Noted."""
        self.asked.append(request)

    def settle(self, number: int) -> int | None:
        """No request was ever given a number."""
        return None

    def is_writing(self) -> bool:
        """Nothing is."""
        return False

    def due(self) -> float | None:
        """No deadlines."""
        return None

    def expire(self) -> int | None:
        """None is missed."""
        return None


def nowhere() -> Office:
    """There is no way to the office."""
    raise OfficeAway


def played(
    person: Callable[[State], Met],
    *arrivals: Event,
    clock: Callable[[], float] | None = None,
    observe: Callable[[State, Event, State], None] = lambda *_: None,
) -> str:
    """The result of a person's visit to a terminal at which these events arrive."""
    inbox: Inbox = SimpleQueue()
    for arrival in arrivals:
        inbox.put(arrival)
    clock = clock or Seconds()
    runner = Runner(
        MACHINE,
        works(Nobody(), Gateway(nowhere, put, lambda *_: None, clock), inbox.put),
        observe=observe,
        clock=clock,
        today=china.today,
        policy=PinPolicy(),
    )
    return play(runner, inbox, person, clock)


def once_it_shows(kind: type[State]) -> Callable[[State], Met]:
    """A person who waits for a state."""
    return lambda state: Finished(type(state).__name__) if isinstance(state, kind) else None


def test_the_person_meets_each_state() -> None:
    met: list[type] = []

    def person(state: State) -> Met:
        met.append(type(state))
        return Finished("done") if isinstance(state, Reading) else None

    played(person, CardOut(READER), CardIn(READER, ATR, 1))

    assert met == [Starting, Attract, Reading]


def test_the_result_is_the_persons_last_word() -> None:
    assert played(once_it_shows(OutOfService), ReaderFailed(Failure(Fault.NO_SERVICE))) == "OutOfService"


def test_what_the_person_does_comes_before_what_arrives() -> None:
    def person(state: State) -> Met:
        return Ended() if isinstance(state, Reading) else once_it_shows(TakeCard)(state)

    assert played(person, CardIn(READER, ATR, 1), CardOut(READER)) == "TakeCard"


def test_an_outcome_of_no_request_is_passed_over() -> None:
    inbox_first: list[Event] = [Touched(), CardOut(READER)]

    assert played(once_it_shows(Attract), *inbox_first) == "Attract"


def test_time_passes_while_nothing_arrives() -> None:
    """Each look at the clock is ten seconds after the last."""
    clock = Seconds()

    def running() -> float:
        clock.now += 10
        return clock.now

    def person(state: State) -> Met:
        return Ended() if isinstance(state, Reading) else once_it_shows(CardLeftBehind)(state)

    assert played(person, CardIn(READER, ATR, 1), clock=running) == "CardLeftBehind"


def test_ctrl_c_is_take_card_and_the_end() -> None:
    """The PINs of what it ends are wiped, and the card let go."""
    shown: list[type] = []

    def person(state: State) -> Met:
        if isinstance(state, Reading):
            raise KeyboardInterrupt
        return None

    with pytest.raises(KeyboardInterrupt):
        played(person, CardIn(READER, ATR, 1), observe=lambda _, __, after: shown.append(type(after)))

    assert shown == [Reading, TakeCard]
