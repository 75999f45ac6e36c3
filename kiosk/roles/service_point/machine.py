"""The service point's machine as the runner takes it: two readers, one office, and the time that staff has."""

from __future__ import annotations

from kiosk.card.outcome import Outcome
from kiosk.card.sighting import Sighting
from kiosk.issuer.answers import Answer, Away
from kiosk.roles.service_point.carry_out import carry_out
from kiosk.roles.service_point.event import (
    CasePersonEvent,
    CaseTold,
    Event,
    StaffAnswered,
    StaffDeadlineMissed,
    StaffProofAged,
    StaffSeen,
    StaffTimedOut,
    StaffTold,
    UnblockAnswered,
    VerdictLate,
)
from kiosk.roles.service_point.outcome import AnyOutcome, UnblockOutcome
from kiosk.roles.service_point.question import (
    AnyAnswer,
    AnyQuestion,
    CaseQuestion,
    EndSession,
    StaffQuestion,
)
from kiosk.roles.service_point.staff import Staff, StaffPin, StaffVerifying, Why
from kiosk.roles.service_point.state import AT_START, State, UnlockTold, in_front, is_settling, pins_in
from kiosk.roles.service_point.step import step
from kiosk.roles.service_point.timeouts import PIN_PROOF_S, VERDICT_S, timeout_of
from kiosk.session.alarms import alarms as session_alarms
from kiosk.session.event import Answered, DeadlineMissed, PersonEvent, TimedOut, Told, is_aside
from kiosk.session.machine import Alarm, Machine
from kiosk.session.reader import Reader


def _alarms(state: State) -> tuple[Alarm[Event], ...]:
    waits = (Alarm(VerdictLate(), VERDICT_S, by_touch=False),) if isinstance(state.holder, UnlockTold) else ()
    return (*_staffs(state), *waits, *session_alarms(state.holder))


def _staffs(state: State) -> tuple[Alarm[Event], ...]:
    match state.staff:
        case Staff(idle_s=idle_s, longest_s=longest_s):
            return (
                Alarm(StaffTimedOut(Why.IDLE), idle_s, by_touch=True),
                Alarm(StaffTimedOut(Why.EXPIRED), longest_s, by_touch=False),
            )
        case StaffPin() | StaffVerifying():
            return (Alarm(StaffProofAged(), PIN_PROOF_S, by_touch=False),)
        case _:
            return ()


def _seen(reader: Reader, sighting: Sighting) -> Event:
    return StaffSeen(sighting) if reader is Reader.STAFF else sighting


def _answered(reader: Reader, visit: int, outcome: AnyOutcome) -> Event:
    if isinstance(outcome, UnblockOutcome):
        return UnblockAnswered(visit, outcome)
    return _answered_by(reader, visit, outcome)


def _answered_by(reader: Reader, visit: int, outcome: Outcome) -> Event:
    return StaffAnswered(visit, outcome) if reader is Reader.STAFF else Answered(visit, outcome)


def _deadline_missed(reader: Reader, visit: int) -> Event:
    return StaffDeadlineMissed(visit) if reader is Reader.STAFF else DeadlineMissed(visit)


def _told(visit: int, question: AnyQuestion, answer: AnyAnswer) -> Event | None:
    match question:
        case EndSession():
            return None  # signed out here already, whatever the office says
        case _ if isinstance(question, StaffQuestion):
            return StaffTold(visit, answer)
        case _ if isinstance(question, CaseQuestion):
            return CaseTold(visit, answer)
        case _:
            return Told(visit, answer if isinstance(answer, Answer) else Away(), question)


MACHINE: Machine[State, Event] = Machine(
    at_start=AT_START,
    step=step,
    front=in_front,
    timeout_of=timeout_of,
    alarms=_alarms,
    pins_in=pins_in,
    is_settling=is_settling,
    seen=_seen,
    answered=_answered,
    deadline_missed=_deadline_missed,
    told=_told,
    timed_out=TimedOut(),
    is_by_person=lambda event: isinstance(event, PersonEvent | CasePersonEvent),
    is_aside=is_aside,
    carry_out=carry_out,
)
