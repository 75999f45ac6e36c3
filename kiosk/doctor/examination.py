"""Everything that `kiosk doctor` looks at, in the order in which it is to be mended."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import assert_never

from kiosk.card.lookout import Seen
from kiosk.doctor import disk, outbox, witness
from kiosk.doctor.finding import Finding
from kiosk.doctor.memory import SAFE, Memory, memory
from kiosk.doctor.readers import readers
from kiosk.doctor.screen import Shown, screen
from kiosk.doctor.voice import voice
from kiosk.hall import is_set_up, issuer_note, refusals
from kiosk.printer.job import PDF
from kiosk.printer.look import Found, Missing, Silent, SystemPrinter
from kiosk.settings import Settings
from kiosk.ui.trouble import Trouble

EARLIEST = 2024  # a clock that says less was never set


@dataclass(frozen=True, slots=True)
class IssuerFound:
    """Of the settings' issuer: why it can't be asked, with the mend, empty where it can; what else is to be said."""

    refused: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """What was found of the machine: `printer` is what the settings mean, `voice_lacks` as `probe` says it."""

    environment: Mapping[str, str]
    now: datetime
    readers: Seen
    screen: Shown | Trouble
    printer: SystemPrinter
    issuer: IssuerFound = IssuerFound()
    memory: Memory = SAFE
    voice_lacks: str = ""


def examine(settings: Settings, machine: Machine, *, staffed: bool) -> list[Finding]:
    """All findings; `staffed`: the role has a reader for its staff."""
    return list(
        chain(
            [Finding("python", False, f"Python {platform.python_version()}")],
            _clock(machine.now),
            _settings(settings, machine.environment, staffed=staffed),
            readers(settings, machine.readers, staffed=staffed),
            screen(machine.screen, settings.screen_inches),
            voice(settings, machine.voice_lacks),
            memory(machine.memory),
            disk.journal(settings.journal),
            _printer(settings, machine.printer),
            _issuer(settings, machine.issuer),
            _witness(settings),
            _outbox(settings.outbox),
        )
    )


def _clock(now: datetime) -> Iterator[Finding]:
    if now.year < EARLIEST:
        mend = "Set it (timedatectl set-ntp true; it needs systemd-timesyncd), or cards are judged by a wrong day."
        yield Finding("clock", True, f"The clock says {now:%Y-%m-%d}.", mend)
    else:
        yield Finding("clock", False, f"It is {now:%Y-%m-%d %H:%M} in China.")


def _settings(settings: Settings, environment: Mapping[str, str], *, staffed: bool) -> Iterator[Finding]:
    """What `kiosk run` would not start with."""
    for refused in refusals(settings, environment, staffed=staffed):
        says, mend = f"{refused.key}: {refused.says}.", f"{refused.mend[:1].upper()}{refused.mend[1:]}."
        if is_set_up(settings):
            yield Finding("settings", True, says, mend)
        else:
            yield Finding("settings", False, f"{says} It is a hall's rule, and no setting says that this is one.", mend)
    if settings.staff_reader and not staffed:
        says = f"staff_reader is set, and a terminal for {settings.role} has no staff: nobody reads from it."
        yield Finding("settings", False, says, "Take it out of the settings, or say what the terminal is: role.")


def _issuer(settings: Settings, found: IssuerFound) -> Iterator[Finding]:
    says, mend = issuer_note(settings)
    if found.refused:
        mend = "Mend that: until then no card is checked here."
        yield Finding("issuer", True, f"The issuer can't be asked: {found.refused}", mend)
    else:
        yield Finding("issuer", False, f"{says} {found.says}".rstrip(), mend)


def _witness(settings: Settings) -> Iterator[Finding]:
    if settings.witness is not None and settings.issuer is not None:
        yield from witness.findings(settings.witness, settings.issuer)


def _outbox(path: Path) -> Iterator[Finding]:
    """Where nothing can be written, what is in it can't be trusted either."""
    told = tuple(disk.outbox(path))
    yield from told
    if not any(each.wrong for each in told):
        yield from outbox.findings(path)


def _printer(settings: Settings, printer: SystemPrinter) -> Iterator[Finding]:
    named, folder = settings.printer, settings.slips
    match printer:
        case Found(name, stopped=True):
            yield Finding("printer", True, f"{name} has stopped.", f"Look after it, then start it: cupsenable {name}.")
        case Found(name):
            yield Finding("printer", False, f"Slips are printed on {name}.")
        case Silent():
            yield Finding("printer", True, "The print system does not answer.", "Restart it: systemctl restart cups.")
        case Missing() if named not in ("", PDF):
            yield Finding("printer", True, f"There is no printer {named}.", "Set KIOSK_PRINTER to one that there is.")
        case Missing() if is_set_up(settings):
            yield Finding(
                "printer", False, "No printer: no slip is offered, and the QR code on the screen says the same."
            )
        case Missing():
            yield from disk.slips(folder)
        case _:
            assert_never(printer)
