"""A service point with people in front of it: the real machine, desks, workers, watchers, cards and gateway.

Only the clock is moved by hand, and the office is the bench's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.card.desk import Desk
from kiosk.card.in_process import InProcessPort
from kiosk.card.pin import Pin
from kiosk.card.sighting import Sighting
from kiosk.card.trade import SELF_SERVICE
from kiosk.card.watcher import Watcher
from kiosk.issuer.answers import Away
from kiosk.issuer.gateway import Gateway
from kiosk.issuer.report import Progress, Report
from kiosk.printer.outcome import Printed
from kiosk.printer.port import NoPrinter, Tell
from kiosk.printer.receipt import Done
from kiosk.roles.service_point.effect import EndCase, Result
from kiosk.roles.service_point.event import ChoseCase, ChoseMatter, Event, OpenCase, StaffSeen, ToggledDocument
from kiosk.roles.service_point.machine import MACHINE
from kiosk.roles.service_point.matter import DOCUMENTS, Matter
from kiosk.roles.service_point.question import AnyAnswer, AnyQuestion, put
from kiosk.roles.service_point.report import CASE_ENDED, deliver, reported
from kiosk.roles.service_point.staff import Staff, StaffPin
from kiosk.roles.service_point.stage import Unblocking
from kiosk.roles.service_point.state import CaseForm, ResetAgain, ResetNew, State, UnlockDone, Unlocking
from kiosk.roles.service_point.trade import SERVICE_POINT
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.new_pin import PinPolicy
from kiosk.rules.standing import NoStanding
from kiosk.session.event import PinEntered
from kiosk.session.reader import Reader
from kiosk.session.runner import CardSaid, OfficeSaid, Runner
from kiosk.session.state import Menu
from kiosk.session.works import Desk as CardDesk
from kiosk.session.works import Works
from tests.support.cards import NEW, TODAY, Listening, card_of, profile, slot_with
from tests.support.clock import Seconds
from tests.support.hanging import DEADLINE_S, Hanging, workers_ended
from tests.support.staffed_office import OPERATOR, StaffedOffice

STAFF_READER = "Staff's Reader"
STAFF_PIN = b"246802"

Arrival = Event | CardSaid | OfficeSaid
S = TypeVar("S")
Observer = Callable[[State, Event, State], None]


class Point:
    """A service point, a member of staff, and a holder."""

    def __init__(
        self,
        runner: Runner[State, Event],
        inbox: SimpleQueue[Arrival],
        clock: Seconds,
        slots: tuple[Slot, Slot],
        asks: Callable[[], bool],
    ) -> None:
        self.runner = runner
        self._asks = asks
        self.clock = clock
        self.slot, self.staff_slot = slots
        self.ended: list[EndCase] = []
        self._inbox = inbox

    @property
    def state(self) -> State:
        """Both sides."""
        return self.runner.state

    def until(self, kind: type[S], holds: Callable[[S], bool] = lambda _: True) -> S:
        """Wait until the holder's side is in such a state."""
        while not (isinstance(state := self.state.holder, kind) and holds(state)):
            self.hears()
        return state

    def until_staff(self, kind: type[S], holds: Callable[[S], bool] = lambda _: True) -> S:
        """Wait until the staff's side is in such a state."""
        while not (isinstance(state := self.state.staff, kind) and holds(state)):
            self.hears()
        return state

    def does(self, event: Event) -> State:
        """Somebody does this; what the service point is like then."""
        self.runner.handle(event)
        return self.state

    def keys(self, digits: bytes) -> Pin:
        """Somebody keys six digits in; the PIN that the machine got."""
        pin = Pin(digits)
        self.runner.handle(PinEntered(pin))
        return pin

    def rests(self) -> State:
        """Wait until nothing is asked of cards and office any more."""
        while self._asks():
            self.hears()
        return self.state

    def passes(self, seconds: float) -> State:
        """So much time passes, and everything that is due in it happens when it is due."""
        end = self.clock.now + seconds
        while (due := self.runner.due()) is not None and due <= end:
            self.clock.now = max(self.clock.now, due)
            self.runner.elapse()
        self.clock.now = end
        return self.state

    def signs_in(self, card: Insertable | None = None) -> Staff:
        """The member of staff puts their card in and keys their PIN in."""
        self.staff_slot.insert(card or card_of(OPERATOR))
        self.until_staff(StaffPin)
        self.keys(STAFF_PIN)
        return self.until_staff(Staff)

    def to_menu(self) -> Menu:
        """The holder's menu, once the card has proved itself and its standing is known."""
        return self.until(
            Menu,
            lambda menu: (
                menu.visit.genuine not in (Genuineness.ASKED, Genuineness.UNKNOWN)
                and menu.visit.standing not in (NoStanding.ASKED, NoStanding.UNREACHABLE)
            ),
        )

    def to_form(self, matter: Matter) -> CaseForm:
        """A form that only has to be sent."""
        self.to_menu()
        self.does(ChoseCase())
        self.does(ChoseMatter(matter))
        for document in DOCUMENTS[self.until(CaseForm).who]:
            self.does(ToggledDocument(document))
        return self.until(CaseForm)

    def to_reset(self) -> ResetNew:
        """On to where the holder is asked for a new PIN."""
        self.to_form(Matter.RESET)
        self.does(OpenCase())
        self.until(ResetNew)
        self.rests()
        return self.until(ResetNew)

    def resets(self, digits: bytes = NEW) -> tuple[Pin, Pin]:
        """The holder keys the new PIN in twice; both PINs that the machine got."""
        self.to_reset()
        first = self.keys(digits)
        assert isinstance(self.state.holder, ResetAgain)
        return first, self.keys(digits)

    def until_unblocking(self) -> Unlocking:
        """Wait until the unblock is on its way to the card."""
        return self.until(Unlocking, lambda state: isinstance(state.stage, Unblocking))

    def unlocks(self) -> UnlockDone:
        """The whole of an unlock."""
        self.to_form(Matter.UNLOCK)
        self.does(OpenCase())
        return self.until(UnlockDone)

    def hears(self) -> None:
        """Wait for one thing more from readers, cards and office."""
        self.runner.deliver(self._inbox.get(timeout=DEADLINE_S))


class Receipts(NoPrinter):
    """A printer of receipts, and of nothing else, that prints at once."""

    def __init__(self) -> None:
        self.printed: list[tuple[str, Done, str]] = []

    def print_receipt(self, last_four: str, done: Done, language: str, tell: Tell) -> None:
        """It is printed."""
        self.printed.append((last_four, done, language))
        tell(Printed())


@contextmanager
def point(
    card: Insertable | None = None,
    office: StaffedOffice | None = None,
    *,
    observe: Observer = lambda *_: None,
    receipts: Receipts | None = None,
    made_up: bool = False,
) -> Iterator[Point]:
    """A service point whose holder's reader holds `card`; `made_up` where what it shows as proof is none."""
    slot, staff_slot, clock = slot_with(card), Slot(STAFF_READER), Seconds()
    inbox: SimpleQueue[Arrival] = SimpleQueue()
    office = office or StaffedOffice(profile())
    open_port, open_staff_port = partial(InProcessPort, slot), partial(InProcessPort, staff_slot)
    desk = Desk(open_port, lambda number, said: inbox.put(CardSaid(Reader.HOLDER, number, said)), clock, SERVICE_POINT)
    staff_desk = Desk(
        open_staff_port, lambda number, said: inbox.put(CardSaid(Reader.STAFF, number, said)), clock, SELF_SERVICE
    )
    gateway: Gateway[StaffedOffice, AnyQuestion, AnyAnswer] = Gateway(
        lambda: office, put, lambda number, said: inbox.put(OfficeSaid(number, said)), clock
    )
    ended: list[EndCase] = []

    def report(kind: str, about: str, proof: str) -> None:
        assert kind == CASE_ENDED
        told = Report("key", kind, about, Progress.DUE)
        answer = deliver(told, office)
        event = None if isinstance(answer, Away) else reported(told, answer)
        if event is not None:
            inbox.put(event)
        case, result, *proved = about.split(" ")
        ended.append(EndCase(case, Result(result)))
        assert made_up or bool(proved) == office.cases[case].proved, "what is sent as proof is one"

    def staff_seen(sighting: Sighting) -> None:
        inbox.put(StaffSeen(sighting))

    desks: dict[Reader, CardDesk] = {Reader.HOLDER: desk, Reader.STAFF: staff_desk}

    runner = Runner(
        MACHINE,
        Works(desks, gateway, receipts or Receipts(), report, lambda: None, inbox.put),
        observe=observe,
        clock=clock,
        today=lambda: TODAY,
        policy=PinPolicy(),
    )
    watchers = Watcher(open_port, inbox.put), Watcher(open_staff_port, staff_seen)
    try:
        at = Point(
            runner, inbox, clock, (slot, staff_slot), lambda: any(one.due() for one in (desk, staff_desk, gateway))
        )
        at.ended = ended
        yield at
    finally:
        if isinstance(card, Hanging):
            card.wake()
        for watcher in watchers:
            watcher.stop(DEADLINE_S)
        desk.stop(DEADLINE_S)
        staff_desk.stop(DEADLINE_S)
        gateway.stop(DEADLINE_S)
        workers_ended()


def unblocks_in(card: Listening) -> int:
    """How often the card was told to unblock its PIN."""
    return sum(apdu[:2] == b"\x84\x24" for apdu in card.heard)
