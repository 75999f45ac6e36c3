"""A hall with a terminal in it: the real session, desk, worker, watcher and card; only the clock is moved by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TypeVar

from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk import china
from kiosk.card.desk import Desk
from kiosk.card.in_process import InProcessPort
from kiosk.card.outcome import Outcome
from kiosk.card.pin import Pin
from kiosk.card.port import Port
from kiosk.card.request import Exchanged
from kiosk.card.trade import SELF_SERVICE
from kiosk.card.watcher import Watcher
from kiosk.issuer.answers import Answer
from kiosk.issuer.gateway import Gateway
from kiosk.issuer.office import Office
from kiosk.issuer.question import Question, put
from kiosk.printer.port import NoPrinter, Printer
from kiosk.roles.self_service.machine import MACHINE
from kiosk.rules.new_pin import PinPolicy
from kiosk.rules.standing import NoStanding
from kiosk.session.event import ChosePinChange, Event, PinEntered
from kiosk.session.play import Inbox
from kiosk.session.reader import Reader
from kiosk.session.runner import CardSaid, OfficeSaid, Runner
from kiosk.session.state import Menu, PinAgain, PinNew, PinPresent, State
from kiosk.session.works import Desk as AnyDesk
from kiosk.session.works import Gateway as AnyGateway
from kiosk.session.works import Works
from tests.support.cards import NEW, PRESENT, READER, profile
from tests.support.clock import Seconds
from tests.support.hanging import DEADLINE_S, Hanging, workers_ended
from tests.support.office import KnownOffice

S = TypeVar("S")
CardDesk = Desk[Exchanged, Outcome]
OfficeGateway = Gateway[Office, Question, Answer]
Observer = Callable[[State, Event, State], None]


class Hall:
    """A terminal, and somebody in front of it."""

    def __init__(
        self,
        runner: Runner[State, Event],
        desk: CardDesk,
        gateway: OfficeGateway,
        inbox: Inbox,
        clock: Seconds,
        slot: Slot,
    ) -> None:
        self.runner = runner
        self.slot = slot
        self.clock = clock
        self._desk = desk
        self._gateway = gateway
        self._inbox = inbox

    @property
    def state(self) -> State:
        """What the terminal shows now."""
        return self.runner.state

    def until(self, kind: type[S], holds: Callable[[S], bool] = lambda _: True) -> S:
        """Wait for the reader, the card and the issuer until the terminal is in such a state."""
        while not (isinstance(state := self.state, kind) and holds(state)):
            self.hears()
        return state

    def menu(self) -> Menu:
        """The menu, once everything is known of the card that gets known beside what the person does."""
        self.until(Menu, lambda menu: menu.visit.standing is not NoStanding.ASKED)
        self.rests()
        return self.until(Menu)

    def does(self, event: Event) -> State:
        """The person does this; what the terminal shows then."""
        self.runner.handle(event)
        return self.state

    def keys(self, digits: bytes) -> Pin:
        """The person keys six digits in; the PIN that the session got."""
        pin = Pin(digits)
        self.runner.handle(PinEntered(pin))
        return pin

    def passes(self, seconds: float) -> State:
        """So much time passes, and everything that is due in it happens when it is due."""
        end = self.clock.now + seconds
        while (due := self.runner.due()) is not None and due <= end:
            self.clock.now = max(self.clock.now, due)
            self.runner.elapse()
        self.clock.now = end
        return self.state

    def rests(self) -> State:
        """Wait until nothing is asked of the card or the office any more."""
        while self._desk.due() is not None or self._gateway.due() is not None:
            self.hears()
        return self.state

    def to_pin_present(self) -> None:
        """On to where the present PIN is asked for."""
        self.menu()
        self.does(ChosePinChange())
        self.until(PinPresent)
        self.rests()

    def to_pin_new(self) -> Pin:
        """On to where the new PIN is asked for; the present PIN."""
        self.to_pin_present()
        present = self.keys(PRESENT)
        self.until(PinNew)
        self.rests()
        return present

    def to_pin_again(self) -> tuple[Pin, Pin]:
        """On to where it is asked for again; the present PIN and the new one."""
        present = self.to_pin_new()
        new = self.keys(NEW)
        assert isinstance(self.state, PinAgain)
        return present, new

    def hears(self) -> None:
        """Wait for the next thing that the reader, the card or the office has to say."""
        self.runner.deliver(self._inbox.get(timeout=DEADLINE_S))


def works(desk: AnyDesk, gateway: AnyGateway, post: Callable[[Event], None], printer: Printer | None = None) -> Works:
    """With a desk at its one reader; nothing is reported."""
    return Works({Reader.HOLDER: desk}, gateway, printer or NoPrinter(), lambda *_: None, lambda: None, post)


@contextmanager
def hall(
    card: Insertable | None = None,
    *,
    office: KnownOffice | None = None,
    observe: Observer = lambda *_: None,
    printer: Printer | None = None,
) -> Iterator[Hall]:
    """A hall whose reader holds `card`; the office knows the bundled normal one."""
    slot, clock = Slot(READER), Seconds()
    asked = office or KnownOffice(profile())
    inbox: Inbox = SimpleQueue()

    def open_port() -> Port:
        return InProcessPort(slot)

    if card is not None:
        slot.insert(card)
    desk = Desk(
        open_port, lambda number, outcome: inbox.put(CardSaid(Reader.HOLDER, number, outcome)), clock, SELF_SERVICE
    )
    gateway: OfficeGateway = Gateway(
        lambda: asked, put, lambda number, answer: inbox.put(OfficeSaid(number, answer)), clock
    )
    runner = Runner(
        MACHINE,
        works(desk, gateway, inbox.put, printer),
        observe=observe,
        clock=clock,
        today=china.today,
        policy=PinPolicy(),
    )
    watcher = Watcher(open_port, inbox.put)
    try:
        yield Hall(runner, desk, gateway, inbox, clock, slot)
    finally:
        if isinstance(card, Hanging):
            card.wake()
        watcher.stop(DEADLINE_S)
        desk.stop(DEADLINE_S)
        asked.let_go.set()
        gateway.stop(DEADLINE_S)
        workers_ended()
