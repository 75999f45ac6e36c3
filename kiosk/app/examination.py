"""What `kiosk doctor` finds on this machine: the same functions that `kiosk run` uses, tried for real."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from emulator.assets import ASSETS
from kiosk import china
from kiosk.app.installed import for_window, mend, missing, pcsc_port
from kiosk.app.issuer import missing as issuer_missing
from kiosk.app.roles import ROLES
from kiosk.app.witnessed import NearHead
from kiosk.card.inspection import inspect
from kiosk.doctor.disk import folder_refused
from kiosk.doctor.examination import IssuerFound, Machine, examine
from kiosk.doctor.finding import Finding
from kiosk.doctor.screen import probe
from kiosk.doctor.voice import probe as voice_lacks
from kiosk.issuer.witness import read_seen
from kiosk.printer.look import look
from kiosk.session.reader import Reader
from kiosk.settings import Settings

if TYPE_CHECKING:
    from emulator.back_office import BackOffice

PRINTER_S = 10.0
READINGS = ASSETS / "voice" / "readings.toml"


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
        issuer=issuer_found(settings),
        voice_lacks="" if settings.voice == "never" else voice_lacks(READINGS, settings.voice_command),
    )
    staffed = Reader.STAFF in ROLES[settings.role].parts().trades
    return examine(settings, machine, staffed=staffed)


def issuer_found(settings: Settings) -> IssuerFound:
    """Whether the terminal could ask the issuer in its folder, beside whoever serves it; none is made."""
    from emulator.back_office import HEAD, REGISTRY, BackOfficeRefused, back_office
    from emulator.cards import bundled_cards
    from emulator.issuer.audit_head import server
    from emulator.issuer.in_the_way import open_to_others

    folder = settings.issuer
    if folder is None:
        return IssuerFound()
    try:
        if refused := issuer_missing(settings, makes=True) or folder_refused(folder):
            return IssuerFound(refused if refused.endswith(".") else f"{folder} can't be written: {refused}.")
        if not (folder / REGISTRY).exists():
            return IssuerFound(says="It is not there yet: kiosk run makes it.")
        by = server(folder / HEAD)
        with back_office(folder, bundled_cards(), beside=True) as opened:
            refused = opened.may_not_enrol(settings.terminal, ROLES[settings.role].enrols_as) or opened.trouble()
            refused = refused or (_not_believed(opened, settings) if settings.witness else "")
            refused = refused or " ".join(open_to_others(folder))
    except BackOfficeRefused as why:
        return IssuerFound(str(why))
    except OSError as error:
        return IssuerFound(f"{folder}: {error.strerror}. Make it readable for this user.")
    open_in = "" if by is None else f"It is open in another program, process {by or 'unknown'}."
    return IssuerFound(refused, open_in)


def _not_believed(opened: BackOffice, settings: Settings) -> str:
    """Why the terminal would not believe what is there, by what it saw; that record itself is looked at elsewhere."""
    from emulator.issuer.answers import Refused

    try:
        seen = None if settings.witness is None else read_seen(settings.witness)
    except (OSError, ValueError):
        return ""
    if seen is None:
        return ""
    told = opened.office.audit_head(opened.known(settings.terminal), seen.size)
    head = None if isinstance(told, Refused) else NearHead(told)
    why = head.trouble(seen) if head else ""
    if head is None or not why or head.is_answered_for(seen):
        return ""
    return f"{why}: it will not be believed. Say: emulator issuer check --witness {settings.witness}."
