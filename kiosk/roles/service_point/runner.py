"""The runner of a service point: two readers, one office, and the clocks of whoever is signed in.

One thread uses it; results reach it as events.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from kiosk.card.outcome import Outcome
from kiosk.card.request import (
    AskWhichPin,
    ChangePin,
    ProveCard,
    ReadCard,
    ReadChallenge,
    ReadCounter,
    ReadHolder,
    Release,
    VerifyPin,
    pins_of,
    with_own_pins,
)
from kiosk.issuer.answers import Answer, Away
from kiosk.issuer.gateway import Asked
from kiosk.issuer.question import AskOtherCards, AskProof, AskReadProof, AskRecord, CheckProof
from kiosk.printer.port import SlipPrinter
from kiosk.roles.service_point.effect import (
    AskForCase,
    AskForStaff,
    Effect,
    EndCase,
    OnStaffReader,
    PrintReceipt,
    SignOut,
)
from kiosk.roles.service_point.event import (
    CasePersonEvent,
    CaseTold,
    Event,
    StaffAnswered,
    StaffDeadlineMissed,
    StaffTimedOut,
    StaffTold,
    UnblockAnswered,
)
from kiosk.roles.service_point.outcome import AnyOutcome, UnblockOutcome
from kiosk.roles.service_point.ports import HolderDesk, OfficeGateway, ReceiptPrinter, StaffDesk
from kiosk.roles.service_point.question import (
    AnyAnswer,
    AnyQuestion,
    AskPresenceProof,
    AskStaffProof,
    AskUnblockMessage,
    AskUnblockProof,
    CheckPresence,
    EndSession,
    RecordCase,
    SignIn,
)
from kiosk.roles.service_point.request import AskUnblocked, BeginUnblock, ProveUnblock, Unblock
from kiosk.roles.service_point.staff import Staff, Why
from kiosk.roles.service_point.state import AT_START, State, in_front, pins_in
from kiosk.roles.service_point.step import step
from kiosk.roles.service_point.terms import Terms
from kiosk.roles.service_point.timeouts import STAFF_IDLE_S, STAFF_MOST_S, timeout_of
from kiosk.rules.new_pin import PinPolicy
from kiosk.session.effect import Ask, PrintSlip, SendReports
from kiosk.session.event import Answered, DeadlineMissed, PersonEvent, PinEntered, SlipDone, TimedOut, Told, is_aside


@dataclass(frozen=True, slots=True)
class HolderCardSaid:
    """An outcome of the card in the holder's reader, with its request's number."""

    number: int
    outcome: AnyOutcome


@dataclass(frozen=True, slots=True)
class StaffCardSaid:
    """An outcome of the card in the staff's reader, with its request's number."""

    number: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class OfficeSaid:
    """An answer of the office, with its question's number."""

    number: int
    answer: AnyAnswer


Arrival = Event | HolderCardSaid | StaffCardSaid | OfficeSaid


class Runner:
    """A running service point.

    `post` takes events of the printer's threads to this one; `send_reports` lets what waits in the outbox go, and
    `end_case` puts the end of a case there; `observe` hears every transition; `clock` gives monotonic seconds, `today`
    the day. Whoever owns the runner calls `deliver` with what arrives, `handle` with what people do, and `elapse` when
    `due` is reached.
    """

    def __init__(
        self,
        *,
        desk: HolderDesk,
        staff_desk: StaffDesk,
        gateway: OfficeGateway,
        printer: SlipPrinter,
        receipts: ReceiptPrinter,
        send_reports: Callable[[], None],
        end_case: Callable[[EndCase], None],
        post: Callable[[Event], None],
        observe: Callable[[State, Event, State], None],
        clock: Callable[[], float],
        today: Callable[[], date],
        policy: PinPolicy,
    ) -> None:
        self.state = AT_START
        self._desk = desk
        self._staff_desk = staff_desk
        self._gateway = gateway
        self._printer = printer
        self._receipts = receipts
        self._send_reports = send_reports
        self._end_case = end_case
        self._post = post
        self._observe = observe
        self._clock = clock
        self._today = today
        self._policy = policy
        self._ends: float | None = None
        self._signed_in = self._last_touch = clock()

    def handle(self, event: Event) -> None:
        """One step: the new state, its effects, its time, and the end of PINs that nobody needs any more."""
        before = self.state
        after, effects = step(before, event, Terms(self._policy, self._today()))
        self.state = after
        for effect in effects:
            self._carry_out(effect)
        self._keep_time(before, event, after)
        self._observe(before, event, after)
        kept = pins_in(after)
        for pin in (*pins_in(before), *((event.pin,) if isinstance(event, PinEntered) else ())):
            if not any(pin is other for other in kept):
                pin.wipe()

    def deliver(self, arrival: Arrival) -> None:
        """Deal with one arrival: an event, or a numbered outcome or answer; one that was given up is dropped."""
        match arrival:
            case HolderCardSaid(number, outcome):
                self._holder_card_said(self._desk.settle(number), outcome)
            case StaffCardSaid(number, outcome):
                visit = self._staff_desk.settle(number)
                if visit is not None:
                    self.handle(StaffAnswered(visit, outcome))
            case OfficeSaid(number, answer):
                asked = self._gateway.settle(number)
                if asked is not None:
                    self._office_said(asked, answer)
            case _:
                self.handle(arrival)

    def due(self) -> float | None:
        """When `elapse` is to be called next, in the clock's seconds; None: not before something else happens."""
        desks = (self._desk.due(), self._staff_desk.due(), self._gateway.due())
        times = (self._ends, *desks, *(at for at, _ in self._staff_ends()))
        return min((at for at in times if at is not None), default=None)

    def elapse(self) -> None:
        """Deal with everything whose time has come."""
        missed, missed_by_staff = self._desk.expire(), self._staff_desk.expire()
        if missed is not None:
            self.handle(DeadlineMissed(missed))
        if missed_by_staff is not None:
            self.handle(StaffDeadlineMissed(missed_by_staff))
        for asked in self._gateway.expire():
            self._office_said(asked, Away())
        for at, why in self._staff_ends():
            if self._clock() >= at:
                self.handle(StaffTimedOut(why))
        if self._ends is not None and self._clock() >= self._ends:
            self._ends = None
            self.handle(TimedOut())

    def _staff_ends(self) -> tuple[tuple[float, Why], ...]:
        if not isinstance(self.state.staff, Staff):
            return ()
        return (self._last_touch + STAFF_IDLE_S, Why.IDLE), (self._signed_in + STAFF_MOST_S, Why.EXPIRED)

    def _keep_time(self, before: State, event: Event, after: State) -> None:
        now, by_person = self._clock(), isinstance(event, PersonEvent | CasePersonEvent)
        if isinstance(after.staff, Staff) and not isinstance(before.staff, Staff):
            self._signed_in = self._last_touch = now
        if by_person:
            self._last_touch = now
        if by_person or (in_front(before) != in_front(after) and not _is_aside(event)):
            lasts = timeout_of(after)
            self._ends = None if lasts is None else now + lasts

    def _holder_card_said(self, visit: int | None, outcome: AnyOutcome) -> None:
        if visit is None:
            return
        if isinstance(outcome, UnblockOutcome):
            self.handle(UnblockAnswered(visit, outcome))
        else:
            self.handle(Answered(visit, outcome))

    def _office_said(self, asked: Asked[AnyQuestion], answer: AnyAnswer) -> None:
        visit, question = asked
        for pin in pins_of(question):
            pin.wipe()
        match question:
            case AskStaffProof() | SignIn():
                self.handle(StaffTold(visit, answer))
            case EndSession():
                return  # signed out here already, whatever the office says
            case RecordCase() | AskPresenceProof() | CheckPresence() | AskUnblockProof() | AskUnblockMessage():
                self.handle(CaseTold(visit, answer))
            case AskRecord() | AskProof() | CheckProof() | AskReadProof() | AskOtherCards():
                self.handle(Told(visit, answer if isinstance(answer, Answer) else Away(), question))
            case _:
                assert_never(question)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case OnStaffReader(request):
                self._staff_desk.submit(request)
            case AskForStaff(visit, question) | Ask(visit, question):
                self._gateway.submit(visit, question)
            case AskForCase(visit, question):
                self._gateway.submit(visit, with_own_pins(question))
            case SignOut(session):
                self._gateway.submit(0, EndSession(session))
            case EndCase():
                self._end_case(effect)
            case SendReports():
                self._send_reports()
            case PrintSlip(visit, last_four, language):
                self._printer.print_slip(
                    last_four, language, lambda outcome: self._post(SlipDone(visit, last_four, outcome))
                )
            case PrintReceipt(visit, last_four, matter, language):
                self._receipts.print_receipt(
                    last_four, matter, language, lambda outcome: self._post(SlipDone(visit, last_four, outcome))
                )
            case ReadCard() | ReadCounter() | VerifyPin() | ChangePin() | AskWhichPin() | Release():
                self._desk.submit(effect)
            case ProveCard() | ReadChallenge() | ReadHolder():
                self._desk.submit(effect)
            case BeginUnblock() | ProveUnblock() | Unblock() | AskUnblocked():
                self._desk.submit(effect)
            case _:
                assert_never(effect)


def _is_aside(event: Event) -> bool:
    return isinstance(event, Told | Answered | SlipDone) and is_aside(event)
