"""A self-service terminal for a program to be the person at: what every command without a window plays on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from emulator.refusal import CardRefused
from emulator.store.refusal import StoreRefused
from kiosk.app.at_work import at_work
from kiosk.app.emulated import EMULATED_READER, found_card, made
from kiosk.app.installed import pcsc_port
from kiosk.app.issuer import Issuer
from kiosk.app.no_issuer import NoIssuer
from kiosk.app.roles import ROLES
from kiosk.card.in_process import InProcessPort
from kiosk.card.port import Port
from kiosk.issuer.office import Office, OfficeAway
from kiosk.journal.entry import Entry
from kiosk.printer.port import NoPrinter
from kiosk.roles.self_service.parts import PARTS
from kiosk.session.event import Event
from kiosk.session.play import Inbox, Person, play
from kiosk.session.reader import Reader
from kiosk.session.runner import Runner
from kiosk.session.state import State
from kiosk.settings import Settings

if TYPE_CHECKING:
    from emulator.card.profile import CardProfile

__all__ = [
    "CardRefused",
    "StoreRefused",
    "Terminal",
    "emulated_terminal",
    "pcsc_terminal",
    "terminal",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal at work, for a program to be the person at: a runner with its inbox."""

    runner: Runner[State, Event]
    inbox: Inbox

    def play(self, person: Person[T]) -> T:
        """Let a program be the person until it is finished; its result."""
        return play(self.runner, self.inbox, person, monotonic)


@contextmanager
def terminal(
    settings: Settings,
    open_port: Callable[[], Port],
    *,
    open_office: Callable[[], Office],
    journal_of: Callable[[Callable[[Entry], None]], None] = lambda _: None,
    elsewhere: str = "",
) -> Iterator[Terminal]:
    """A self-service terminal over the readers of `open_port`, but for one `elsewhere`. Its threads end with it."""
    inbox: Inbox = SimpleQueue()
    ports = {Reader.HOLDER: open_port}
    printer = NoPrinter()
    with at_work(
        PARTS,
        settings,
        ports,
        inbox.put,
        open_office=open_office,
        journal_of=journal_of,
        printer=printer,
        elsewhere=elsewhere,
    ) as runner:
        yield Terminal(runner, inbox)


@contextmanager
def pcsc_terminal(settings: Settings, reader: str) -> Iterator[Terminal]:
    """A terminal over PC/SC, with `reader` in the reader's name; "": as the settings say, and never the staff's.

    Without an issuer in the settings, real cards have none: nobody invents one for them.
    """
    named = settings.model_copy(update={"reader": reader or settings.reader})
    elsewhere = "" if reader else _staffs(settings)
    with (
        nullcontext(NoIssuer()) if settings.issuer is None else _issuer(settings) as issuer,
        terminal(named, pcsc_port(), open_office=issuer.open, journal_of=issuer.record, elsewhere=elsewhere) as ready,
    ):
        yield ready


def _staffs(settings: Settings) -> str:
    """The name of the staff's reader, "" where there is no staff."""
    named = settings.staff_reader
    return named if named and Reader.STAFF in ROLES[settings.role].parts().trades else ""


@contextmanager
def emulated_terminal(settings: Settings, card: str, store: Path | None) -> Iterator[Terminal]:
    """A terminal over a reader in this process with `card` in it. Raises CardRefused or StoreRefused."""
    from emulator.reader.slot import Slot

    slot = Slot(EMULATED_READER)
    settings = settings.model_copy(update={"reader": ""})  # which names one behind PC/SC
    profile = found_card(card)
    with made(profile, store) as ready:
        slot.insert(ready)
        with (
            _issuer(settings, [profile]) as issuer,
            terminal(
                settings, lambda: InProcessPort(slot), open_office=issuer.open, journal_of=issuer.record
            ) as running,
        ):
            yield running


@contextmanager
def _issuer(settings: Settings, own: Sequence[CardProfile] = ()) -> Iterator[Issuer[Office]]:
    """The issuer, open: a program that plays the person does not come back for an answer that was late."""
    issuer = Issuer(settings, ROLES["self-service"].near, lambda: own, beside=True)
    with suppress(OfficeAway):
        issuer.open()
    try:
        yield issuer
    finally:
        issuer.close()
