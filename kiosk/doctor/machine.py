"""`kiosk doctor`: what a terminal needs of its machine, looked at for real, and what mends what is missing."""

from __future__ import annotations

import importlib
import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import assert_never

from kiosk.card.lookout import Seen
from kiosk.card.port import Failure, Fault
from kiosk.card.reader_choice import choose
from kiosk.doctor.finding import Finding
from kiosk.printer.job import PDF
from kiosk.printer.look import Found, Missing, Silent, SystemPrinter
from kiosk.settings import Settings
from kiosk.words import FAULTS

_MEND_SERVICE = "Start it: systemctl start pcscd."
_MEND_INSTALL = "Install it: apt-get install pcscd."
_MEND_POLKIT = "Allow the action org.debian.pcsc-lite.access_pcsc for this user in a polkit rule."
_MENDS = {"not-allowed": _MEND_POLKIT, "service-silent": "Restart it: systemctl restart pcscd."}


def examine(settings: Settings, readers: Seen, printer: SystemPrinter) -> list[Finding]:
    """Everything, in the order in which it is to be mended; `printer` is the one that the settings mean."""
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _python,
        lambda: _readers(settings, readers),
        _window,
        _font,
        lambda: _journal(settings.journal),
        lambda: _printer(settings, printer),
    )
    return [finding for look in looks for finding in look()]


def _python() -> Iterator[Finding]:
    yield Finding("python", False, f"Python {platform.python_version()}")


def _readers(settings: Settings, seen: Seen) -> Iterator[Finding]:
    if isinstance(seen, Failure) and seen.fault is not Fault.NO_READER:
        fault = seen.fault.value
        installed = shutil.which("pcscd") or Path("/usr/sbin/pcscd").exists()
        mend = _MENDS.get(fault, _MEND_SERVICE if installed else _MEND_INSTALL)
        yield Finding("pcscd", True, FAULTS[fault], mend)
        return
    yield Finding("pcscd", False, "pcscd answers.")
    if isinstance(seen, Failure) or not seen:
        yield Finding("reader", True, FAULTS["no-reader"], "Plug one in, or install vsmartcard-vpcd for a virtual one.")
        return
    for name, status in seen.items():
        card = "no card" if status.atr is None else f"card, ATR {status.atr.hex().upper()}"
        yield Finding("reader", False, f"{name}: {'a card that does not answer' if status.mute else card}")
    staffs = settings.staff_reader if settings.role == "service-point" else ""
    yield from _chosen("reader", choose(seen, settings.reader, staffs), settings.reader)
    if staffs:
        yield from _chosen("staff_reader", choose(seen, staffs, settings.reader), staffs)


def _chosen(key: str, chosen: tuple[str, ...] | Failure, wanted: str) -> Iterator[Finding]:
    """What is wrong with a reader that the settings name."""
    if isinstance(chosen, Failure):
        alike = chosen.fault is Fault.READERS_ALIKE
        says = "could mean several readers." if alike else "is the name of no reader that is plugged in."
        mend = "Say more of the one reader's name" if alike else "Plug it in, or name one of those above"
        yield Finding("reader", True, f"{key}: {wanted!r} {says}", f"{mend} (KIOSK_{key.upper()}).")


def _window() -> Iterator[Finding]:
    try:
        importlib.import_module("PySide6.QtQuick")
    except ImportError as error:
        yield Finding("window", True, f"Qt can't be loaded: {error}", "Run `make run`: it installs what Qt needs.")
    else:
        yield Finding("window", False, "Qt loads.")


def _font() -> Iterator[Finding]:
    lister = shutil.which("fc-list")
    listed = lister and subprocess.run([lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    families = listed.stdout.splitlines() if listed else []
    if families:
        yield Finding("font", False, f"{len(families)} fonts for Simplified Chinese.")
    else:
        yield Finding("font", True, "No font for Simplified Chinese.", "Install one: apt-get install fonts-noto-cjk.")


def _journal(path: Path) -> Iterator[Finding]:
    there = _nearest(path)
    if os.access(there, os.W_OK) and there.is_dir() != (there == path):
        yield Finding("journal", False, f"The journal goes to {path}.")
    else:
        yield Finding("journal", True, f"{path} can't be written.", "Set KIOSK_JOURNAL to a file that can be.")


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
        case Missing():
            there = _nearest(folder)
            if os.access(there, os.W_OK | os.X_OK) and there.is_dir():
                yield Finding("printer", False, f"No printer: slips are saved as PDF in {folder}.")
            else:
                mend = "Set KIOSK_SLIPS to a folder that can be, or set up a printer."
                yield Finding("printer", True, f"No printer, and {folder} can't be written.", mend)
        case _:
            assert_never(printer)


def _nearest(path: Path) -> Path:
    """The path itself, or the nearest of its folders that there is; nothing is there where it may not look."""
    return next(each for each in (path, *path.parents) if os.path.exists(each))
