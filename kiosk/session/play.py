"""A session played by a program: the loop of every command without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from kiosk.session.event import Ended, Event
from kiosk.session.runner import CardSaid, OfficeSaid, Runner
from kiosk.session.state import State

T = TypeVar("T")

Inbox = SimpleQueue[Event | CardSaid | OfficeSaid]


@dataclass(frozen=True, slots=True)
class Finished(Generic[T]):
    """The program's last word."""

    result: T


Person = Callable[[State], Event | Finished[T] | None]


def play(runner: Runner[State, Event], inbox: Inbox, person: Person[T], clock: Callable[[], float]) -> T:
    """Let `person` meet each state with an event, or with None to wait, until it is finished; its result.

    Ctrl-C ends the visit as "take card" does, and all of it with KeyboardInterrupt.
    """
    while True:
        try:
            met = person(runner.state)
            if isinstance(met, Finished):
                return met.result
            if met is not None:
                runner.handle(met)
            else:
                _wait(runner, inbox, clock)
        except KeyboardInterrupt:
            runner.handle(Ended())
            raise


def _wait(runner: Runner[State, Event], inbox: Inbox, clock: Callable[[], float]) -> None:
    due = runner.due()
    try:
        arrival = inbox.get(timeout=None if due is None else max(0.0, due - clock()))
    except Empty:
        runner.elapse()
        return
    runner.deliver(arrival)
