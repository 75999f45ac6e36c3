"""A terminal over a reader in this process, for a program to be the person at, and a card that is lost on the way."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from emulator.reader.faults import PulledOut
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.app.terminal import Terminal, terminal
from kiosk.card.in_process import InProcessPort
from kiosk.settings import Settings
from tests.support.cards import CHANGE_PIN, slot_with
from tests.support.office import bundled_office


def terminal_at(slot: Slot, journal: Path) -> AbstractContextManager[Terminal]:
    """A terminal over this reader; it knows the bundled cards' standings."""
    settings = Settings(journal=journal, outbox=journal.with_name("outbox"))
    office = bundled_office()
    return terminal(settings, lambda: InProcessPort(slot), open_office=lambda: office)


def reader_that_loses(card: Insertable) -> Slot:
    """A reader with `card`, which is pulled out when it has changed its PIN and before its answer is heard."""
    slot = slot_with()
    slot.insert(PulledOut(card, slot.remove, lambda apdu: apdu[:2] == CHANGE_PIN))
    return slot
