"""A self-service terminal at work: its threads, its journal, its printer, over real readers or one in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from emulator.assets import ASSETS
from emulator.refusal import CardRefused
from emulator.store.refusal import StoreRefused
from kiosk import china
from kiosk.app.emulated import EMULATED_READER, found_card, made
from kiosk.app.installed import for_window, mend, missing, pcsc_port
from kiosk.app.issuer import Issuer
from kiosk.app.recorder import journal
from kiosk.app.reports import mail
from kiosk.app.roles import near_office
from kiosk.card.desk import Desk
from kiosk.card.in_process import InProcessPort
from kiosk.card.port import Port
from kiosk.card.trade import SELF_SERVICE
from kiosk.card.watcher import Watcher
from kiosk.issuer.answers import Answer
from kiosk.issuer.gateway import Gateway
from kiosk.issuer.no_office import NoOffice
from kiosk.issuer.office import Office, OfficeAway
from kiosk.issuer.postman import deliver
from kiosk.issuer.question import Question, put
from kiosk.issuer.reporting import reporting
from kiosk.printer.port import NoPrinter, SlipPrinter
from kiosk.printer.printer import Printer
from kiosk.roles.self_service.journal import derive
from kiosk.session.event import Event
from kiosk.session.play import Inbox, Person, play
from kiosk.session.runner import Arrival, OfficeSaid, Runner
from kiosk.session.state import State
from kiosk.settings import Settings

if TYPE_CHECKING:
    from emulator.card.profile import CardProfile
    from kiosk.doctor import Finding

__all__ = [
    "CardRefused",
    "StoreRefused",
    "Terminal",
    "emulated_terminal",
    "examination",
    "pcsc_terminal",
    "running",
    "terminal",
]

STOP_S = 1.0
SLIP_S = 10.0  # a slip that takes longer is not waited for

T = TypeVar("T")
Observer = Callable[[State, Event, State], None]


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal at work, for a program to be the person at: a runner with its inbox."""

    runner: Runner
    inbox: Inbox

    def play(self, person: Person[T]) -> T:
        """Let a program be the person until it is finished; its result."""
        return play(self.runner, self.inbox, person, monotonic)


@contextmanager
def terminal(
    settings: Settings, open_port: Callable[[], Port], *, open_office: Callable[[], Office], reader: str = ""
) -> Iterator[Terminal]:
    """A terminal over the readers of `open_port`, with `reader` in their names. Its threads end with it."""
    inbox: Inbox = SimpleQueue()
    none = NoPrinter()
    with running(settings, open_port, inbox.put, open_office=open_office, reader=reader, printer=none) as runner:
        yield Terminal(runner, inbox)


@contextmanager
def running(
    settings: Settings,
    open_port: Callable[[], Port],
    post: Callable[[Arrival], None],
    *,
    open_office: Callable[[], Office],
    reader: str = "",
    observe: Observer = lambda *_: None,
    clock: Callable[[], float] = monotonic,
    printer: SlipPrinter | None = None,
) -> Iterator[Runner]:
    """A runner with its threads. What they have for it goes through `post`, on any thread, to `Runner.deliver`.

    `open_office` is called on a thread of the office's own. `clock` gives monotonic seconds, for deadlines and idle
    times; `printer` prints instead of the settings' one.
    """
    with (
        journal(settings, STOP_S) as record,
        mail(settings, open_office, deliver, post, record, STOP_S) as reports,
    ):

        def hear(before: State, event: Event, after: State) -> None:
            for entry in derive(before, event, after):
                record(entry)
            observe(before, event, after)

        trade = replace(SELF_SERVICE, carry_out=reporting(reports.outbox, SELF_SERVICE.carry_out))
        desk = Desk(open_port, lambda number, outcome: post((number, outcome)), clock, trade)
        gateway: Gateway[Office, Question, Answer] = Gateway(
            open_office, put, lambda number, answer: post(OfficeSaid(number, answer)), clock
        )
        slips = Printer(settings.place, ASSETS, china.now, monotonic, SLIP_S)
        runner = Runner(
            desk=desk,
            gateway=gateway,
            printer=printer or slips,
            send_reports=reports.send,
            post=post,
            observe=hear,
            clock=clock,
            policy=settings.policy,
        )
        watcher = Watcher(open_port, post, reader or settings.reader)
        try:
            yield runner
        finally:
            watcher.stop(STOP_S)
            desk.stop(STOP_S)
            gateway.stop(STOP_S)
            slips.stop(STOP_S)


@contextmanager
def pcsc_terminal(settings: Settings, reader: str) -> Iterator[Terminal]:
    """A terminal over PC/SC. Without an issuer in the settings, real cards have none: nobody invents one for them."""
    with (
        nullcontext(NoOffice) if settings.issuer is None else _issuer(settings) as open_office,
        terminal(settings, pcsc_port(), open_office=open_office, reader=reader) as ready,
    ):
        yield ready


@contextmanager
def emulated_terminal(settings: Settings, card: str, store: Path | None) -> Iterator[Terminal]:
    """A terminal over a reader in this process with `card` in it. Raises CardRefused or StoreRefused."""
    from emulator.reader.slot import Slot

    slot = Slot(EMULATED_READER)
    profile = found_card(card)
    with made(profile, store) as ready:
        slot.insert(ready)
        with (
            _issuer(settings, [profile]) as open_office,
            terminal(settings, lambda: InProcessPort(slot), open_office=open_office) as running,
        ):
            yield running


@contextmanager
def _issuer(settings: Settings, own: Sequence[CardProfile] = ()) -> Iterator[Callable[[], Office]]:
    """The issuer, open: a program that plays the person does not come back for an answer that was late."""
    issuer = Issuer(settings, near_office, lambda: own)
    with suppress(OfficeAway):
        issuer.open()
    try:
        yield issuer.open
    finally:
        issuer.close()


def examination(settings: Settings) -> list[Finding]:
    """What `kiosk doctor` finds on this machine: what is not installed first, since nothing else can be tried then."""
    from kiosk.card.inspection import inspect
    from kiosk.doctor import Finding, examine
    from kiosk.issuer.findings import findings
    from kiosk.printer.look import look

    if lacking := missing(*for_window(settings, card=None, desk=False)):
        return [Finding("parts", True, f"Not installed: {', '.join(lacking)}.", mend(*lacking))]
    open_port = pcsc_port()
    return [*examine(settings, inspect(open_port), look(settings.printer, SLIP_S)), *findings(settings.outbox)]
