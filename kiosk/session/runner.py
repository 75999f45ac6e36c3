"""The runner: keeps a machine's state, carries effects out, counts time. One thread uses it; the rest are events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic

from kiosk.card.request import pins_of
from kiosk.issuer.answers import Away
from kiosk.issuer.gateway import Asked
from kiosk.rules.new_pin import PinPolicy
from kiosk.session.event import PinEntered
from kiosk.session.machine import Alarm, EventT, Machine, StateT
from kiosk.session.reader import Reader
from kiosk.session.terms import Terms
from kiosk.session.works import Works


@dataclass(frozen=True, slots=True)
class CardSaid:
    """An outcome of the card in this reader, with its request's number."""

    reader: Reader
    number: int
    outcome: object


@dataclass(frozen=True, slots=True)
class OfficeSaid:
    """An answer of the office, with its question's number."""

    number: int
    answer: object


class Runner(Generic[StateT, EventT]):
    """A machine at work.

    `observe` hears every transition; `clock` gives monotonic seconds, `today` the day. Whoever owns the runner calls
    `deliver` with what arrives, `handle` with what people do, and `elapse` when `due` is reached.
    """

    def __init__(
        self,
        machine: Machine[StateT, EventT],
        works: Works,
        *,
        observe: Callable[[StateT, EventT, StateT], None],
        clock: Callable[[], float],
        today: Callable[[], date],
        policy: PinPolicy,
    ) -> None:
        self.state = machine.at_start
        self._machine = machine
        self._works = works
        self._observe = observe
        self._clock = clock
        self._today = today
        self._policy = policy
        self._ends: float | None = None
        self._alarms: dict[Alarm[EventT], float] = {}

    def handle(self, event: EventT) -> None:
        """One step: the new state, its effects, its time, and the end of PINs that nobody needs any more."""
        machine, before = self._machine, self.state
        after, effects = machine.step(before, event, Terms(self._policy, self._today()))
        self.state = after
        for effect in effects:
            machine.carry_out(effect, self._works)
        self._keep_time(before, event, after)
        self._observe(before, event, after)
        kept = machine.pins_in(after)
        for pin in (*machine.pins_in(before), *((event.pin,) if isinstance(event, PinEntered) else ())):
            if not any(pin is other for other in kept):
                pin.wipe()

    def deliver(self, arrival: EventT | CardSaid | OfficeSaid) -> None:
        """Deal with one arrival: an event, or a numbered outcome or answer; one that was given up is dropped."""
        match arrival:
            case CardSaid(reader, number, outcome):
                visit = self._works.desks[reader].settle(number)
                if visit is not None:
                    self.handle(self._machine.answered(reader, visit, outcome))
            case OfficeSaid(number, answer):
                asked = self._works.gateway.settle(number)
                if asked is not None:
                    self._told(asked, answer)
            case _:
                self.handle(arrival)

    def is_writing(self) -> bool:
        """Whether a card is at work on its PIN, or what came of that is still to be put down: nobody should leave.

        It lasts until the card's answer is in, or its deadline missed, and the office's as well where it is waited for.
        """
        at_card = any(desk.is_writing() for desk in self._works.desks.values())
        return at_card or self._machine.is_settling(self.state)

    def due(self) -> float | None:
        """When `elapse` is to be called next, in the clock's seconds; None: not before something else happens."""
        desks = (desk.due() for desk in self._works.desks.values())
        times = (self._ends, *self._alarms.values(), *desks, self._works.gateway.due())
        return min((at for at in times if at is not None), default=None)

    def elapse(self) -> None:
        """Deal with everything whose time has come."""
        missed = [(reader, desk.expire()) for reader, desk in self._works.desks.items()]
        for reader, visit in missed:
            if visit is not None:
                self.handle(self._machine.deadline_missed(reader, visit))
        for asked in self._works.gateway.expire():
            self._told(asked, Away())
        for alarm in tuple(self._alarms):
            if self._clock() >= self._alarms.get(alarm, float("inf")):
                self.handle(alarm.event)
        if self._ends is not None and self._clock() >= self._ends:
            self._ends = None
            self.handle(self._machine.timed_out)

    def _told(self, asked: Asked[Any], answer: object) -> None:
        for pin in pins_of(asked.question):
            pin.wipe()
        event = self._machine.told(asked.visit, asked.question, answer)
        if event is not None:
            self.handle(event)

    def _keep_time(self, before: StateT, event: EventT, after: StateT) -> None:
        machine, now = self._machine, self._clock()
        by_person = machine.is_by_person(event)
        kept = self._alarms
        self._alarms = {
            alarm: kept[alarm] if alarm in kept and not (by_person and alarm.by_touch) else now + alarm.seconds
            for alarm in machine.alarms(after)
        }
        if by_person or (machine.front(before) != machine.front(after) and not machine.is_aside(event)):
            lasts = machine.timeout_of(after)
            self._ends = None if lasts is None else now + lasts
