"""The runner: keeps the state, carries effects out, counts time. One thread uses it; results reach it as events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, assert_never

from kiosk.card.outcome import Outcome
from kiosk.card.request import (
    AskWhichPin,
    CardRequest,
    ChangePin,
    ProveCard,
    ReadCard,
    ReadChallenge,
    ReadCounter,
    ReadHolder,
    Release,
    VerifyPin,
)
from kiosk.issuer.answers import Answer, Away
from kiosk.issuer.gateway import Asked
from kiosk.issuer.question import Question
from kiosk.printer.port import SlipPrinter
from kiosk.rules.new_pin import PinPolicy
from kiosk.session.effect import Ask, Effect, PrintSlip, SendReports
from kiosk.session.event import (
    Answered,
    DeadlineMissed,
    Event,
    PersonEvent,
    PinEntered,
    SlipDone,
    TimedOut,
    Told,
    is_aside,
)
from kiosk.session.state import Starting, State, pins_in
from kiosk.session.step import step
from kiosk.session.timeouts import timeout_of


@dataclass(frozen=True, slots=True)
class OfficeSaid:
    """An answer of the office, with its question's number."""

    number: int
    answer: Answer


Arrival = Event | OfficeSaid | tuple[int, Outcome]  # an outcome comes with its request's number


class CardDesk(Protocol):
    """Where requests to the card go; see `kiosk.card.desk`."""

    def submit(self, request: CardRequest) -> None:
        """Queue it, with PINs of its own."""
        ...

    def settle(self, number: int) -> int | None:
        """The visit of an answered request, None for one that was given up."""
        ...

    def due(self) -> float | None:
        """When the next deadline is missed."""
        ...

    def expire(self) -> int | None:
        """The visit whose deadline was missed, if one was."""
        ...


class OfficeGateway(Protocol):
    """Where questions to the office go; see `kiosk.issuer.gateway`."""

    def submit(self, visit: int, question: Question) -> None:
        """Queue it."""
        ...

    def settle(self, number: int) -> Asked[Question] | None:
        """What was asked, None for a question that was given up."""
        ...

    def due(self) -> float | None:
        """When the next deadline is missed."""
        ...

    def expire(self) -> tuple[Asked[Question], ...]:
        """What was asked in vain, if a deadline was missed."""
        ...


class Runner:
    """A running session.

    `post` takes events of the printer's thread to this one; `send_reports` lets what waits in the outbox go; `observe`
    hears every transition; `clock` gives monotonic seconds. Whoever owns the runner calls `deliver` with what arrives,
    `handle` with what the person does, and `elapse` when `due` is reached.
    """

    def __init__(
        self,
        *,
        desk: CardDesk,
        gateway: OfficeGateway,
        printer: SlipPrinter,
        send_reports: Callable[[], None],
        post: Callable[[Event], None],
        observe: Callable[[State, Event, State], None],
        clock: Callable[[], float],
        policy: PinPolicy,
    ) -> None:
        self.state: State = Starting()
        self._desk = desk
        self._gateway = gateway
        self._printer = printer
        self._send_reports = send_reports
        self._post = post
        self._observe = observe
        self._clock = clock
        self._policy = policy
        self._ends: float | None = None

    def handle(self, event: Event) -> None:
        """One step: the new state, its effects, its time, and the end of PINs that nobody needs any more."""
        before = self.state
        after, effects = step(before, event, self._policy)
        self.state = after
        for effect in effects:
            self._carry_out(effect)
        if isinstance(event, PersonEvent) or (after != before and not is_aside(event)):
            lasts = timeout_of(after)
            self._ends = None if lasts is None else self._clock() + lasts
        self._observe(before, event, after)
        kept = pins_in(after)
        for pin in (*pins_in(before), *((event.pin,) if isinstance(event, PinEntered) else ())):
            if not any(pin is other for other in kept):
                pin.wipe()

    def deliver(self, arrival: Arrival) -> None:
        """Deal with one arrival: an event, or a numbered outcome or answer."""
        match arrival:
            case OfficeSaid(number, answer):
                self.answer(number, answer)
            case (number, outcome):
                self.outcome(number, outcome)
            case _:
                self.handle(arrival)

    def outcome(self, number: int, outcome: Outcome) -> None:
        """The worker's outcome of request `number`; that of a worker given up is dropped."""
        visit = self._desk.settle(number)
        if visit is not None:
            self.handle(Answered(visit, outcome))

    def answer(self, number: int, answer: Answer) -> None:
        """The office's answer to question `number`; one to a question given up is dropped."""
        asked = self._gateway.settle(number)
        if asked is not None:
            self.handle(Told(asked.visit, answer, asked.question))

    def due(self) -> float | None:
        """When `elapse` is to be called next, in the clock's seconds; None: not before something else happens."""
        times = (self._ends, self._desk.due(), self._gateway.due())
        return min((at for at in times if at is not None), default=None)

    def elapse(self) -> None:
        """Deal with everything whose time has come."""
        missed = self._desk.expire()
        if missed is not None:
            self.handle(DeadlineMissed(missed))
        for asked in self._gateway.expire():
            self.handle(Told(asked.visit, Away(), asked.question))
        if self._ends is not None and self._clock() >= self._ends:
            self._ends = None
            self.handle(TimedOut())

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Ask(visit, question):
                self._gateway.submit(visit, question)
            case SendReports():
                self._send_reports()
            case PrintSlip(visit, last_four, language):
                self._printer.print_slip(
                    last_four, language, lambda outcome: self._post(SlipDone(visit, last_four, outcome))
                )
            case ReadCard() | ReadCounter() | VerifyPin() | ChangePin() | AskWhichPin() | Release():
                self._desk.submit(effect)
            case ProveCard() | ReadChallenge() | ReadHolder():
                self._desk.submit(effect)
            case _:
                assert_never(effect)
