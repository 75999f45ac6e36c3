"""What `kiosk doctor` finds on this machine: the same functions that `kiosk run` uses, tried for real."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk import china
from kiosk.app.installed import for_window, mend, missing, pcsc_port
from kiosk.app.roles import ROLES
from kiosk.card.inspection import inspect
from kiosk.doctor.disk import folder_refused
from kiosk.doctor.examination import Machine, examine
from kiosk.doctor.finding import Finding
from kiosk.doctor.screen import probe
from kiosk.printer.look import look
from kiosk.session.reader import Reader
from kiosk.settings import Settings

PRINTER_S = 10.0


def examination(settings: Settings) -> list[Finding]:
    """All of it; what is not installed first, since nothing else can be tried then."""
    if lacking := missing(*for_window(settings, card=None, desk=False)):
        return [Finding("parts", True, f"Not installed: {', '.join(lacking)}.", mend(*lacking))]
    machine = Machine(
        environment=os.environ,
        now=china.now(),
        readers=inspect(pcsc_port()),
        screen=probe(os.environ),
        printer=look(settings.printer, PRINTER_S),
        issuer=None if settings.issuer is None else issuer_refused(settings.issuer, settings),
    )
    staffed = Reader.STAFF in ROLES[settings.role].parts().trades
    return examine(settings, machine, staffed=staffed)


def issuer_refused(folder: Path, settings: Settings) -> str | None:
    """Why the terminal could not ask the issuer in this folder. One that is not there yet is not made."""
    from emulator.back_office import REGISTRY, BackOfficeRefused, back_office
    from emulator.cards import bundled_cards

    why = folder_refused(folder)
    if why is not None:
        return f"{folder} can't be written: {why}."
    if not (folder / REGISTRY).exists():
        return None
    try:
        with back_office(folder, bundled_cards()) as opened:
            return opened.may_not_enrol(settings.terminal, ROLES[settings.role].enrols_as) or None
    except BackOfficeRefused as refused:
        return str(refused)
