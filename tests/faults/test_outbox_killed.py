"""A terminal killed while a change of PIN enables a card: the office hears of it once, and only if it took place."""

from __future__ import annotations

import os
import random
from datetime import date
from pathlib import Path
from threading import Timer

from emulator.cards import ready_card
from kiosk.issuer.report_file import reports_in
from tests.faults.terminal_process import SEALED, FileOffice, TerminalProcess
from tests.support.cards import NEW, PRESENT, holds

KILLS = 30
LATEST_S = 0.15  # after the terminal's process began
CARD = SEALED.identification.hex()


def has_new_pin(folder: Path) -> bool:
    """What the card itself says; it must hold one of the two."""
    with ready_card(SEALED, store=folder, today=date(2026, 11, 22), random=os.urandom) as card:
        changed = holds(card, NEW)
        assert changed or holds(card, PRESENT)
        return changed


def waiting(folder: Path) -> list[str]:
    """How far the reports in the outbox have got."""
    return [report.progress.value for report in reports_in(folder / "outbox")]


def test_a_terminal_killed_at_any_instant_reports_a_change_once_and_no_change_never(tmp_path: Path) -> None:
    chance = random.Random()
    with TerminalProcess() as terminal:
        for number in range(KILLS):
            folder = tmp_path / str(number)
            folder.mkdir()
            office = FileOffice(folder / "office")
            terminal.begin(folder, PRESENT, NEW)
            timer = Timer(chance.uniform(0, LATEST_S), terminal.kill)
            timer.start()
            terminal.wait()
            timer.cancel()
            changed, left, taken = has_new_pin(folder), waiting(folder), office.taken()

            assert taken in ([], [CARD])
            if changed:
                assert left or taken, "a change that nobody will hear of"
            else:
                assert (left in ([], ["intended"]), taken) == (True, [])

            terminal.begin(folder)  # the next start
            terminal.wait()
            delivered = office.taken()
            assert delivered == ([CARD] if taken or left == ["due"] else [])

            if not delivered:  # the same holder comes again
                terminal.begin(folder, *((NEW, PRESENT) if changed else (PRESENT, NEW)))
                terminal.wait()
            assert (office.taken(), waiting(folder)) == ([CARD], [])
