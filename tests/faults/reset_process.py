"""A service point without a window that resets or unlocks the PIN of one card, the people being a program.

`python -m tests.faults.reset_process` serves lines `FOLDER CARD POINT`: staff signs in, a case is opened, and the card
of that bundled id is unlocked where it is locked, else reset; all that is kept is in FOLDER. `FOLDER - POINT` only
starts the service point and ends it. POINT names where it dies: see POINTS.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from time import monotonic

from emulator import china
from emulator.back_office import back_office
from emulator.cards import find_card, ready_card
from emulator.issuer import cases
from emulator.issuer.audit import Audit
from emulator.reader.slot import Slot
from emulator.store.sqlite import SqliteStore
from kiosk.app.at_work import at_work
from kiosk.app.near_service_point import NearServicePointOffice
from kiosk.card.in_process import InProcessPort
from kiosk.issuer.outbox import Outbox
from kiosk.issuer.report_file import ReportFile
from kiosk.printer.job import PDF
from kiosk.roles.service_point import driver
from kiosk.roles.service_point.event import ChoseCase, Event, OpenCase, ToggledDocument
from kiosk.roles.service_point.matter import DOCUMENTS
from kiosk.roles.service_point.parts import PARTS as SERVICE_POINT
from kiosk.roles.service_point.staff import Staff, StaffPin
from kiosk.roles.service_point.state import CaseForm, ResetAgain, ResetNew, State, UnlockDone
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.standing import NoStanding
from kiosk.session.event import PinEntered
from kiosk.session.reader import Reader
from kiosk.session.runner import CardSaid, OfficeSaid, Runner
from kiosk.session.state import Menu
from kiosk.settings import Settings
from tests.faults.points import Step, die_at, enters, leaves
from tests.faults.rounds import say, serve

Arrival = Event | CardSaid | OfficeSaid
TERMINAL = "610100-0101"
PROFILES = [find_card(card) for card in ("two-left", "locked", "operator")]
STAFF_PIN, NEW_PIN = b"246802", b"624815"  # of test cards

_MESSAGE = leaves(NearServicePointOffice.unblock_command)
POINTS: Mapping[str, tuple[Step, ...]] = {
    "-": (),
    "case-recorded": (leaves(NearServicePointOffice.record_case),),
    "message-asked": (enters(NearServicePointOffice.unblock_command),),
    "message-marked": (enters(cases.mark_message), enters(Audit.put_down)),
    "message-audited": (enters(cases.mark_message), leaves(Audit.put_down)),
    "message-committed": (enters(cases.mark_message), enters(Audit.anchor)),
    "message-anchored": (enters(cases.mark_message), leaves(Audit.anchor)),
    "message-handed-out": (_MESSAGE,),
    "card-writes": (_MESSAGE, enters(SqliteStore.write)),
    "card-wrote": (_MESSAGE, leaves(SqliteStore.write)),
    "card-answered": (_MESSAGE, leaves(SqliteStore.write), leaves(driver.carry_out)),
    "end-added": (enters(Outbox.add),),
    "outbox-writes": (enters(ReportFile.put),),
    "outbox-wrote": (leaves(ReportFile.put),),
    "end-sent": (enters(NearServicePointOffice.report_case),),
    "end-put-down": (leaves(cases.report),),
    "end-taken": (leaves(NearServicePointOffice.report_case),),
    "outbox-removes": (enters(ReportFile.remove),),
}


def settings_in(folder: Path) -> Settings:
    """A service point that keeps everything in `folder`."""
    return Settings(
        terminal=TERMINAL,
        role="service-point",
        journal=folder / "journal.jsonl",
        slips=folder / "slips",
        outbox=folder / "outbox.sqlite",
        printer=PDF,
    )


@contextmanager
def service_point(
    folder: Path, slot: Slot, staff_slot: Slot, post: Callable[[Arrival], None]
) -> Iterator[Runner[State, Event]]:
    """The service point at work beside the issuer's office. What is due is delivered at its end at the latest."""
    with back_office(folder / "office", PROFILES) as issuer:
        caller = issuer.enrol(TERMINAL, "service-point")
        ports = {Reader.HOLDER: partial(InProcessPort, slot), Reader.STAFF: partial(InProcessPort, staff_slot)}
        with at_work(
            SERVICE_POINT,
            settings_in(folder),
            ports,
            post,
            open_office=lambda: NearServicePointOffice(issuer.office, caller),
        ) as runner:
            yield runner


def people(state: State) -> Event | None:
    """What staff and holder do in a state, None where they wait."""
    match state.staff, state.holder:
        case StaffPin(wrong=False), _:
            return PinEntered.of(STAFF_PIN)
        case Staff(), Menu(visit) if visit.genuine is Genuineness.GENUINE and visit.standing is not NoStanding.ASKED:
            return ChoseCase()
        case Staff(), CaseForm(refused=None) as form:
            return next((ToggledDocument(seen) for seen in DOCUMENTS[form.who] - form.seen), OpenCase())
        case Staff(), ResetNew(refused=()) | ResetAgain():
            return PinEntered.of(NEW_PIN)
        case _:
            return None


def serve_once(folder: Path, card: str, begin: Callable[[], None]) -> None:
    """From the first card in to the end of a case that is done; anything else hangs. `begin` hears of the case."""
    inbox: SimpleQueue[Arrival] = SimpleQueue()
    slot, staff_slot = Slot("Holder"), Slot("Staff")
    with (
        ready_card(find_card(card), store=folder / "cards", today=china.today(), random=os.urandom) as holders,
        ready_card(find_card("operator"), store=None, today=china.today(), random=os.urandom) as operator,
        service_point(folder, slot, staff_slot, inbox.put) as runner,
    ):
        staff_slot.insert(operator)
        slot.insert(holders)
        while not isinstance(runner.state.holder, UnlockDone):
            done = people(runner.state)
            if isinstance(done, OpenCase):
                begin()
            if done is not None:
                runner.handle(done)
            else:
                _wait(runner, inbox)


def start_and_end(folder: Path) -> None:
    """The service point without anybody: it delivers what is due."""
    with service_point(folder, Slot("Holder"), Slot("Staff"), lambda _: None):
        return


def _wait(runner: Runner[State, Event], inbox: SimpleQueue[Arrival]) -> None:
    due = runner.due()
    try:
        arrival = inbox.get(timeout=None if due is None else max(0.0, due - monotonic()))
    except Empty:
        runner.elapse()
        return
    runner.deliver(arrival)


def main(words: list[str]) -> None:
    """One round."""
    folder, card, point = words
    die_at(POINTS[point])
    if card == "-":
        start_and_end(Path(folder))
    else:
        serve_once(Path(folder), card, lambda: say("begun"))


if __name__ == "__main__":
    # What is done for the first time takes long; in a child that would be where most instants fall.
    with TemporaryDirectory() as folder:
        serve_once(Path(folder), "locked", lambda: None)
    serve(main)
