"""The session's machine as the runner takes it."""

from __future__ import annotations

from kiosk.card.outcome import Outcome
from kiosk.card.sighting import Sighting
from kiosk.issuer.answers import Answer
from kiosk.issuer.question import Question
from kiosk.session.alarms import alarms
from kiosk.session.carry_out import carry_out
from kiosk.session.effect import Effect
from kiosk.session.event import Answered, DeadlineMissed, Event, PersonEvent, TimedOut, Told, is_aside
from kiosk.session.machine import Machine
from kiosk.session.reader import Reader
from kiosk.session.state import Starting, State, pins_in
from kiosk.session.step import step as session_step
from kiosk.session.terms import Terms
from kiosk.session.timeouts import timeout_of


def _step(state: State, event: Event, terms: Terms) -> tuple[State, tuple[Effect, ...]]:
    return session_step(state, event, terms.policy)


def _seen(_: Reader, sighting: Sighting) -> Event:
    return sighting


def _answered(_: Reader, visit: int, outcome: Outcome) -> Event:
    return Answered(visit, outcome)


def _deadline_missed(_: Reader, visit: int) -> Event:
    return DeadlineMissed(visit)


def _told(visit: int, question: Question, answer: Answer) -> Event:
    return Told(visit, answer, question)


MACHINE: Machine[State, Event] = Machine(
    at_start=Starting(),
    step=_step,
    front=lambda state: state,
    timeout_of=timeout_of,
    alarms=alarms,
    pins_in=pins_in,
    is_settling=lambda _: False,  # the journal has a card's answer at once
    seen=_seen,
    answered=_answered,
    deadline_missed=_deadline_missed,
    told=_told,
    timed_out=TimedOut(),
    is_by_person=lambda event: isinstance(event, PersonEvent),
    is_aside=is_aside,
    carry_out=carry_out,
)
