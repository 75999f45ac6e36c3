"""A self-service terminal without a window that changes the initial PIN of a sealed card, the person being a program.

`python -m tests.faults.enabling_process` serves lines `FOLDER POINT`: the card goes in, and its PIN is changed; all
that is kept is in FOLDER. POINT names where the terminal dies: see POINTS.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from emulator import china
from emulator.back_office import back_office
from emulator.card import pin
from emulator.cards import find_card, ready_card
from emulator.issuer import changes
from emulator.reader.slot import Slot
from emulator.store.sqlite import SqliteStore
from kiosk.app.near_self_service import NearOffice
from kiosk.app.terminal import Terminal, terminal
from kiosk.card.in_process import InProcessPort
from kiosk.card.pin import Pin
from kiosk.change_pin import Exit, Met, with_lines
from kiosk.issuer.outbox import Outbox
from kiosk.issuer.report_file import ReportFile
from kiosk.printer.job import PDF
from kiosk.session.event import ChosePinChange
from kiosk.session.state import State
from kiosk.settings import Settings
from tests.faults.points import Step, die_at, enters, leaves
from tests.faults.rounds import say, serve

TERMINAL = "610100-0001"
PROFILE = find_card("initial-pin")
INITIAL_PIN, NEW_PIN, NEWER_PIN = b"123456", b"624815", b"970362"  # of a test card

_INTENDED, _CONFIRMED = leaves(ReportFile.put), enters(Outbox.confirm)
_WROTE = leaves(SqliteStore.write)
POINTS: Mapping[str, tuple[Step, ...]] = {
    "-": (),
    "intent-begun": (enters(Outbox.intend),),
    "intent-writes": (enters(ReportFile.put),),
    "intent-wrote": (_INTENDED,),
    "card-counts-a-verify": (_INTENDED, enters(SqliteStore.write)),
    "card-counted-a-verify": (_INTENDED, _WROTE),
    "card-asked": (_INTENDED, enters(pin.change_pin)),
    "card-counted-a-change": (_INTENDED, enters(pin.change_pin), _WROTE),
    "card-wrote": (_INTENDED, enters(pin.change_pin), _WROTE, _WROTE),
    "card-answered": (_INTENDED, leaves(pin.change_pin)),
    "report-confirmed": (_CONFIRMED,),
    "report-writes": (_CONFIRMED, enters(ReportFile.put)),
    "report-wrote": (_CONFIRMED, leaves(ReportFile.put)),
    "report-sent": (enters(NearOffice.report_enabled_by),),
    "report-put-down": (leaves(changes.settle),),
    "report-taken": (leaves(NearOffice.report_enabled_by),),
    "outbox-removes": (enters(ReportFile.remove),),
    "outbox-removed": (leaves(ReportFile.remove),),
}


def settings_in(folder: Path) -> Settings:
    """A self-service terminal that keeps everything in `folder`."""
    return Settings(
        terminal=TERMINAL,
        journal=folder / "journal.jsonl",
        slips=folder / "slips",
        outbox=folder / "outbox.sqlite",
        printer=PDF,
    )


@contextmanager
def self_service(folder: Path, slot: Slot) -> Iterator[Terminal]:
    """The terminal at work beside the issuer's office. What is due is delivered at its end at the latest."""
    with back_office(folder / "office", [PROFILE]) as issuer:
        caller = issuer.enrol(TERMINAL, "self-service")
        with terminal(
            settings_in(folder),
            lambda: InProcessPort(slot),
            open_office=lambda: NearOffice(issuer.office, caller),
        ) as at_work:
            yield at_work


def change(folder: Path, present: bytes, new: bytes, begin: Callable[[], None]) -> None:
    """From the card in to the PIN changed; anything else is an error. `begin` hears when the person begins."""
    slot = Slot("Hall")
    with (
        ready_card(PROFILE, store=folder / "cards", today=china.today(), random=os.urandom) as card,
        ExitStack() as work,
    ):
        slot.insert(card)
        at_work = work.enter_context(self_service(folder, slot))
        person = with_lines(Pin(present), Pin(new), Pin(new), settings_in(folder).policy)

        def meet(state: State) -> Met:
            met = person(state)
            if isinstance(met, ChosePinChange):
                begin()
            return met

        assert at_work.play(meet).exit is Exit.CHANGED


def start_and_end(folder: Path) -> None:
    """The terminal without anybody: it delivers what is due."""
    with self_service(folder, Slot("Hall")):
        return


def main(words: list[str]) -> None:
    """One round."""
    folder, point = words
    die_at(POINTS[point])
    change(Path(folder), INITIAL_PIN, NEW_PIN, lambda: say("begun"))


if __name__ == "__main__":
    # What is done for the first time takes long; in a child that would be where most instants fall.
    with TemporaryDirectory() as folder:
        change(Path(folder), INITIAL_PIN, NEW_PIN, lambda: None)
    serve(main)
